"""Neovim with a server. usage: neovim.py FOLDER SERVER..."""
import subprocess
import sys
from editor import *

folder = project(sys.argv[1], {"conn.c": SERVE})
here = os.path.dirname(os.path.abspath(__file__))
done = subprocess.run(
    ["nvim", "--headless", "-u", "NONE", "-n", "-i", "NONE",
     "-c", "luafile " + here + "/neovim.lua", "conn.c"],
    cwd=folder, timeout=2 * PATIENCE, text=True, capture_output=True, stdin=subprocess.DEVNULL,
    env=dict(os.environ, SERVER=" ".join(sys.argv[2:]), HOME=folder,
             XDG_CACHE_HOME=folder, XDG_STATE_HOME=folder, XDG_DATA_HOME=folder))
wanted(done.returncode == 0, done)
said = done.stdout + done.stderr
wanted("'fd' is never closed after recv() returned 0" in said, said)
wanted("repaired" in said, said)
