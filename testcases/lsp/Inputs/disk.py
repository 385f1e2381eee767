"""A project that cannot be written, and no room for what an analysis writes.
usage: disk.py FOLDER SERVER... in a namespace of one's own"""
import subprocess
import sys
from editor import *

folder, server = sys.argv[1], sys.argv[2:]
project(folder, {"conn.c": SERVE})
subprocess.run(["mount", "--bind", folder, folder], check=True)
subprocess.run(["mount", "-o", "remount,bind,ro", folder], check=True)
room = folder + ".tmp"
os.makedirs(room, exist_ok=True)
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8k", "none", room], check=True)
editor = Editor(server, cwd=folder, env={"TMPDIR": room})
uri = editor.open(folder + "/conn.c")
editor.until_said("No space left on device")
top = {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}
for _ in range(3):
    editor.change(uri, [(top, "\n")])
    editor.rest(0.5)
lines = [line for line in editor.said().split("\n") if line.startswith("closewait: ")]
wanted(len(lines) == 1, lines)
# There is room again.
subprocess.run(["mount", "-o", "remount,size=10m", room], check=True)
editor.change(uri, [(None, SERVE)])
editor.settle(uri, lambda ours: len(ours) == 1)
wanted(editor.quit() == 0, "exit code")
wanted(os.listdir(room) == [], os.listdir(room))
wanted(sorted(os.listdir(folder)) == ["compile_commands.json", "conn.c"],
       os.listdir(folder))
