#!/usr/bin/env python3
"""Programs in which much is found, and what their analysis takes.

usage: many.py CLANG PLUGIN [SHAPE[=N]]...
       many.py --print SHAPE[=N]

Each shape is a generated C file with N things of one kind. For each it prints a
line with tabs: the shape, N, CPU seconds and MiB of clang's core checkers alone;
CPU seconds, MiB, and the number of findings of the plugin beside them, then of the
plugin as `closewait check` starts it; and the limits to which the analysis for
`closewait check` came, or "no defect" if the shape has none. A run ends at its
limit: 10 times the seconds of the core checkers plus 5.

With --print, the text of a shape.

Exit code: 0; 1 a run came to its limit, took more than 1 GiB, or failed, or the
one for `closewait check` neither found a defect nor came to a limit; 2 wrong usage.
"""

import json
import os
import re
import resource
import subprocess
import sys
import tempfile

HEAD = """#include <errno.h>
#include <poll.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>
"""
SHAPES = {}
CLEAN = set()


def shape(count, clean=False):
    """A shape that is measured with so many things; a clean one has no defect."""
    def add(function):
        SHAPES[function.__name__] = (count, function)
        if clean:
            CLEAN.add(function.__name__)
        return function
    return add


def lines(count, text):
    """The text for each of 0 to count - 1, in the place of @."""
    return "".join(text.replace("@", str(i)) + "\n" for i in range(count))


@shape(20)
def leaks(n):
    """Sockets that are accepted, read and all lost at one return."""
    return ("int f(int listener, char *b) {\n  int sum = 0;\n"
            + lines(n, "  int s@ = accept(listener, NULL, NULL);")
            + lines(n, "  sum += recv(s@, b, 64, 0) > 0;")
            + "  return sum;\n}\n")


@shape(200)
def leaks_checked(n):
    """The same, each checked; what was opened before is forgotten."""
    return ("int f(int listener, char *b) {\n  int sum = 0;\n"
            + lines(n, "  int s@ = accept(listener, NULL, NULL);\n  if (s@ < 0)\n    return -1;\n"
                       "  if (recv(s@, b, 64, 0) <= 0)\n    return @;")
            + "  return sum;\n}\n")


@shape(1000)
def returns(n):
    """Reads of one socket, each of which returns at 0."""
    return ("int f(int fd, char *b) {\n"
            + lines(n, "  if (recv(fd, b, 64, 0) == 0)\n    return 0;")
            + "  return 0;\n}\n")


@shape(1000)
def returns_each(n):
    """The same, of a socket each."""
    return ("int f(const int *fds, char *b) {\n"
            + lines(n, "  if (recv(fds[@], b, 64, 0) == 0)\n    return 0;")
            + "  return 0;\n}\n")


@shape(600, clean=True)
def fields(n):
    """Sockets that are accepted into fields of the caller, who can close them."""
    return ("struct s {\n" + lines(n, "  int f@;") + "};\nvoid f(struct s *s, int listener) {\n"
            + lines(n, "  s->f@ = accept(listener, NULL, NULL);") + "}\n")


@shape(600)
def fields_read(n):
    """Sockets in fields that are read, one behind the other."""
    return ("struct s {\n" + lines(n, "  int f@;") + "};\nvoid f(struct s *s, char *b) {\n"
            + lines(n, "  if (recv(s->f@, b, 64, 0) == 0)\n    b[0] = @ & 127;") + "}\n")


@shape(3000)
def switch(n):
    """A switch, a case of which reads and returns at 0."""
    return ("int f(int what, int fd, char *b) {\n  switch (what) {\n"
            + lines(n, "  case @:\n    if (recv(fd, b, 64, 0) == 0)\n      return 0;\n    break;")
            + "  }\n  return 0;\n}\n")


@shape(3000)
def switch_data(n):
    """A switch over a byte of what one read gave."""
    return ("int step(int);\nint f(int fd, int *b) {\n"
            "  if (recv(fd, b, sizeof *b, 0) <= 0)\n    return 0;\n  switch (*b) {\n"
            + lines(n, "  case @:\n    step(@);\n    break;")
            + "  }\n  return 0;\n}\n")


@shape(500, clean=True)
def array_close(n):
    """Sockets in an array, and a close for each."""
    return ("void f(int listener) {\n  int s[@];\n".replace("@", str(n))
            + lines(n, "  s[@] = accept(listener, NULL, NULL);")
            + lines(n, "  close(s[@]);") + "}\n")


@shape(200)
def pollfds(n):
    """Slots of poll(), each looked at by name."""
    return ("void f(struct pollfd *p, char *b) {\n  for (;;) {\n    poll(p, @, -1);\n"
            .replace("@", str(n))
            + lines(n, "    if (p[@].revents & POLLIN)\n      if (recv(p[@].fd, b, 64, 0) == 0)\n"
                       "        p[@].revents = 0;")
            + "  }\n}\n")


@shape(100)
def nested(n):
    """Conditions within each other, each of which may leak."""
    return ("int f(int listener) {\n"
            + lines(n, "  int s@ = accept(listener, NULL, NULL);\n  if (s@ >= 0) {")
            + "  return 1;\n" + "  }\n" * n + "  return 0;\n}\n")


@shape(300)
def parser(n):
    """A state machine around one read."""
    return ("int f(int fd, char *b) {\n  int state = 0;\n  for (;;) {\n"
            "    ssize_t n = recv(fd, b, 64, 0);\n    if (n < 0)\n      return -1;\n"
            "    switch (state) {\n"
            + lines(n, "    case @:\n      if (b[0] == @ % 120)\n        state = @ + 1;\n"
                       "      else if (b[1] == 'x')\n        state = @ / 2;\n      break;")
            + "    default:\n      return 0;\n    }\n  }\n}\n")


@shape(500)
def callbacks(n):
    """Handlers that swallow the end."""
    return ("struct conn { int fd; char in[64]; long used; };\n"
            + lines(n, "void on_@(struct conn *c) {\n  long n = recv(c->fd, c->in, 64, 0);\n"
                       "  if (n <= 0)\n    return;\n  c->used = n;\n}"))


@shape(500)
def dispatcher(n):
    """A function that calls N others, each of which reads."""
    return ("struct conn { int fd; char in[64]; long used; };\n"
            + lines(n, "static int do_@(struct conn *c) {\n"
                       "  long n = recv(c->fd, c->in, 64, 0);\n"
                       "  if (n <= 0)\n    return 0;\n  c->used = n;\n  return 0;\n}")
            + "int f(struct conn *c, int what) {\n  switch (what) {\n"
            + lines(n, "  case @: return do_@(c);") + "  }\n  return -1;\n}\n")


@shape(500)
def labels(n):
    """Sockets, and a label for each to which a failure goes."""
    return ("int f(int listener) {\n" + lines(n, "  int s@ = -1;")
            + lines(n, "  if ((s@ = accept(listener, NULL, NULL)) < 0)\n    goto out@;")
            + "  return 0;\n"
            + "".join(f"out{i}:\n  close(s{i - 1});\n" if i else "out0:\n"
                      for i in range(n - 1, -1, -1))
            + "  return -1;\n}\n")


@shape(40)
def branches(n):
    """Branches between a read and the return."""
    return ("extern int g[@];\nint f(int fd, char *b) {\n".replace("@", str(n))
            + "  if (recv(fd, b, 64, 0) < 0)\n    return -1;\n"
            + lines(n, "  if (b[@] == 'x')\n    g[@] = 1;")
            + "  return 0;\n}\n")


@shape(300, clean=True)
def writes(n):
    """Writes to one socket, each of which is checked: the next read sees the end."""
    return ("int f(int fd, const char *b) {\n"
            + lines(n, "  if (send(fd, b, 64, 0) < 0)\n    return 0;")
            + "  return 0;\n}\n")


@shape(14)
def together(n):
    """Bytes that a read gave; one combination of them leaves the socket open."""
    bits = "".join("01"[i % 2] for i in range(n))
    return ("int f(int fd, char *b) {\n  int bits = 0;\n"
            "  if (recv(fd, b, 64, 0) <= 0)\n    return 0;\n"
            + lines(n, "  if (b[@])\n    bits |= 1 << @;")
            + f"  if (bits == 0b{bits})\n    return 0;\n  close(fd);\n  return 1;\n}}\n")


@shape(300)
def retries(n):
    """Reads, each of which is tried again."""
    return ("int f(int fd, char *b) {\n  ssize_t n;\n"
            + lines(n, "  do\n    n = recv(fd, b, 64, 0);\n  while (n < 0 && errno == EINTR);\n"
                       "  if (n == 0)\n    return 0;")
            + "  return 0;\n}\n")


@shape(300)
def loops(n):
    """Loops that accept and lose."""
    return ("int more(void);\nvoid f(int listener) {\n"
            + lines(n, "  while (more()) {\n    int s = accept(listener, NULL, NULL);\n"
                       "    if (s < 0)\n      continue;\n  }")
            + "}\n")


@shape(200, clean=True)
def chain(n):
    """Functions that call each other, the last of which reads and reports the end."""
    return ("int f0(int fd, char *b) { return recv(fd, b, 64, 0) > 0; }\n"
            + "".join(f"int f{i}(int fd, char *b) {{\n  if (b[{i}])\n    return f{i - 1}(fd, b);\n"
                      f"  return f{i - 1}(fd, b + 1);\n}}\n" for i in range(1, n)))


@shape(500, clean=True)
def heap(n):
    """Connections that are allocated, linked, filled and returned."""
    return ("#include <stdlib.h>\nstruct conn { int fd; struct conn *next; };\n"
            "struct conn *f(int listener) {\n  struct conn *all = NULL, *c;\n"
            + lines(n, "  c = malloc(sizeof *c);\n  if (!c)\n    return all;\n"
                       "  c->fd = accept(listener, NULL, NULL);\n  c->next = all;\n  all = c;")
            + "  return all;\n}\n")


@shape(500)
def options(n):
    """Options of one socket, each of which may fail."""
    return ("int f(void) {\n  int on = 1, s = socket(AF_INET, SOCK_STREAM, 0);\n"
            "  if (s < 0)\n    return -1;\n"
            + lines(n, "  if (setsockopt(s, SOL_SOCKET, @, &on, sizeof on) < 0)\n    return -1;")
            + "  return s;\n}\n")


def words(clang, plugin, mode, log):
    """The analysis of FILE, which comes behind these words, in one of the three ways."""
    start = [clang, "--analyze", "--analyzer-no-default-checks", "-w"]
    if mode == "core":
        return [*start, "-Xclang", "-analyzer-checker=core", "-o", os.devnull]
    start += ["-fplugin=" + plugin, "-Xclang", "-analyzer-checker=core,socket"]
    if mode == "plugin":
        return [*start, "-o", log]
    for word in ("-analyzer-config", "socket:OnlySockets=true", "-plugin", "closewait",
                 "-plugin-arg-closewait", "log=" + log):
        start += ["-Xclang", word]
    return start


def run(command, seconds):
    """CPU seconds, MiB and exit code of one command, for at most so many seconds."""
    def limit():
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with open(os.devnull, "r+b") as null:
        # pylint: disable-next=consider-using-with,subprocess-popen-preexec-fn
        child = subprocess.Popen(command, stdin=null, stdout=null, stderr=null,
                                 preexec_fn=limit)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, child.returncode


def found_in(log):
    """How many findings of the plugin a log has, in plist or SARIF, or "-"."""
    try:
        with open(log, encoding="utf-8") as text:
            return len(re.findall(r'(?:"ruleId": *"|<key>check_name</key><string>)socket\.',
                                  text.read()))
    except FileNotFoundError:
        return "-"


def limits_in(log):
    """The limits that a log of `closewait check` names, in short."""
    with open(log, encoding="utf-8") as text:
        notes = json.load(text)["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    reasons = {reason for note in notes for reason in note["message"]["text"].split("; ")}
    return ", ".join(sorted(re.sub(r".*\((\w+)\)$", r"\1", reason) for reason in reasons))


def remark_on(name, log):
    """What explains the number of findings in the log, or "" if nothing does."""
    limits = limits_in(log) if os.path.exists(log) else "no log"
    return ", ".join(filter(None, ["no defect" if name in CLEAN else "", limits]))


def measure(clang, plugin, name, count, folder):
    """One shape.  Gives whether it stays within the bounds."""
    file = os.path.join(folder, name + ".c")
    log = os.path.join(folder, "log")
    with open(file, "w", encoding="utf-8") as out:
        out.write(HEAD + SHAPES[name][1](count))
    base, mib, code = run([*words(clang, plugin, "core", log), file], 600)
    line, good = f"{name}\t{count}\t{base:.2f}\t{mib:.0f}", code == 0
    most = 10 * base + 5
    for mode in ("plugin", "check"):
        if os.path.exists(log):
            os.remove(log)
        cpu, mib, code = run([*words(clang, plugin, mode, log), file], int(most) + 1)
        good &= code == 0 and cpu <= most and mib <= 1024
        line += f"\t{cpu:.2f}\t{cpu / base:.1f}\t{mib:.0f}\t{found_in(log)}"
    remark = remark_on(name, log)
    if not remark and found_in(log) == 0:
        remark, good = "NOTHING FOUND", False
    elif not good:
        remark = "TOO MUCH " + remark
    print(line, remark, sep="\t", flush=True)
    return good


def wanted(names):
    """The shapes that are asked for, each with its count."""
    for name in names or SHAPES:
        name, _, count = name.partition("=")
        if name not in SHAPES or not re.fullmatch("([1-9][0-9]*)?", count):
            sys.exit(f"many.py: no such shape: {name}" if name not in SHAPES
                     else f"many.py: {count} is no number of things")
        yield name, int(count) if count else SHAPES[name][0]


def main(arguments):
    """The whole."""
    if len(arguments) == 2 and arguments[0] == "--print":
        for name, count in wanted(arguments[1:]):
            print(HEAD + SHAPES[name][1](count), end="")
        return 0
    if len(arguments) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        good = [measure(*arguments[:2], name, count, folder)
                for name, count in wanted(arguments[2:])]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
