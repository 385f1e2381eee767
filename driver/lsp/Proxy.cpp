//===- Proxy.cpp - `closewait clangd` and `closewait lsp` -----------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Proxy.h"
#include "Clangd.h"
#include "OwnServer.h"
#include "Pipes.h"
#include "Session.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace closewait;
using llvm::StringRef;
namespace fs = llvm::sys::fs;

/// A server has so many seconds to end when the editor has gone: on a busy
/// machine it may wait that long for a CPU.
static constexpr int Patience = 20;

static void logLine(const llvm::Twine &Line) {
  llvm::errs() << "closewait: " << Line << "\n";
}

//===----------------------------------------------------------------------===//
// Signals
//===----------------------------------------------------------------------===//

/// The handler of a signal that ends us writes the number of the signal there.
static int SignalPipe[2] = {-1, -1};

static void takeSignals() {
  if (pipe2(SignalPipe, O_CLOEXEC | O_NONBLOCK) != 0)
    return;
  struct sigaction Told = {};
  Told.sa_handler = [](int Signal) {
    char Number = char(Signal);
    (void)!write(SignalPipe[1], &Number, 1);
  };
  for (int Signal : {SIGINT, SIGTERM, SIGHUP})
    sigaction(Signal, &Told, nullptr);
  signal(SIGPIPE, SIG_IGN);
}

//===----------------------------------------------------------------------===//
// The loop
//===----------------------------------------------------------------------===//

namespace {
/// A folder of our own, as long as we are there.
class TemporaryFolder {
public:
  TemporaryFolder() {
    llvm::sys::path::system_temp_directory(/*ErasedOnReboot=*/true, Path);
    llvm::sys::path::append(Path, "closewait-XXXXXX");
    // No other user may read it, or write the input of clang.
    if (!mkdtemp(const_cast<char *>(Path.c_str()))) {
      logLine(llvm::Twine("no findings: cannot make a temporary folder: ") +
              strerror(errno));
      Path.clear();
    }
  }
  ~TemporaryFolder() {
    if (!Path.empty())
      fs::remove_directories(Path);
  }
  std::string path() const { return std::string(Path); }

private:
  llvm::SmallString<128> Path;
};

class Proxy {
public:
  /// \p Server: clangd, or null.
  Proxy(const LspOptions &Options, const std::string &Self, Process *Server);

  int run();

private:
  void wait();
  void loseEditor();
  void hearEditor();
  void hearServer();
  void pass(Message Said);
  void attend(const Message &Said);
  void answer(const Message &Said);
  void send(std::string Text);
  bool isOver() const;
  int exitCode();

  Process *Server;
  OwnServer Own;
  Outbox ToEditor{STDOUT_FILENO}, ToServer;
  MessageReader FromEditor, FromServer;
  std::string Held;      ///< Our own messages, while one of the server's is
  bool IsInside = false; ///< only half said.
  bool IsEditorInside = false; ///< The same of the editor's.
  bool EditorSpoke = false, EditorEnded = false, ServerEnded = false;
  /// The editor has gone, and nothing is said any more: no longer than that.
  Analyst::Clock::time_point EndBy;
  int Signal = 0;
  TemporaryFolder Folder;
  Toolchain Tools;
  bool CanAnalyze = false;
  Documents Open;
  Analyst Work;
  Session Talk;
};
} // namespace

Proxy::Proxy(const LspOptions &Options, const std::string &Self,
             Process *Server)
    : Server(Server), ToServer(Server ? Server->In : -1),
      Work(Tools, Open, Folder.path(), Options.Seconds),
      Talk(
          Open, Work, pathBeside(Self, "share/closewait/docs/checkers"),
          [this](std::string Text) { send(std::move(Text)); }, logLine) {
  Work.Wishes.Folder = Options.DatabaseFolder;
  if (Folder.path().empty())
    return;
  auto Found = findAnalyzer(Options.Clang, Self);
  CanAnalyze = bool(Found);
  if (Found)
    Tools = std::move(*Found);
  else
    logLine("no findings: " + llvm::toString(Found.takeError()));
}

/// A message of our own.
void Proxy::send(std::string Text) {
  if (IsInside)
    Held += Text;
  else
    ToEditor.add(Text);
}

/// A message of the server's is passed on.
void Proxy::pass(Message Said) {
  bool Ends = Said.Ends;
  ToEditor.add(Said.body().empty() || !CanAnalyze
                   ? Said.Raw
                   : Talk.hearServer(std::move(Said)));
  IsInside = !Ends;
  if (IsInside)
    return;
  ToEditor.add(Held);
  Held.clear();
}

/// Makes something of what the editor has said, and is on its way.
void Proxy::attend(const Message &Said) {
  bool IsWhole = Said.Ends && !IsEditorInside;
  IsEditorInside = !Said.Ends;
  if (!CanAnalyze)
    return;
  if (IsWhole && !Said.body().empty())
    Talk.hearEditor(Said);
  else if (!IsWhole && Said.Ends)
    Talk.loseTrack();
}

/// The server of our own answers.
void Proxy::answer(const Message &Said) {
  std::string Answer = Own.answer(Said);
  if (!Answer.empty())
    for (FromServer.feed(Answer); auto Each = FromServer.next();)
      pass(std::move(*Each));
}

/// Reads what is there from \p Fd.  \returns nothing at the end.
static std::optional<std::string> takeFrom(int Fd) {
  std::string Bytes(1 << 16, '\0');
  ssize_t Got = read(Fd, &Bytes[0], Bytes.size());
  if (Got < 0 && (errno == EINTR || errno == EAGAIN))
    return "";
  if (Got <= 0)
    return std::nullopt;
  Bytes.resize(size_t(Got));
  return Bytes;
}

static Analyst::Clock::time_point later() {
  return Analyst::Clock::now() + std::chrono::seconds(Patience);
}

/// The editor is gone, and so the server should go.
void Proxy::loseEditor() {
  EditorEnded = true;
  EndBy = later();
  // What it has not said to the end is passed on as well.
  ToServer.add(FromEditor.rest());
  ToServer.end();
}

void Proxy::hearEditor() {
  auto Bytes = takeFrom(STDIN_FILENO);
  if (!Bytes)
    return loseEditor();
  EditorSpoke = true;
  FromEditor.feed(*Bytes);
  std::vector<Message> Said;
  while (auto Each = FromEditor.next()) {
    if (Server)
      ToServer.add(Each->Raw);
    Said.push_back(std::move(*Each));
  }
  if (Server)
    ToServer.flush();
  for (const Message &Each : Said) {
    attend(Each);
    if (!Server)
      answer(Each);
  }
}

void Proxy::hearServer() {
  auto Bytes = takeFrom(Server->Out);
  if (!Bytes) {
    ServerEnded = true;
    ToEditor.add(FromServer.rest());
    return;
  }
  EndBy = later();
  FromServer.feed(*Bytes);
  while (auto Said = FromServer.next())
    pass(std::move(*Said));
}

/// Waits until something can be done, and does it.
void Proxy::wait() {
  std::vector<pollfd> Polled;
  auto Add = [&](bool Is, int Fd, short Events) {
    Polled.push_back({Is ? Fd : -1, Events, 0});
  };
  Add(!EditorEnded && !ToServer.isFull(), STDIN_FILENO, POLLIN);
  Add(!ToEditor.isEmpty(), ToEditor.fd(), POLLOUT);
  Add(Server && !ServerEnded && !ToEditor.isFull(), Server ? Server->Out : -1,
      POLLIN);
  Add(!ToServer.isEmpty(), ToServer.fd(), POLLOUT);
  Add(true, SignalPipe[0], POLLIN);
  for (int Fd : Work.fds())
    Add(true, Fd, POLLIN);
  int Most = CanAnalyze ? Work.due() : -1;
  if (EditorEnded)
    Most = Most < 0 ? 1000 : std::min(Most, 1000);
  if (poll(Polled.data(), Polled.size(), Most) < 0)
    return;
  // Without an editor (`--check`), clangd takes the time it wants.
  if (EditorSpoke && EditorEnded && Signal == 0 &&
      Analyst::Clock::now() >= EndBy)
    Signal = SIGTERM;
  if (Polled[1].revents || Polled[3].revents)
    EndBy = later();
  if (Polled[1].revents && !ToEditor.write())
    loseEditor();
  if (Polled[3].revents)
    ToServer.write();
  if (Polled[0].revents)
    hearEditor();
  if (Polled[2].revents)
    hearServer();
  char Number;
  if (Polled[4].revents && read(SignalPipe[0], &Number, 1) == 1)
    Signal = Number;
  if (CanAnalyze)
    Talk.work();
}

bool Proxy::isOver() const {
  if (Signal != 0)
    return true;
  if (Server)
    return ServerEnded && ToEditor.isEmpty();
  return (EditorEnded || Own.hasEnded()) && ToEditor.isEmpty();
}

/// Waits for the end of clangd, which has been told to go by \p Signal, or by
/// itself.  \returns what waitpid() says of it.
static int endOf(const Process &Clangd, int Signal) {
  static constexpr int Turns = 100;
  static constexpr timespec Pause = {0, 20 * 1000 * 1000};
  int Status = 0;
  if (Signal)
    kill(Clangd.Child, Signal);
  for (int Turn = 0; Signal && Turn < Turns; ++Turn) {
    if (waitpid(Clangd.Child, &Status, WNOHANG) == Clangd.Child)
      return Status;
    nanosleep(&Pause, nullptr);
  }
  if (Signal)
    kill(Clangd.Child, SIGKILL);
  while (waitpid(Clangd.Child, &Status, 0) < 0 && errno == EINTR)
    ;
  return Status;
}

/// Ends clangd, if it has not ended.
int Proxy::exitCode() {
  if (!Server)
    return Signal ? 128 + Signal : Own.exitCode();
  int Status = endOf(*Server, Signal);
  if (Signal)
    return 128 + Signal;
  if (WIFEXITED(Status) && (EditorEnded || WEXITSTATUS(Status) == 0))
    return WEXITSTATUS(Status);
  if (WIFEXITED(Status)) {
    logLine("clangd has ended with exit code " +
            llvm::Twine(WEXITSTATUS(Status)));
    return WEXITSTATUS(Status);
  }
  logLine(llvm::Twine("a signal ended clangd: ") + strsignal(WTERMSIG(Status)));
  return 128 + WTERMSIG(Status);
}

int Proxy::run() {
  while (!isOver())
    wait();
  return exitCode();
}

int closewait::runClangd(const std::vector<std::string> &Arguments,
                         const std::string &Self) {
  LspOptions Options(Arguments);
  if (!Options.Wrong.empty()) {
    logLine("unknown argument: " + Options.Wrong);
    return 2;
  }
  takeSignals();
  auto Server = startClangd(Options);
  if (!Server) {
    logLine(llvm::toString(Server.takeError()));
    return 2;
  }
  return Proxy(Options, Self, &*Server).run();
}

int closewait::runServer(const std::vector<std::string> &Arguments,
                         const std::string &Self) {
  LspOptions Options(Arguments);
  for (const std::string &Word : Options.Unknown)
    if (Word != "--stdio") // Which many clients add.
      Options.Wrong = Word;
  if (!Options.Wrong.empty()) {
    logLine("unknown argument: " + Options.Wrong);
    return 2;
  }
  takeSignals();
  return Proxy(Options, Self, nullptr).run();
}
