"""Places in lines with signs beyond ASCII, in each encoding.
usage: columns.py FOLDER SERVER..."""
import copy
import sys
from editor import *

TEXT = SERVE.replace("    return -1;\n  send",
                     "    /* \u00fc \U0001F600 */ return -1;\n  send")
folder = project(sys.argv[1], {"conn.c": TEXT})
LINE = next(line for line in TEXT.split("\n") if "\U0001F600" in line)
WIDTHS = {"utf-8": lambda text: len(text.encode()), "utf-16": units, "utf-32": len}
for encoding, width in WIDTHS.items():
    capabilities = copy.deepcopy(CAPABILITIES)
    capabilities["general"] = {"positionEncodings": [encoding]}
    capabilities["offsetEncoding"] = [encoding]
    editor = Editor(sys.argv[2:], cwd=folder, capabilities=capabilities)
    agreed = (editor.introduced["capabilities"].get("positionEncoding") or
              editor.introduced.get("offsetEncoding"))
    wanted(agreed == encoding, editor.introduced)
    uri = editor.open(folder + "/conn.c")
    (found,) = editor.settle(uri, lambda ours: len(ours) == 1)
    before = LINE.index("return")
    wanted(found["range"]["start"]["character"] == width(LINE[:before]), found)
    wanted(found["range"]["end"]["character"] == width(LINE[:before + 9]), found)
    # An edit of the line before that moves it.
    line = found["range"]["start"]["line"]
    at = {"line": line, "character": width(LINE[:LINE.index("*/")])}
    editor.change(uri, [({"start": at, "end": at}, "\u00e4\U0001F600 ")])
    editor.settle(uri, lambda ours: ours[0]["range"]["start"]["character"] ==
                  width(LINE[:before] + "\u00e4\U0001F600 "))
    wanted(editor.quit() == 0, "exit code")
