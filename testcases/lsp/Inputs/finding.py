"""A finding, its path and its repair. usage: finding.py FOLDER SERVER..."""
import sys
from editor import *

folder = project(sys.argv[1], {"conn.c": SERVE})
editor = Editor(sys.argv[2:], cwd=folder)
uri = editor.open(folder + "/conn.c")
(found,) = editor.settle(uri, lambda ours: len(ours) == 1)
text = editor.texts[uri]
wanted(found["severity"] == 2, found)
wanted(found["code"] == "socket.CloseWait", found)
page = found["codeDescription"]["href"]
wanted(page.startswith("file:///") and os.path.exists(page[7:]), page)
wanted("'fd' is never closed after recv() returned 0" in found["message"], found)
wanted(found["range"] == span(text, "return -1", text.index("n <= 0")), found)
steps = [(step["message"], step["location"]["range"])
         for step in found["relatedInformation"]]
wanted(steps[0] == ("The socket is opened here, by accept()",
                    span(text, "accept(listener, 0, 0)")), steps)
wanted(any("CLOSE_WAIT from here on" in message for message, _ in steps), steps)
wanted(all(step["location"]["uri"] == uri for step in found["relatedInformation"]),
       found)


def repairs(where, only=None):
    return [action for action in editor.actions(uri, where, only) or []
            if action["title"] == "Close the descriptor here"]


# Not elsewhere, and not where something else is wanted.
nowhere = {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}
wanted(not repairs(nowhere), "a repair elsewhere")
wanted(not repairs(found["range"], ["refactor"]), "a repair is no refactoring")
(repair,) = repairs(found["range"], ["quickfix"])
wanted(repairs({"start": found["range"]["start"], "end": found["range"]["start"]}),
       "a repair where the cursor stands")
wanted(repair["kind"] == "quickfix", repair)
wanted(repair["diagnostics"] == [found], repair)
for edit in sorted(repair["edit"]["changes"][uri],
                   key=lambda edit: -offset(text, edit["range"]["start"])):
    editor.change(uri, [(edit["range"], edit["newText"])])
wanted("close(fd);" in editor.texts[uri].split("n <= 0")[1].split("return")[0],
       editor.texts[uri])
editor.settle(uri, lambda ours: not ours)
wanted(not repairs(found["range"]), "a repair of nothing")
wanted(editor.quit() == 0, "exit code")
