"""Gives clang what AllowedFlags leaves of hostile flags, and watches it with strace:
it may start no program, write no file and load no library of the project.

usage: watch.py FOLDER CLANG OPTIONS
"""
import os
import re
import shlex
import shutil
import subprocess
import sys

folder, clang, options = map(os.path.abspath, sys.argv[1:])
# So many flags are tried together, if they are of the same group and have the same
# value, or none; where clang refuses them together, they are tried in halves.
BATCH = 40
# Processors whose features are tried for them, by the name of their group.
TARGETS = {"aarch64": "aarch64-linux-gnu", "arm": "arm-linux-gnueabihf",
           "mips": "mips-linux-gnu", "m libc": "mips-linux-gnu",
           "ppc": "powerpc64le-linux-gnu", "sparc": "sparc64-linux-gnu",
           "hexagon": "hexagon-unknown-linux-musl", "wasm": "wasm32-unknown-unknown",
           "m68k": "m68k-linux-gnu", "riscv": "riscv64-linux-gnu",
           "loongarch": "loongarch64-linux-gnu", "ve": "ve-linux-gnu",
           "x86": "x86_64-linux-gnu"}


def run(*words):
    return subprocess.run(words, text=True, stdout=subprocess.PIPE, check=True).stdout


def make_project():
    """A folder with a source, and of each kind of file that clang could load one."""
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder + "/evil/include")
    os.makedirs(folder + "/evil/bin")
    texts = {"conn.c": "int conn(void);\n", "evil.c": "int evil;\n",
             "evil.h": "#define EVIL 1\n",
             "evil.rsp": "evil -Xclang -load -Xclang ./evil.so\n",
             "evil.cfg": "-fplugin=./evil.so\n", "evil/evil.cfg": "-fplugin=./evil.so\n"}
    for name, text in texts.items():
        with open(os.path.join(folder, name), "w") as file:
            file.write(text)
    os.chdir(folder)
    run(clang, "-shared", "-fPIC", "-o", "evil.so", "evil.c")
    run(clang, "-x", "c-header", "evil.h", "-o", "evil.h.pch")
    shutil.copy("evil.h.pch", "evil.h.gch")
    for name in ["clang", "gcc", "as", "ld", "amdgpu-arch", "nvptx-arch"]:
        with open("evil/bin/" + name, "w") as file:
            file.write("#!/bin/sh\n:\n")
        os.chmod("evil/bin/" + name, 0o755)


def traced(lines):
    """Starts clang with each of LINES. Returns, in their order, its exit code and all
    that it did that it must not do."""
    with open("lines.sh", "w") as file:
        for line in lines:
            file.write("%s >/dev/null 2>&1; echo $?\n" % shlex.join(
                [clang, "--analyze", "-o", "/dev/null", *line, "-w", "--", "conn.c"]))
    codes = run("strace", "-f", "-y", "-qq", "-s", "4096", "-o", "trace", "-e",
                "trace=execve,execveat,open,openat,openat2,creat,mmap,mkdir,mkdirat,"
                "rename,renameat,renameat2,unlink,unlinkat,link,linkat,symlink,symlinkat",
                "sh", "lines.sh").split()
    shell, deeds = None, []
    start = 'execve("%s", ["%s", "--analyze", ' % (clang, clang)
    with open("trace", errors="replace") as file:
        for pid, call in (line.rstrip().split(None, 1) for line in file):
            shell = shell or pid
            if pid == shell:
                continue
            if call.startswith(start):
                deeds.append([])
            elif deeds and is_misdeed(call):
                deeds[-1].append(call)
    assert len(codes) == len(deeds) == len(lines), (len(codes), len(deeds), len(lines))
    return list(zip(map(int, codes), deeds))


def is_misdeed(call):
    """Whether a system call is one that clang must not make: any of those traced, but
    for loads from elsewhere, and for reading."""
    name = re.match("\\w+(?=\\()", call)
    if not name or (" = -1 E" in call and not name.group().startswith("exec")):
        return False
    if name.group() == "mmap":
        return "PROT_EXEC" in call and "<%s/" % folder in call
    if name.group().startswith("open"):
        return bool(re.search('"[^"]*evil\\.h\\.[pg]ch"', call)) or (
            bool(re.search("O_WRONLY|O_RDWR|O_CREAT", call)) and '"/dev/null"' not in call)
    return True


def look(lines):
    """Prints the misdeeds of LINES. Returns how many there are, and the codes."""
    found = traced(lines)
    bad = 0
    for line, (_, deeds) in zip(lines, found):
        for deed in deeds:
            print("%s\n    %s" % (shlex.join(line), deed))
            bad += 1
    return bad, [code for code, _ in found]


def left(*words):
    """What the filter leaves: pairs of a group and a line."""
    *lines, asked = run(options, *words).splitlines()
    return [(group, words) for group, *words in (line.split("\t") for line in lines)], int(asked)


def target_of(group):
    for name, target in TARGETS.items():
        if group.startswith("<%s " % name) or group == "<%s group>" % name:
            return ["--target=" + target]
    return []


make_project()
folder = os.path.realpath(folder)
# That the watch sees what it should see.
seen = traced([["-fplugin=./evil.so"], ["--target=./evil"], ["-include", "evil.h"],
               ["-save-temps"], ["-fno-integrated-cc1"], ["-I", "@evil.rsp"], ["-Iinclude"]])
major = int(re.search(r"version (\d+)", run(clang, "--version")).group(1))
assert [bool(deeds) for _, deeds in seen] == [True, major >= 16, True, True, True, True,
                                                False], seen

lines, asked = left("left", "./evil", "evil", "evil.h", "./evil.so", "evil.so", "./evil.cfg",
                    "@evil.rsp")
assert asked > 100000, asked
targets, asked = left("targets")
assert asked > 50 and len(targets) > 40, (asked, len(targets))
together, alone = {}, []
for group, line in lines:
    value = re.search("[./@]*evil[a-z.]*$", line[-1])
    if value and not group.startswith(("<i ", "<clang i", "<I")):
        alone.append(line)  # A word that is no name of a file is an error.
    else:
        is_off = line[0].startswith(("-mno-", "-fno-"))
        together.setdefault((group, is_off, value and value.group()), []).append(line)
alone += [line + ["--sysroot=./evil", "-isysroot", "./evil", "--gcc-toolchain=./evil"]
          for _, line in targets]
batches = [(group, some[i:i + BATCH]) for (group, *_), some in together.items()
           for i in range(0, len(some), BATCH)]
bad, _ = look(alone)
tried = len(alone)
while batches:
    tried += len(batches)
    more, codes = look([target_of(group) + sum(some, []) for group, some in batches])
    bad += more
    batches = [(group, half) for (group, some), code in zip(batches, codes)
               if code and len(some) > 1
               for half in (some[:len(some) // 2], some[len(some) // 2:])]
print("%d lines in %d runs: %d misdeeds" % (len(lines) + len(targets), tried, bad))
sys.exit(1 if bad else 0)
