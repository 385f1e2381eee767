"""What is in the editor counts, not what is on the disk.
usage: texts.py FOLDER SERVER..."""
import sys
from editor import *

HEADER = "static inline void end(int fd) { (void)fd; }\n#define GOOD 1\n"
CLOSING = HEADER.replace("(void)fd;", "close(fd);")
USER = SERVE.replace("#include <unistd.h>\n",
                     "#include <unistd.h>\n#include \"end.h\"\n").replace(
    "0)\n    return -1;\n  send", "0) {\n    end(fd);\n    return -1;\n  }\n  send")
# A whole function in a header, with the defect in it.
INLINE = SERVE.replace("int serve", "static inline int serve")

folder = project(sys.argv[1], {
    "user.c": USER, "end.h": CLOSING, "clean.c": CLOSED, "inline.h": "",
    "incl.c": "#include \"inline.h\"\nint go(int fd) { return serve(fd); }\n"})
editor = Editor(sys.argv[2:], cwd=folder)

# A text that was never saved.
clean = editor.open(folder + "/clean.c")
editor.settle(clean, lambda ours: not ours)
editor.change(clean, [(None, SERVE)])
editor.settle(clean, lambda ours: len(ours) == 1)
# Typed letter by letter.
at = offset(SERVE, span(SERVE, "return -1;\n  send")["start"])
for n, letter in enumerate("close(fd), errno = 0;\n    "):
    where = position(editor.texts[clean], at + n)
    editor.change(clean, [({"start": where, "end": where}, letter)])
editor.change(clean, [(None, CLOSED)])
editor.settle(clean, lambda ours: not ours)
editor.close(clean)

# A header that is open and was never saved.
user = editor.open(folder + "/user.c")
editor.settle(user, lambda ours: not ours)
end = editor.open(folder + "/end.h")
editor.change(end, [(None, HEADER)])
(found,) = editor.settle(user, lambda ours: len(ours) == 1)
editor.change(end, [(None, CLOSING)])
editor.settle(user, lambda ours: not ours)
editor.change(end, [(span(CLOSING, "close(fd);"), "(void)fd;")])
editor.settle(user, lambda ours: len(ours) == 1)
# It is closed without being saved: what is on the disk counts again.
editor.close(end)
editor.settle(user, lambda ours: not ours)
editor.close(user)
wanted(not editor.ours(user), "findings of a closed file")

# What is found in a header stands in the header.
inline = editor.open(folder + "/inline.h", INLINE)
user = editor.open(folder + "/incl.c")
(found,) = editor.settle(inline, lambda ours: len(ours) == 1)
wanted(found["range"] == span(INLINE, "return -1", INLINE.index("n <= 0")), found)
wanted(not editor.ours(user), "the finding stands in the header")
editor.change(inline, [({"start": {"line": 0, "character": 0},
                         "end": {"line": 0, "character": 0}}, "\n\n")])
editor.settle(inline, lambda ours: ours[0]["range"]["start"]["line"] ==
              found["range"]["start"]["line"] + 2)
editor.close(inline)
editor.close(user)

# A header that has one missing, and is mended in the editor: who includes it is told.
user = editor.open(folder + "/user.c")
end = editor.open(folder + "/end.h", '#include "nowhere.h"\n' + HEADER)
editor.rest(1)
editor.change(end, [(None, HEADER)])
editor.settle(user, lambda ours: len(ours) == 1)
wanted(editor.quit() == 0, "exit code")
