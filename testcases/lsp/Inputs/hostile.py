"""Whoever opens a file has not said that its project may run code here, or write files.
usage: hostile.py FOLDER CLANG SERVER..."""
import subprocess
import sys
from editor import *

folder, clang, server = sys.argv[1], sys.argv[2], sys.argv[3:]
mark = folder + "/was-here"


def opens(files, flags=()):
    """Opens a file of a project with FILES, and compares the project before and after."""
    project(folder, {"conn.c": SERVE, **files}, flags)
    with open(folder + "/evil.c", "w") as file:
        file.write("#include <stdio.h>\n__attribute__((constructor)) static void go(void)"
                   "{ fclose(fopen(\"%s\", \"w\")); }\n" % mark)
    subprocess.run([clang, "-shared", "-fPIC", "-o", folder + "/evil.so",
                    folder + "/evil.c"], check=True)
    for name in ["conn.o", "conn.d", "out"]:
        with open(folder + "/" + name, "w") as file:
            file.write("mine\n")
    before = sorted(os.listdir(folder))
    editor = Editor(server, cwd=folder)
    uri = editor.open(folder + "/conn.c")
    editor.settle(uri, lambda ours: len(ours) == 1)
    wanted(editor.quit() == 0, "exit code")
    wanted(sorted(os.listdir(folder)) == before, (files, flags, os.listdir(folder)))
    for name in ["conn.o", "conn.d", "out"]:
        with open(folder + "/" + name) as file:
            wanted(file.read() == "mine\n", (files, flags, name))


EVIL = folder + "/evil.so"
OUT = folder + "/out"
WAYS = [
    ["-Xclang", "-load", "-Xclang", EVIL], ["-fplugin=" + EVIL],
    ["-fpass-plugin=" + EVIL], ["-mllvm", "-load=" + EVIL],
    ["-Xarch_host", "-fplugin=" + EVIL],
    ["-Xclang", "-header-include-file", "-Xclang", OUT, "-H"],
    ["-Xclang", "-dependency-file", "-Xclang", OUT, "-Xclang", "-MT", "-Xclang", "x"],
    ["-MD", "-MF", folder + "/conn.d"], ["-o", folder + "/conn.o"], ["-Wp,-MD," + OUT],
    ["-save-temps"], ["-ftime-trace=" + OUT], ["-MJ", OUT],
    ["--serialize-diagnostics", OUT], ["-fsave-optimization-record"],
    ["--config=" + folder + "/more.cfg"]]
MORE = {"more.cfg": "-Xclang -load -Xclang " + EVIL + "\n"}
for way in WAYS:
    opens(MORE, way)
    opens({**MORE, ".clangd": "CompileFlags:\n  Add: %s\n" % json.dumps(way)})
    opens({**MORE, "more.rsp": " ".join(way) + "\n"}, ["@more.rsp"])
# What is in a response file counts, all the same.
project(folder, {"conn.c": "#ifdef D\n" + SERVE + "#endif\n", "more.rsp": "-DD -c conn.c"},
        ["@more.rsp"])
editor = Editor(server, cwd=folder)
uri = editor.open(folder + "/conn.c")
editor.settle(uri, lambda ours: len(ours) == 1)
wanted(editor.quit() == 0, "exit code")
