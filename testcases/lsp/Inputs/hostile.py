"""A project whose flags would run code or write files is opened in an editor.
usage: hostile.py FOLDER CLANG SERVER..."""
import stat
import subprocess
import sys
from editor import *

folder, clang, server = sys.argv[1], sys.argv[2], sys.argv[3:]
mark = folder + "/was-here"
room = folder + ".tmp"
shutil.rmtree(room, ignore_errors=True)
os.makedirs(room)


def opens(files, flags=(), refusal=None, database="compile_commands.json"):
    """Opens a file of a project with FILES, and compares the project before and after.
    The server shows the finding, or says REFUSAL."""
    project(folder, {"conn.c": SERVE, **files}, flags, database)
    with open(folder + "/evil.c", "w") as file:
        file.write("#include <stdio.h>\n__attribute__((constructor)) static void go(void)"
                   "{ fclose(fopen(\"%s\", \"w\")); }\n" % mark)
    if not os.path.exists(EVIL):
        subprocess.run([clang, "-shared", "-fPIC", "-o", EVIL, folder + "/evil.c"],
                       check=True)
    shutil.copy(EVIL, folder + "/evil.so")
    with open(folder + "/evil.sh", "w") as file:
        file.write("#!/bin/sh\n: >'%s'\n" % mark)
    os.chmod(folder + "/evil.sh", stat.S_IRWXU)
    for name in ["conn.o", "conn.d", "out"]:
        with open(folder + "/" + name, "w") as file:
            file.write("mine\n")
    before = sorted(os.listdir(folder))
    editor = Editor(server, cwd=folder, env={"TMPDIR": room})
    uri = editor.open(folder + "/conn.c")
    if refusal:
        editor.until_said(refusal)
    else:
        editor.settle(uri, lambda ours: len(ours) == 1)
    wanted(editor.quit() == 0, "exit code")
    wanted(os.listdir(room) == [], (files, flags, os.listdir(room)))
    wanted(sorted(os.listdir(folder)) == before, (files, flags, os.listdir(folder)))
    for name in ["conn.o", "conn.d", "out"]:
        with open(folder + "/" + name) as file:
            wanted(file.read() == "mine\n", (files, flags, name))


shutil.rmtree(folder + ".so", ignore_errors=True)
os.makedirs(folder + ".so")
EVIL = folder + ".so/evil.so"
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
    ["--config=" + folder + "/more.cfg"], ["--output=" + folder + "/conn.o"],
    ["--output", folder + "/conn.o"], ["--write-dependencies"],
    ["--dependencies", "--output=" + OUT], ["-fmodules", "-fimplicit-module-maps"],
    ["--driver-mode=cl", "/clang:-fplugin=" + EVIL],
    ["-x", "hip", "--offload-arch=native", "--amdgpu-arch-tool=" + folder + "/evil.sh"],
    ["-B" + folder, "--amdgpu-arch-tool=" + folder + "/evil.sh"],
    ["-gen-reproducer=always", "-I"],
    ["--target=./more"], ["-target", folder + "/more"], ["--target=sub/../more"],
    ["-I@eaten.rsp"],
    ["-include", "early.h"], ["-include", folder + "/early.h"]]
MORE = {"more.cfg": "-Xclang -load -Xclang " + EVIL + "\n",
        "eaten.rsp": "sub -Xclang -load -Xclang " + EVIL + "\n",
        "early.h": "", "early.h.gch": "garbage", "early.h.pch": "garbage", "sub/empty": ""}
for way in WAYS:
    opens(MORE, way)
    opens({**MORE, ".clangd": "CompileFlags:\n  Add: %s\n" % json.dumps(way)})
    opens({**MORE, "more.rsp": " ".join(way) + "\n"}, ["@more.rsp"])
    opens({**MORE, "compile_flags.txt": "\n".join(way) + "\n"}, database="")
opens({**MORE, ".clangd": "CompileFlags:\n  Add: [-I, '@eaten.rsp']\n"})
opens({".closewait.yaml": "checkers: socket,debug.ViewCFG\n"},
      refusal="no checker 'debug.ViewCFG'")
# What is in a response file counts, all the same; and what is for the preprocessor.
project(folder, {"conn.c": "#ifdef D\n" + SERVE + "#endif\n", "more.rsp": "-Wp,-DD -c conn.c"},
        ["@more.rsp"])
editor = Editor(server, cwd=folder)
uri = editor.open(folder + "/conn.c")
editor.settle(uri, lambda ours: len(ours) == 1)
wanted(editor.quit() == 0, "exit code")
