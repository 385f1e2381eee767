"""Whatever was typed on the way to a text, what is shown of it is what a fresh start
shows.

usage: edits.py FOLDER ROUNDS SERVER..."""
import difflib
import random
import sys
from editor import *

folder, rounds, server = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
seed = random.Random(20261127)
SIGNS = ["", " \u00fc", " \U0001F600", " plain", "\t\u20ac"]


def function(number):
    """A function that closes its socket, or not, in one of several ways."""
    body = seed.choice(["return -1;", "return -1;", "close(fd);\n    return -1;", "end(fd);\n    return -1;",
                        "errno = 0;\n    return -1;", "goto out;"])
    return """
/* %d%s */
int serve%d(int listener)
{
  char buf[512];
  int fd = accept(listener, 0, 0);
  if (fd < 0)
    return -1;
  %sssize_t n = %s(fd, buf, sizeof buf%s);
  if (n <= 0) {%s
    %s
  }
%s  close(fd);%s
  return 0;
}
""" % (number, seed.choice(SIGNS), number, seed.choice(["", "/*\u00e4*/ ", "(void)buf; "]),
       *seed.choice([("recv", ", 0"), ("recv", ", MSG_WAITALL")]),
       seed.choice(["", " /*%s */" % seed.choice(SIGNS)]), body,
       "out:\n" if body.startswith("goto") else seed.choice(["", "  send(fd, buf, 1, 0);\n"]),
       seed.choice(["", " // \U0001F600"]))


def source():
    numbers = seed.sample(range(6), seed.randint(1, 4))
    return ("#include <errno.h>\n#include <sys/socket.h>\n#include <unistd.h>\n"
            "#include \"end.h\"\n" + "".join(function(number) for number in numbers))


def header():
    return "#include <errno.h>\n#include <unistd.h>\n%sstatic inline void end(int fd) { %s; }\n" % (
        seed.choice(["", "/* \u00fc\n*/\n", "#define END 1\n"]),
        seed.choice(["(void)fd", "close(fd)", "close(fd), errno = 0"]))


def steps(old, new):
    """Changes that lead from OLD to NEW, each of a few letters, from the end on."""
    made = []
    for kind, a, b, c, d in reversed(
            difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()):
        if kind == "equal":
            continue
        made.append((a, b, ""))
        at = a
        while c < d:
            size = min(d - c, seed.randint(1, 9))
            made.append((at, at, new[c:c + size]))
            at += size
            c += size
    return made


def write(editor, uri, new):
    """Has EDITOR come to NEW, somehow."""
    if seed.random() < 0.15:
        editor.change(uri, [(None, new)])
        return
    batch = []
    text = editor.texts[uri]
    for begin, end, part in steps(text, new):
        where = {"start": position(text, begin), "end": position(text, end)}
        batch.append((where, part))
        text = text[:begin] + part + text[end:]
        if seed.random() < 0.7:
            editor.change(uri, batch)
            batch = []
        if seed.random() < 0.03:
            editor.pause(seed.choice([0.01, 0.1, 0.3]))
    if batch:
        editor.change(uri, batch)
    wanted(editor.texts[uri] == new, "what the test itself has typed")


def shown(editor, uris):
    # Whether it has a fix depends on what clangd has seen before.
    return [sorted(json.dumps(each, sort_keys=True).replace(" (fix available)", "")
                   for each in editor.published.get(uri, {}).get("diagnostics", []))
            for uri in uris]


def compare(editor, fresh, uris):
    """Takes messages until both show the same, and go on to show it until none has
    come for a while; what both show in the end."""
    end = time.monotonic() + PATIENCE
    same = False
    while not same and time.monotonic() < end:
        editor.rest(1.5)
        fresh.rest(1.5)
        is_so, should_be = shown(editor, uris), shown(fresh, uris)
        same = is_so == should_be and uris[0] in fresh.published
    return is_so, should_be


project(folder, {"conn.c": source(), "end.h": header()})
names = [folder + "/conn.c", folder + "/end.h"]
editor = Editor(server, cwd=folder)
uris = [editor.open(name) for name in names]
findings = 0
for turn in range(rounds):
    order = list(zip(uris, [source(), header()]))
    for uri, text in seed.sample(order, seed.randint(1, 2)):
        write(editor, uri, text)
    if seed.random() < 0.3:
        editor.close(uris[1])
        uris[1] = editor.open(names[1], editor.texts[uris[1]])
    fresh = Editor(server, cwd=folder)
    for name, uri in zip(names, uris):
        fresh.open(name, editor.texts[uri])
    is_so, should_be = compare(editor, fresh, uris)
    wanted(is_so == should_be, "round %d:\n%s\n%s\n%s\n%s" % (
        turn, json.dumps(is_so, indent=1), json.dumps(should_be, indent=1),
        editor.texts[uris[0]], editor.texts[uris[1]]))
    findings += sum(len(fresh.ours(uri)) for uri in uris)
    wanted(fresh.quit() == 0, "exit code")
wanted(editor.quit() == 0, "exit code")
wanted(2 * findings > rounds, "hardly any findings: %d" % findings)
print("%d rounds, %d findings" % (rounds, findings))
