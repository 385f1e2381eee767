"""An editor without a screen: what the tests speak to a language server with.

Bytes and messages as LSP 3.17 has them. What the server publishes is kept by URI,
what it says on stderr in a file.
"""
import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time


# How many seconds to wait for what must come: longer than it takes on any machine.
PATIENCE = 300
# How many seconds there are between two looks at the server.
LOOK = 0.05


class Ended(Exception):
    """The server has ended, or said nothing in time."""


def uri_of(path):
    return "file://" + os.path.abspath(path)


CAPABILITIES = {
    "textDocument": {
        "publishDiagnostics": {
            "relatedInformation": True,
            "codeDescriptionSupport": True,
            "versionSupport": True,
        },
        "codeAction": {
            "codeActionLiteralSupport": {
                "codeActionKind": {"valueSet": ["quickfix"]}
            }
        },
    }
}


# Where 0 or a failure comes, the socket is not closed.
SERVE = """\
#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

int serve(int listener)
{
  char buf[512];
  int fd = accept(listener, 0, 0);
  if (fd < 0)
    return -1;
  ssize_t n = recv(fd, buf, sizeof buf, 0);
  if (n <= 0)
    return -1;
  send(fd, buf, (size_t)n, 0);
  close(fd);
  return 0;
}
"""
CLOSED = SERVE.replace("""0)
    return -1;
  send""", """0) {
    close(fd);
    return -1;
  }
  send""")


class Editor:
    def __init__(self, command, cwd=None, capabilities=CAPABILITIES, options=None,
                 env=None):
        self.log = tempfile.TemporaryFile("w+")
        self.server = subprocess.Popen(
            command, cwd=cwd, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=self.log, env=dict(os.environ, **(env or {})),
            start_new_session=True)
        self.incoming = queue.Queue()
        self.published = {}  # By URI, the last.
        self.times = {}      # By URI, when.
        self.versions = {}
        self.texts = {}
        self.answers = {}
        self.requests = 0
        threading.Thread(target=self._read, daemon=True).start()
        if capabilities is not None:
            self.introduced = self.ask("initialize", {
                "processId": os.getpid(), "rootUri": uri_of(cwd or "."),
                "capabilities": capabilities,
                "initializationOptions": options or {}})
            self.tell("initialized", {})

    def _read(self):
        out = self.server.stdout
        while True:
            length = 0
            while True:
                line = out.readline()
                if not line:
                    self.incoming.put(None)
                    return
                if line in (b"\r\n", b"\n"):
                    break
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            body = out.read(length)
            if len(body) == length:
                self.incoming.put((time.monotonic(), json.loads(body)))

    # What goes out.

    def send_raw(self, data):
        self.server.stdin.write(data)
        self.server.stdin.flush()

    def send(self, message):
        body = json.dumps(dict({"jsonrpc": "2.0"}, **message)).encode()
        self.send_raw(b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def tell(self, method, params):
        self.send({"method": method, "params": params})

    def begin(self, method, params):
        """Sends a request; the answer is collected by finish()."""
        self.requests += 1
        self.send({"id": self.requests, "method": method, "params": params})
        return self.requests

    def finish(self, number, seconds=PATIENCE):
        self.until(lambda: number in self.answers, seconds)
        return self.answers.pop(number)

    def ask(self, method, params, seconds=PATIENCE):
        return self.finish(self.begin(method, params), seconds).get("result")

    # What comes in.

    def take(self, seconds):
        """Takes one message, if one comes in time."""
        try:
            got = self.incoming.get(timeout=max(0, seconds))
        except queue.Empty:
            return False
        if got is None:
            self.incoming.put(None)
            raise Ended("the server has ended; it said: " + self.said())
        when, message = got
        self.arrived = when
        if message.get("method") == "textDocument/publishDiagnostics":
            params = message["params"]
            self.published[params["uri"]] = params
            self.times[params["uri"]] = when
        elif "method" in message and "id" in message:
            self.send({"id": message["id"], "result": None})
        elif "id" in message:
            self.answers[message["id"]] = message
        return True

    def until(self, is_so, seconds=PATIENCE):
        """Takes messages until is_so()."""
        end = time.monotonic() + seconds
        while not is_so():
            if not self.take(end - time.monotonic()) and time.monotonic() >= end:
                raise Ended("nothing came in %d s; it said: %s" % (seconds, self.said()))

    def rest(self, seconds):
        """Takes messages until none has come for so long, and the server has slept
        for so long with all that it has started. What waits for a CPU has not
        rested: it still has something to say."""
        end = time.monotonic() + PATIENCE
        rested = 0
        while rested < seconds and time.monotonic() < end:
            if self.take(LOOK) or not is_asleep(self.server.pid):
                rested = 0
            else:
                rested += LOOK

    def pause(self, seconds):
        """Takes messages until none has come for so long."""
        while self.take(seconds):
            pass

    def until_said(self, words, seconds=PATIENCE):
        """Takes messages until the log has WORDS."""
        end = time.monotonic() + seconds
        while words not in self.said():
            self.take(0.1)
            if time.monotonic() > end:
                raise Ended("'%s' was not said in %d s, but: %s" % (
                    words, seconds, self.said()))

    def said(self):
        # The server writes where the file's position is, so it must not move.
        size = os.fstat(self.log.fileno()).st_size
        return os.pread(self.log.fileno(), size, 0).decode(errors="replace")

    # Documents.

    def open(self, path, text=None):
        uri = uri_of(path)
        if text is None:
            with open(path, encoding="utf-8", newline="") as file:
                text = file.read()
        self.texts[uri] = text
        self.versions[uri] = 1
        self.tell("textDocument/didOpen", {"textDocument": {
            "uri": uri, "languageId": "cpp" if path.endswith("pp") else "c",
            "version": 1, "text": text}})
        return uri

    def change(self, uri, changes):
        """Sends CHANGES, a list of (range, text), with what they make of it."""
        self.versions[uri] += 1
        self.tell("textDocument/didChange", {
            "textDocument": {"uri": uri, "version": self.versions[uri]},
            "contentChanges": [
                {"range": where, "text": text} if where else {"text": text}
                for where, text in changes]})
        for where, text in changes:
            self.texts[uri] = edited(self.texts[uri], where, text)

    def close(self, uri):
        self.tell("textDocument/didClose", {"textDocument": {"uri": uri}})

    def ours(self, uri):
        """The findings that are shown of URI."""
        return [shown for shown in self.published.get(uri, {}).get("diagnostics", [])
                if shown.get("source") == "closewait"]

    def settle(self, uri, is_so, seconds=PATIENCE):
        """Takes messages until is_so() of the findings of URI, and stays so until
        none has come for a while: what comes too late is seen, too."""
        def shown():
            return uri in self.published and is_so(self.ours(uri))
        end = time.monotonic() + seconds
        try:
            while not shown():
                self.until(shown, end - time.monotonic())
                self.rest(0.5)
        except Ended:
            sys.exit("not as it should be: %s\n%s" % (
                json.dumps(self.published.get(uri), indent=1), self.said()))
        return self.ours(uri)

    def actions(self, uri, where, only=None):
        context = {"diagnostics": []}
        if only:
            context["only"] = only
        return self.ask("textDocument/codeAction", {
            "textDocument": {"uri": uri}, "range": where, "context": context})

    def quit(self):
        """Ends the server as LSP has it, and gives its exit code."""
        self.ask("shutdown", None)
        self.tell("exit", None)
        end = time.monotonic() + PATIENCE
        while self.server.poll() is None and time.monotonic() < end:
            try:
                self.server.wait(timeout=10)
            except subprocess.TimeoutExpired:
                # Clangd's own threads wait for each other now and then, behind its
                # last words, when a header is open.
                if "LSP finished, exiting with status 0" in self.said():
                    self.kill()
                    return 0
        return self.server.poll()

    def kill(self):
        if self.server.poll() is None:
            os.killpg(self.server.pid, signal.SIGKILL)
            self.server.wait()


def project(folder, files, flags=(), database="compile_commands.json"):
    """Makes FOLDER anew, with FILES, a map from names to texts, of which those in
    C are in its database."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, text in files.items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(text)
    if database:
        path = os.path.join(folder, database)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as file:
            json.dump([{"directory": folder, "file": name,
                        "arguments": ["cc", *flags, "-c", name]}
                       for name in files if name.endswith(".c")], file)
    return folder


def wanted(is_so, what):
    """Says what is not so, and ends."""
    if not is_so:
        sys.exit("not as it should be: %s" % (what,))


def wait_until(is_so, what):
    """Waits until is_so(), or says that WHAT does not come, and ends."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        wanted(time.monotonic() < end, what)
        time.sleep(0.05)


def fields_of(path):
    """The fields of a file like /proc/PID/stat behind the name: state, parent, ..."""
    try:
        with open(path) as file:
            return file.read().rsplit(")", 1)[1].split()
    except OSError:
        return ["X", "0"]


def tree_of(pid):
    """PID and the processes that descend from it."""
    parents = {int(name): int(fields_of("/proc/%s/stat" % name)[1])
               for name in os.listdir("/proc") if name.isdigit()}
    tree = {pid}
    while True:
        more = {child for child, parent in parents.items() if parent in tree} - tree
        if not more:
            return tree
        tree |= more


def is_asleep(pid):
    """Whether each thread of PID and of the processes below it waits for something
    other than a CPU or a disk."""
    for process in tree_of(pid):
        threads = "/proc/%d/task" % process
        try:
            names = os.listdir(threads)
        except OSError:
            continue
        if any(fields_of("%s/%s/stat" % (threads, name))[0] not in "SZX"
               for name in names):
            return False
    return True


def is_running(pattern):
    """Whether a process has PATTERN in its command line."""
    return subprocess.run(["pgrep", "-f", pattern],
                          stdout=subprocess.DEVNULL).returncode == 0


def units(text):
    """The UTF-16 units of TEXT."""
    return len(text.encode("utf-16-le")) // 2


def offset(text, position):
    """Where POSITION, in UTF-16 units, is in TEXT."""
    begin = 0
    for _ in range(position["line"]):
        end = text.find("\n", begin)
        if end < 0:
            return len(text)
        begin = end + 1
    end = text.find("\n", begin)
    line = text[begin:end if end >= 0 else len(text)]
    at = 0
    done = 0
    while at < len(line) and done < position["character"]:
        done += units(line[at])
        at += 1
    return begin + at


def position(text, at):
    """The position of the offset AT in TEXT."""
    begin = text.rfind("\n", 0, at) + 1
    return {"line": text.count("\n", 0, at), "character": units(text[begin:at])}


def span(text, part, after=0):
    """The range of PART in TEXT."""
    at = text.index(part, after)
    return {"start": position(text, at), "end": position(text, at + len(part))}


def edited(text, where, new):
    if not where:
        return new
    return text[:offset(text, where["start"])] + new + text[offset(text, where["end"]):]
