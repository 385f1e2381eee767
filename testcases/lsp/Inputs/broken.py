"""While the text makes no sense, what was found stays, and moves with it.
usage: broken.py FOLDER SERVER..."""
import sys
from editor import *

folder = project(sys.argv[1], {"conn.c": SERVE})
editor = Editor(sys.argv[2:], cwd=folder)
uri = editor.open(folder + "/conn.c")
(found,) = editor.settle(uri, lambda ours: len(ours) == 1)
top = {"line": 3, "character": 0}
editor.change(uri, [({"start": top, "end": top}, "int broken(\n\n")])
(moved,) = editor.settle(
    uri, lambda ours: [each["range"]["start"]["line"] for each in ours] ==
    [found["range"]["start"]["line"] + 2])
for was, step in zip(found["relatedInformation"], moved["relatedInformation"]):
    wanted(step["location"]["range"]["start"]["line"] ==
           was["location"]["range"]["start"]["line"] + 2, step)
wanted(moved["message"] == found["message"], moved)
# A repair is only for what is known to be there now.
wanted(not [action for action in editor.actions(uri, moved["range"]) or []
            if action["title"] == "Close the descriptor here"], "a repair")
# The line it stands on is deleted: nothing is left to move.
text = editor.texts[uri]
editor.change(uri, [(span(text, "    return -1;\n", text.index("n <= 0")), "")])
editor.settle(uri, lambda ours: not ours)
# And when it makes sense again, all is as if it had never been otherwise.
editor.change(uri, [(None, SERVE)])
(again,) = editor.settle(uri, lambda ours: len(ours) == 1)
wanted(again == found, (found, again))
# Nobody is told of what he is just writing.
wanted("closewait: " not in editor.said(), editor.said())
wanted(editor.quit() == 0, "exit code")
