"""The compile command is found where clangd finds it.
usage: commands.py FOLDER SERVER..."""
import sys
from editor import *

folder, server = sys.argv[1], sys.argv[2:]
# Only who compiles it as the project does sees the defect.
TEXT = "#ifdef DEFECT\n" + SERVE + "#endif\n"
FLAG = ["-DDEFECT"]
count = 0


def check(files, flags=(), database="compile_commands.json", name="src/conn.c",
          found=1, arguments=(), options=None, folder=folder):
    """Whether the file NAME of a project has so many findings."""
    global count
    count += 1
    project(folder, files, flags, database)
    editor = Editor([*server, *arguments], cwd="/", options=options,
                    env={"XDG_CONFIG_HOME": sys.argv[1] + ".config"})
    try:
        uri = editor.open(os.path.join(folder, name))
        editor.settle(uri, lambda ours: len(ours) == found)
        wanted(editor.quit() == 0, "exit code")
    except SystemExit as wrong:
        sys.exit("case %d: %s" % (count, wrong))
    finally:
        editor.kill()


SOURCE = {"src/conn.c": TEXT}
# Without the flag there is nothing to be found.
check(SOURCE, found=0)
# In a folder above, in build/ there, in a folder of another name.
check(SOURCE, FLAG)
check(SOURCE, FLAG, "build/compile_commands.json")
check(SOURCE, FLAG, "out/compile_commands.json", found=0)
check(SOURCE, FLAG, "out/compile_commands.json",
      arguments=["--compile-commands-dir=" + folder + "/out"])
check(SOURCE, FLAG, "out/compile_commands.json",
      options={"compilationDatabasePath": folder + "/out"})
# The nearest folder counts.
check({"src/conn.c": TEXT, "src/compile_flags.txt": "-DDEFECT\n"})
# What .clangd says.
check({**SOURCE, ".clangd": "CompileFlags:\n  Add: [-DDEFECT]\n"})
check({**SOURCE, ".clangd": "CompileFlags:\n  Add: -DDEFECT\n"})
check({**SOURCE, ".clangd": "CompileFlags:\n  Remove: -DDEF*\n"}, FLAG, found=0)
check({**SOURCE, ".clangd": "CompileFlags:\n  Remove: -D\n"}, FLAG, found=0)
check({**SOURCE, ".clangd": "CompileFlags:\n  Remove: [-U, -I]\n"},
      [*FLAG, "-I", "src", "-Isrc", "-U", "DEFECT"])
check({**SOURCE, ".clangd":
       "If:\n  PathMatch: other/.*\nCompileFlags:\n  Add: -DDEFECT\n"}, found=0)
check({**SOURCE, ".clangd": "If:\n  PathMatch: [src/.*]\n  PathExclude: src/x.*\n"
       "CompileFlags:\n  Add: -DDEFECT\n"})
check({**SOURCE, ".clangd": "CompileFlags:\n  Add: -UDEFECT\n---\n"
       "CompileFlags:\n  Add: -DDEFECT\n"})
check({**SOURCE, ".clangd": "CompileFlags:\n  Add: -DDEFECT\n",
       "src/.clangd": "CompileFlags:\n  Add: -UDEFECT\n"}, found=0)
check({**SOURCE, ".clangd": "CompileFlags:\n  CompilationDatabase: out\n"},
      FLAG, "out/compile_commands.json")
check({**SOURCE, ".clangd": "CompileFlags:\n  CompilationDatabase: None\n"}, FLAG,
      found=0)
check({**SOURCE, ".clangd": "If:\n  Weather: fine\nCompileFlags:\n  Add: -DDEFECT\n"},
      found=0)
check({**SOURCE, ".clangd": "If:\n  PathMatch: '['\nCompileFlags:\n  Add: -DDEFECT\n"})
check({**SOURCE, ".clangd": "CompileFlags:\n  Remove: [-D*]\n"}, ["-D", "DEFECT"],
      found=0)
check({**SOURCE, ".clangd": "CompileFlags:\n  Remove: --define-macro\n"}, FLAG, found=0)
check({**SOURCE, "out/compile_flags.txt": "-DDEFECT\n"}, database=None,
      arguments=["--compile-commands-dir=" + folder + "/out"])
# A broken one changes nothing.
check({**SOURCE, ".clangd": "CompileFlags: [\n"}, FLAG)
check({**SOURCE, ".clangd": "- CompileFlags\n"}, FLAG)
# The user's own, for all projects.
project(sys.argv[1] + ".config",
        {"clangd/config.yaml": "CompileFlags:\n  Add: -DDEFECT\n"}, database=None)
check(SOURCE)
shutil.rmtree(sys.argv[1] + ".config")
# A file that is not in the database, but like one that is; and a header.
check({"src/conn.c": "", "src/other.h": TEXT}, FLAG, name="src/other.h")
with_new = {"src/conn.c": "", "src/new.txt": TEXT}
project(folder, with_new, FLAG)
editor = Editor(server, cwd=folder)
new = editor.open(folder + "/src/conn_new.c", TEXT)
editor.settle(new, lambda ours: len(ours) == 1)
# In the same editor, one of another project, and one of none.
other = project(folder + ".other", {"a/conn.c": "#ifdef OTHER\n" + SERVE + "#endif\n"},
                ["-DOTHER"])
uri = editor.open(other + "/a/conn.c")
editor.settle(uri, lambda ours: len(ours) == 1)
# Above our own folder there is the database of closewait itself.
outside = tempfile.TemporaryDirectory()
none = project(outside.name + "/none", {"conn.c": SERVE}, database=None)
uri = editor.open(none + "/conn.c")
editor.settle(uri, lambda ours: len(ours) == 1)
wanted(len(editor.ours(new)) == 1, "what was found in another project")
wanted(editor.quit() == 0, "exit code")
# Flags for a file of none.
check({"conn.c": TEXT}, database=None, name="conn.c", folder=none,
      options={"fallbackFlags": ["-DDEFECT"]})
# The database changes while the file is open.
project(folder, SOURCE)
editor = Editor(server, cwd=folder)
uri = editor.open(folder + "/src/conn.c")
editor.settle(uri, lambda ours: not ours)
time.sleep(0.01)
with open(folder + "/compile_commands.json", "w") as file:
    json.dump([{"directory": folder, "file": "src/conn.c",
                "arguments": ["cc", "-DDEFECT", "-c", "src/conn.c"]}], file)
editor.tell("textDocument/didSave", {"textDocument": {"uri": uri}})
editor.settle(uri, lambda ours: len(ours) == 1)
wanted(editor.quit() == 0, "exit code")
# The folder is a link: names differ, files do not.
project(folder, {"src/conn.c": '#include "end.h"\n', "src/end.h": ""})
link = folder + ".link"
if os.path.lexists(link):
    os.remove(link)
os.symlink(folder, link)
editor = Editor(server, cwd=folder)
conn = editor.open(link + "/src/conn.c")
header = editor.open(link + "/src/end.h", SERVE)
editor.settle(header, lambda ours: len(ours) == 1)
wanted(editor.quit() == 0, "exit code")
