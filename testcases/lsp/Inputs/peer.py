"""Stands where clangd would: says by stdout what a file tells it to, and writes down
what it hears.

usage: peer.py SAY HEARD [CODE]: the bytes of the file SAY are said at once, and all
that is heard goes to the file HEARD; then it ends with CODE."""
import sys

say, heard = sys.argv[1:3]
with open(say, "rb") as file:
    data = file.read()
# In pieces that have nothing to do with messages.
for at in range(0, len(data), 7919):
    sys.stdout.buffer.write(data[at:at + 7919])
    sys.stdout.buffer.flush()
with open(heard, "wb") as file:
    while True:
        data = sys.stdin.buffer.read1(1 << 16)
        if not data:
            break
        file.write(data)
        file.flush()
sys.exit(int(sys.argv[3]) if len(sys.argv) > 3 else 0)
