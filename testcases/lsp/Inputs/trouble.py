"""Whatever goes wrong, clangd lives on, and a line in the log says what it was.
usage: trouble.py FOLDER CLOSEWAIT CLANG CLANGD"""
import stat
import subprocess
import sys
from editor import *

folder, closewait, clang, clangd = sys.argv[1:]
project(folder, {"conn.c": SERVE})
EMPTY = {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}


def script(name, text, room=folder):
    path = room + "/" + name
    with open(path, "w") as file:
        file.write("#!/bin/sh\n" + text)
    os.chmod(path, stat.S_IRWXU)
    return path


def begins(name, room=folder):
    """The command by which the script NAME says that it has begun."""
    return ": >'%s/%s.begun'\n" % (room, name)


def has_begun(name, room=folder):
    """Waits until the script NAME has begun."""
    begun = "%s/%s.begun" % (room, name)
    wait_until(lambda: os.path.exists(begun), name + " does not begin")
    os.remove(begun)


def ends(name, room=folder):
    """Waits until the script NAME runs no more."""
    wait_until(lambda: not is_running("%s/[%s]%s" % (room, name[0], name[1:])),
               name + " is left behind")


def said(editor):
    return [line for line in editor.said().split("\n") if line.startswith("closewait: ")]


def lives(editor, uri):
    """Whether clangd, behind us, answers."""
    answer = editor.ask("textDocument/hover", {
        "textDocument": {"uri": uri},
        "position": position(editor.texts[uri], editor.texts[uri].index("serve"))})
    return "serve" in json.dumps(answer)


def tells(name, words, arguments=(), env=None, changes=3):
    """Whether NAME, a trouble, is told of once, in one line with WORDS."""
    editor = Editor([closewait, "clangd", "--closewait-clangd=" + clangd,
                     "--background-index=false", *arguments], cwd=folder, env=env)
    uri = editor.open(folder + "/conn.c")
    editor.until_said("closewait: ")
    for _ in range(changes):
        wanted(lives(editor, uri), name)
        editor.change(uri, [(EMPTY, "\n")])
        editor.rest(0.7)
    wanted(lives(editor, uri), name)
    lines = said(editor)
    wanted(len(lines) == 1 and words in lines[0], (name, lines))
    wanted(not editor.ours(uri), name)
    wanted(editor.quit() == 0, name)


# These two cases take more than 20 seconds each, the time that closewait gives a
# clangd without an editor.  They run beside the others, in a folder of their own.
slow = project(folder + ".slow", {}, database=None)
os.makedirs(slow)
# Nothing is said to clangd, and it works all the same (--check).
busy = subprocess.Popen(
    [closewait, "clangd", "--check",
     "--closewait-clangd=" + script("busy", "sleep 22; exit 3\n", slow)],
    stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
# The editor is gone, and clangd does not go.
deaf = subprocess.Popen(
    [closewait, "clangd", "--closewait-clangd=" + script(
        "deaf", "trap '' TERM\n" + begins("deaf", slow) + "while :; do sleep 1; done\n",
        slow)],
    stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
has_begun("deaf", slow)
deaf.stdin.write(b"Content-Length: 2\r\n\r\n{}")
deaf.stdin.close()

asked = 'case $1 in --version) exec %s "$@";; esac\n' % clang
tells("a crash", "conn.c: a signal ended its analysis: Segmentation fault",
      ["--closewait-clang=" + script("crash", asked + "kill -SEGV $$\n")])
tells("hanging", "conn.c: its analysis was ended after 1 s",
      ["--closewait-timeout=1",
       "--closewait-clang=" + script("hang", asked + "sleep 1000\n")])
# Nobody's memory is used up.
tells("memory", "conn.c: limit 4194304", ["--closewait-clang=" + script(
    "memory", asked + 'echo "error: limit $(ulimit -v)" >&2; exit 1\n')])
tells("an error", "conn.c: no luck",
      ["--closewait-clang=" + script("fail", asked + "echo error: no luck >&2; exit 1\n")])
tells("no log", "conn.c: its analysis has no result",
      ["--closewait-clang=" + script("lazy", asked + "exit 0\n")])
tells("another clang", "is not clang", ["--closewait-clang=" + script(
    "other", "echo clang version 3.0.0\n")])
tells("no clang", "no findings: no clang at", ["--closewait-clang=/nowhere/clang"])
tells("no room", "no findings: cannot make a temporary folder",
      env={"TMPDIR": "/nowhere"})
with open(folder + "/compile_commands.json", "w") as file:
    file.write("[{")
tells("no database", "conn.c: cannot read '" + folder + "/compile_commands.json'")
project(folder, {"conn.c": SERVE, "compile_commands.json": ""}, ["-DX"])
os.remove(folder + "/compile_commands.json")
subprocess.run(["rm", "-rf", folder + "/gone"], check=True)
with open(folder + "/compile_commands.json", "w") as file:
    json.dump([{"directory": folder + "/gone", "file": folder + "/conn.c",
                "arguments": ["cc", "-c", "conn.c"]}], file)
tells("no folder", "conn.c: no folder '" + folder + "/gone'")
project(folder, {"conn.c": '#include "nowhere.h"\n' + SERVE})
tells("no header", "closewait: " + folder + "/conn.c:1:10: fatal error: 'nowhere.h'")
# Clang's reports of its own crashes have the text of the editor in them.
project(folder, {"conn.c": "#pragma clang __debug parser_crash\n" + SERVE})
room = folder + ".tmp"
shutil.rmtree(room, ignore_errors=True)
os.makedirs(room)
tells("a crash of clang itself", "conn.c: ", env={"TMPDIR": room})
wanted(not [name for name in os.listdir(room) if "conn" in name or "closewait" in name],
       os.listdir(room))
# A clang that does not even say its version keeps nobody waiting.
project(folder, {"conn.c": SERVE})
editor = Editor([closewait, "lsp", "--closewait-clang=" + script("mute", "sleep 1000\n")],
                cwd=folder)
wanted(editor.quit() == 0, "exit code")

# Data that is not a message, and a message that is too large: a line for each, and
# findings when the file is opened again.
editor = Editor([closewait, "lsp"], cwd=folder)
uri = editor.open(folder + "/conn.c")
editor.settle(uri, lambda ours: len(ours) == 1)
for _ in range(2):
    editor.send_raw(b"Content-Length: 3\r\n\r\n{a}")
editor.until_said("not a message")
wanted(len(editor.ours(uri)) == 1, editor.published)
for _ in range(2):
    editor.send({"method": "textDocument/didChange", "params": "x" * (65 << 20)})
editor.until_said("too large")
editor.settle(uri, lambda ours: not ours)
wanted(len(said(editor)) == 2, said(editor))
editor.open(folder + "/conn.c")
editor.settle(uri, lambda ours: len(ours) == 1)
wanted(editor.quit() == 0, "exit code")

# It is asked for what nobody knows, or there is no clangd.
for arguments, words in [
        (["--closewait-clangd=/nowhere/clangd"], "no clangd at '/nowhere/clangd'"),
        (["--closewait-unknown"], "unknown argument: --closewait-unknown"),
        (["--closewait-timeout=x"], "unknown argument: --closewait-timeout=x")]:
    done = subprocess.run([closewait, "clangd", *arguments], input="", text=True,
                          capture_output=True, timeout=PATIENCE)
    wanted(done.returncode == 2 and words in done.stderr, done)
nothing = project(folder + ".bin", {}, database=None)
os.makedirs(nothing)
done = subprocess.run([closewait, "lsp", "--nonsense"], input="", text=True,
                      capture_output=True, timeout=PATIENCE)
wanted(done.returncode == 2 and "--nonsense" in done.stderr, done)
# A clangd that is us.
project(folder, {"conn.c": SERVE})
itself = script("clangd", 'exec "%s" clangd "$@"\n' % closewait)
done = subprocess.run([closewait, "clangd", "--closewait-clangd=" + itself], input="",
                      text=True, capture_output=True, timeout=PATIENCE)
wanted(done.returncode == 2 and "is closewait itself" in done.stderr, done)


# clangd dies.
def dies(signal_number, code, words):
    editor = Editor([closewait, "clangd", "--closewait-clangd=" + clangd,
                     "--background-index=false"], cwd=folder)
    uri = editor.open(folder + "/conn.c")
    editor.settle(uri, lambda ours: len(ours) == 1)
    children = subprocess.run(["pgrep", "-P", str(editor.server.pid), "clangd"],
                              text=True, capture_output=True).stdout.split()
    wanted(len(children) == 1, children)
    os.kill(int(children[0]), signal_number)
    wanted(editor.server.wait(timeout=PATIENCE) == code, editor.server.returncode)
    wanted(words in editor.said(), editor.said())


# One that does not want to end.
stubborn = script("stubborn", "trap '' TERM\n" + begins("stubborn") +
                  "while :; do sleep 1; done\n")
server = subprocess.Popen([closewait, "clangd", "--closewait-clangd=" + stubborn],
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE)
has_begun("stubborn")
server.terminate()
wanted(server.wait(timeout=PATIENCE) == 128 + signal.SIGTERM, server.returncode)
ends("stubborn")
dies(signal.SIGKILL, 128 + signal.SIGKILL, "a signal ended clangd: Killed")
# We are asked to end: everybody ends, and nothing is left.
editor = Editor([closewait, "clangd", "--closewait-clangd=" + clangd,
                 "--closewait-clang=" + script("hang", asked + begins("hang") + "sleep 1000\n")],
                cwd=folder)
uri = editor.open(folder + "/conn.c")
has_begun("hang")
editor.server.send_signal(signal.SIGTERM)
wanted(editor.server.wait(timeout=PATIENCE) == 128 + signal.SIGTERM, editor.server.returncode)
ends("hang")
# The editor is killed, in the middle of an analysis.
for server in [["lsp"], ["clangd", "--closewait-clangd=" + clangd]]:
    editor = Editor([closewait, *server, "--closewait-clang=" + folder + "/hang"],
                    cwd=folder)
    uri = editor.open(folder + "/conn.c")
    has_begun("hang")
    editor.server.stdin.close()
    wanted(editor.server.wait(timeout=PATIENCE) == 1, editor.server.returncode)
    ends("hang")
# Now the two slow cases have ended, or soon will.
wanted(busy.wait(timeout=PATIENCE) == 3, busy.returncode)
wanted(deaf.wait(timeout=PATIENCE) == 128 + signal.SIGTERM, deaf.returncode)
ends("deaf", slow)
