"""What `closewait check` has found out about other files is used, and its settings
hold. usage: facts.py FOLDER SERVER..."""
import subprocess
import sys
from editor import *

folder, closewait = sys.argv[1], sys.argv[2]
across = os.path.join(os.path.dirname(__file__), "../../command/Inputs/across.sh")
subprocess.run([across, folder], check=True)


def findings(name, so_many):
    editor = Editor(sys.argv[2:], cwd=folder)
    uri = editor.open(folder + "/src/" + name)
    editor.settle(uri, lambda ours: len(ours) == so_many)
    wanted(editor.quit() == 0, "exit code")
    return editor.ours(uri)


# What conn_log() in log.c does is not to be seen in server.c.
findings("server.c", 0)
code = subprocess.run([closewait, "check", "--quiet"], cwd=folder,
                      stdout=subprocess.DEVNULL).returncode
wanted(code == 1, code)
(found,) = findings("server.c", 1)
wanted(any("log.c" in step["message"] for step in found["relatedInformation"]), found)

# The project's settings.
settings = folder + "/.closewait.yaml"
SUPPRESSED = """suppressions:
  - rule: socket.CloseWait
    path: %s
    reason: known
"""
for text, so_many in [(SUPPRESSED % "src/server.c", 0), (SUPPRESSED % "src/log.c", 1),
                      ("skip: ['src/s*']\n", 0), ("checkers: socket.Leak\n", 0)]:
    with open(settings, "w") as file:
        file.write(text)
    findings("server.c", so_many)
# What is known already. (Where the settings stand is the root of the project.)
with open(settings, "w") as file:
    file.write("checkers: socket\n")
subprocess.run([closewait, "check", "--quiet", "--sarif", "known.sarif"], cwd=folder,
               stdout=subprocess.DEVNULL)
with open(settings, "w") as file:
    file.write("baseline: known.sarif\n")
findings("server.c", 0)

# Settings that are wrong: one line says so, once.
with open(settings, "w") as file:
    file.write("skip: {\n")
editor = Editor(sys.argv[2:], cwd=folder)
uri = editor.open(folder + "/src/server.c")
editor.until_said("closewait: ")
for _ in range(3):
    editor.change(uri, [({"start": {"line": 0, "character": 0},
                          "end": {"line": 0, "character": 0}}, "\n")])
    editor.rest(0.6)
lines = [line for line in editor.said().split("\n")
         if line.startswith("closewait: ")]
wanted(len(lines) == 1 and ".closewait.yaml' is wrong" in lines[0], lines)
os.remove(settings)
editor.tell("textDocument/didSave", {"textDocument": {"uri": uri}})
editor.settle(uri, lambda ours: len(ours) == 1)
wanted(editor.quit() == 0, "exit code")
