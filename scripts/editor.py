#!/usr/bin/env python3
"""What an editor sees of `closewait lsp` and `closewait clangd`: how long it waits.

usage: editor.py types FILE SERVER...
       editor.py passes FILE CLOSEWAIT

types: opens FILE, types a function with a defect at its end, letter by letter, and
prints how many seconds after the last of them the finding stands on the screen: the
median and the worst of five times.

passes: has two programs say 5,000 messages to each other through `closewait clangd`
while FILE is analysed, again and again, and prints how many milliseconds later each
arrives: the median, the 99th percentile and the worst of both directions.

Exit code 1 if something did not come at all.
"""
import os
import statistics
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "../testcases/lsp/Inputs"))
from editor import SERVE, Editor, Ended, position  # noqa: E402

DEFECT = "\n" + SERVE.replace("serve", "closewait_typed")
# So many keys a second: a fast writer.
KEYS = 15


def types(path, server):
    editor = Editor(server, cwd=os.path.dirname(path))
    uri = editor.open(path)
    editor.until(lambda: uri in editor.published)
    editor.rest(5)
    base = editor.texts[uri]
    before = len(editor.ours(uri))
    waited = []
    for _ in range(5):
        for letter in DEFECT:
            at = position(editor.texts[uri], len(editor.texts[uri]))
            editor.change(uri, [({"start": at, "end": at}, letter)])
            last = time.monotonic()
            # Most of it is written as fast as it goes: only the end matters.
            if len(base) + len(DEFECT) - len(editor.texts[uri]) < 20:
                editor.rest(1 / KEYS)
        editor.until(lambda: len(editor.ours(uri)) == before + 1)
        waited.append(editor.times[uri] - last)
        editor.rest(1)
        editor.change(uri, [(None, base)])
        editor.until(lambda: len(editor.ours(uri)) == before)
        editor.rest(1)
    editor.quit()
    print("%.2f\t%.2f" % (statistics.median(waited), max(waited)))


PEER = """#!/usr/bin/env python3
import sys, time
data = sys.stdin.buffer
while True:
    length = 0
    while True:
        line = data.readline()
        if not line:
            sys.exit(0)
        if line == b"\\r\\n":
            break
        length = int(line.split(b":")[1])
    body = data.read(length)
    now = time.monotonic()
    if b'"id"' in body:
        number = body.split(b'"id": ')[1].split(b",")[0].rstrip(b"}")
        reply = b'{"id":%s,"jsonrpc":"2.0","result":[%.9f,%.9f]}' % (
            number, now, time.monotonic())
        sys.stdout.buffer.write(b"Content-Length: %d\\r\\n\\r\\n" % len(reply) + reply)
        sys.stdout.buffer.flush()
"""


def passes(path, closewait):
    with tempfile.TemporaryDirectory() as folder:
        peer = folder + "/clangd"
        with open(peer, "w") as file:
            file.write(PEER)
        os.chmod(peer, 0o700)
        editor = Editor([closewait, "clangd", "--closewait-clangd=" + peer],
                        cwd=os.path.dirname(path))
        uri = editor.open(path)
        delays = []
        begin = time.monotonic()
        for number in range(2500):
            # An edit now and then: whatever is being analysed begins again.
            if number % 400 == 0:
                editor.change(uri, [({"start": {"line": 0, "character": 0},
                                      "end": {"line": 0, "character": 0}}, "\n")])
            sent = time.monotonic()
            asked = editor.begin("textDocument/hover", {"position": {}})
            answer = None
            while answer is None:
                if not editor.take(30):
                    raise Ended("no answer")
                answer = editor.answers.pop(asked, None)
            came, back = answer["result"]
            delays += [came - sent, editor.arrived - back]
            time.sleep(0.002)
        lasted = time.monotonic() - begin
        editor.quit()
    delays.sort()
    print("%.2f\t%.2f\t%.2f\t%.0f" % (
        1e3 * statistics.median(delays), 1e3 * delays[len(delays) * 99 // 100],
        1e3 * delays[-1], lasted))


if len(sys.argv) < 4 or sys.argv[1] not in ("types", "passes"):
    sys.exit(__doc__)
try:
    if sys.argv[1] == "types":
        types(sys.argv[2], sys.argv[3:])
    else:
        passes(sys.argv[2], sys.argv[3])
except Ended as wrong:
    sys.exit(str(wrong))
