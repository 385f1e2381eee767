"""Whatever the two say, message or not, comes to the other to the byte.
usage: passing.py FOLDER CLOSEWAIT"""
import random
import stat
import subprocess
import sys
from editor import *

folder, closewait = sys.argv[1:]
project(folder, {"conn.c": SERVE})
here = os.path.dirname(os.path.abspath(__file__))


def frame(text):
    data = text.encode() if isinstance(text, str) else text
    return b"Content-Length: %d\r\n\r\n" % len(data) + data


def message(**members):
    return frame(json.dumps(members))


def clangd(say, code=0):
    """A program that says SAY and ends with CODE."""
    with open(folder + "/say", "wb") as file:
        file.write(say)
    path = folder + "/clangd"
    with open(path, "w") as file:
        file.write('#!/bin/sh\nexec python3 "%s/peer.py" "%s/say" "%s/heard" %d\n' %
                   (here, folder, folder, code))
    os.chmod(path, stat.S_IRWXU)
    return path


def passes(name, editor, server, code=0):
    done = subprocess.run(
        [closewait, "clangd", "--closewait-clangd=" + clangd(server, code)],
        input=editor, capture_output=True, timeout=PATIENCE, cwd=folder)
    with open(folder + "/heard", "rb") as file:
        wanted(file.read() == editor, name + ": what the server hears")
    wanted(done.stdout == server, name + ": what the editor hears")
    wanted(done.returncode == code, (name, done.returncode, done.stderr))


CONN = uri_of(folder + "/conn.c")
OPEN = {"uri": CONN, "languageId": "c", "version": 1, "text": SERVE}
passes("nothing", b"", b"")
passes("messages", message(id=1, method="initialize", params={}) +
       message(method="initialized", params={}) +
       message(id="a\"b", method="textDocument/hover", params=[]),
       message(id=1, result={"capabilities": {}}) +
       message(method="textDocument/publishDiagnostics",
               params={"uri": CONN, "diagnostics": []}) +
       message(id="a\"b", error={"code": 1, "message": "no"}))
passes("odd messages", b"".join(frame(text) for text in [
    "", "{", "[]", "7", "null", "{}", '{"method":"initialize"}',
    '{"method":"initialize","params":7}', '{"method":"textDocument/didOpen"}',
    '{"method":"textDocument/didOpen","params":{"textDocument":{}}}',
    '{"method":"textDocument/didChange","params":{"textDocument":{"uri":"x"}}}',
    '{"id":{},"method":"textDocument/codeAction","params":{"range":3}}',
    '{"method":"textDocument/didClose","params":{"textDocument":"y"}}',
    '{"method":"textDocument/didOpen","params":' + "[" * 100000,
    b"\xff\xfe\x00" * 100, '{"method":"textDocument/didOpen"' + "\0" * 1000]),
    b"".join(frame(text) for text in [
        '{"method":"textDocument/publishDiagnostics"}',
        '{"method":"textDocument/publishDiagnostics","params":[]}',
        '{"method":"textDocument/publishDiagnostics","params":{"uri":7}}',
        '{"method":"textDocument/publishDiagnostics","params":'
        '{"uri":"file:///x","diagnostics":{}}}',
        '{"id":1,"result":' + "{\"a\":" * 5000, '{"id":', "", b"\xff" * 50]))
passes("odd headers", b"\r\n\r\nContent-Length: x\r\n\r\nContent-Type: y\r\n\n{}" +
       b"x" * 200000 + b"\nContent-Length: 5", b"\n\n\nContent-Length: -1\n\n" +
       b"\0" * 100000 + frame("{}"))
large = json.dumps({"method": "textDocument/didOpen",
                    "params": {"text": "x" * (80 << 20)}})
passes("a very large message", frame(large), frame(large) + message(id=1, result=None))
passes("less than was announced", b"Content-Length: 1000000\r\n\r\n{",
       b"Content-Length: 999999999999\r\n\r\n{}")
passes("a failing server", message(id=1, method="shutdown"), b"", code=3)
seed = random.Random(7)
for turn in range(20):
    data = [bytes(seed.choices(b"{}[]\",:\\\r\n Content-Length: 0123456789\xc3", k=2000))
            for _ in range(2)]
    passes("noise %d" % turn, frame(data[0]) + data[1], data[1] + frame(data[0]))

# A finding does not come between the pieces of a message that is too large to
# keep: it waits for its end.
say = (message(id=1, result={"capabilities": {}}) + b"Content-Length: %d\r\n\r\n{"
       % (70 << 20))
editor = Editor([closewait, "clangd", "--closewait-clangd=" + clangd(say)], cwd=folder,
                capabilities=None)
editor.tell("initialize", {"capabilities": CAPABILITIES})
editor.tell("textDocument/didOpen", {"textDocument": OPEN})
editor.rest(2)
wanted(not editor.published, "in the middle of a message")
editor.kill()
