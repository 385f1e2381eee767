"""Files do not wait for each other. usage: others.py FOLDER CLOSEWAIT CLANG"""
import stat
import sys
from editor import *

folder, closewait, clang = sys.argv[1:]
MISSING = '#include "nowhere.h"\n'
project(folder, {"a.c": SERVE, "slow.c": SERVE, **{"m%d.c" % n: MISSING for n in range(5)}})
# A clang that hangs where slow.c is analysed, and takes down what it is asked for.
with open(folder + "/clang", "w") as file:
    file.write('#!/bin/sh\ncase $1 in --version) exec %s "$@";; esac\n'
               'file=$(sed -n \'s/.*"\\([^"]*[.]c\\)".*/\\1/p\' "${1#@}" | tail -n 1)\n'
               'echo "$file" >>"%s/asked"\n'
               'case $file in */slow.c) exec sleep 1000;; esac\nexec %s "$@"\n' %
               (clang, folder, clang))
os.chmod(folder + "/clang", stat.S_IRWXU)
editor = Editor([closewait, "lsp", "--closewait-clang=" + folder + "/clang",
                 "--closewait-timeout=999999999"], cwd=folder)
slow = editor.open(folder + "/slow.c")


def asked():
    if not os.path.exists(folder + "/asked"):
        return []
    with open(folder + "/asked") as file:
        return [os.path.basename(line.strip()) for line in file]


wait_until(lambda: "slow.c" in asked(), "slow.c is not analysed")
# What hangs gives way: it would hang for longer than the test waits.
a = editor.open(folder + "/a.c")
editor.settle(a, lambda ours: len(ours) == 1)
missing = ["m%d.c" % n for n in range(5)]
for name in missing:
    editor.open(folder + "/" + name)
wait_until(lambda: set(missing) <= set(asked()), "a file is not analysed")
editor.rest(2)

# An edit of one file has only that one analysed; slow.c, which gave way, goes on.
before = asked()
for turn in range(3):
    editor.change(a, [({"start": {"line": 0, "character": 0},
                        "end": {"line": 0, "character": 0}}, "\n")])
    editor.settle(a, lambda ours: ours[0]["range"]["start"]["line"] == 13 + turn)
more = [name for name in asked()[len(before):] if name != "slow.c"]
wanted(more == 3 * ["a.c"], more)
# Nobody turns in circles meanwhile.
with open("/proc/%d/stat" % editor.server.pid) as file:
    ticks = sum(int(word) for word in file.read().rsplit(")", 1)[1].split()[11:13])
wanted(ticks < 200, "%d ticks" % ticks)
wanted(editor.quit() == 0, "exit code")
# The same file by two names: each has its own text.
if os.path.lexists(folder + "/z.c"):
    os.remove(folder + "/z.c")
os.symlink("a.c", folder + "/z.c")
editor = Editor([closewait, "lsp"], cwd=folder)
z = editor.open(folder + "/z.c")
a = editor.open(folder + "/a.c", CLOSED)
editor.settle(z, lambda ours: len(ours) == 1)
editor.settle(a, lambda ours: not ours)
# An address that is written in an unusual way is the one that is answered.
uri = "file://" + folder + "/%61.c"
editor.close(a)
editor.tell("textDocument/didOpen", {"textDocument": {
    "uri": uri, "languageId": "c", "version": 1, "text": SERVE}})
editor.settle(uri, lambda ours: len(ours) == 1)
(repair,) = editor.actions(uri, editor.ours(uri)[0]["range"], [""])
wanted(list(repair["edit"]["changes"]) == [uri], repair)
editor.close(uri)
editor.settle(uri, lambda ours: not ours)
wanted(editor.quit() == 0, "exit code")
