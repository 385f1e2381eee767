//===- Graph.cpp - The work, as ninja sees it -----------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Graph.h"
#include "Compat.h"
#include "Files.h"
#include "Process.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/SHA1.h"
#include "llvm/Support/raw_ostream.h"

#include <csignal>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace closewait;
namespace fs = llvm::sys::fs;

/// \p Text as ninja reads it in a value.  In a path it reads more than that,
/// and has no way to write some of it: paths stand in variables.
static std::string ninja(llvm::StringRef Text) {
  std::string Escaped;
  for (char C : Text) {
    if (C == '$')
      Escaped += '$';
    Escaped += C;
  }
  return Escaped;
}

/// Whether ninja can be told of \p U.
static bool isWritable(const Unit &U) {
  auto HasNewline = [](llvm::StringRef Text) { return Text.contains('\n'); };
  return !HasNewline(U.File) && !HasNewline(U.Directory) &&
         llvm::none_of(U.Arguments, HasNewline);
}

/// \p Text as one word of a shell.
static std::string shell(llvm::StringRef Text) {
  std::string Quoted = "'";
  for (char C : Text)
    Quoted += C == '\'' ? std::string("'\\''") : std::string(1, C);
  return Quoted + "'";
}

/// \p Text as one word of a response file.
static std::string response(llvm::StringRef Text) {
  std::string Quoted = "\"";
  for (char C : Text) {
    if (C == '"' || C == '\\')
      Quoted += '\\';
    Quoted += C;
  }
  return Quoted + "\"";
}

/// A name for the log of \p U: readable, and of no other unit.
static std::string logName(const Unit &U) {
  llvm::SHA1 Hash;
  for (const std::string &Argument : U.Arguments) {
    Hash.update(Argument);
    Hash.update(llvm::StringRef("\0", 1));
  }
  Hash.update(U.Directory);
  Hash.update(llvm::StringRef("\0", 1));
  Hash.update(U.File);
  std::string Name = llvm::sys::path::filename(U.File).str();
  for (char &C : Name)
    if (!llvm::isAlnum(C) && !llvm::StringRef("._-+").contains(C))
      C = '_';
  return "units/" + Name + "-" +
         llvm::toHex(Hash.final(), /*LowerCase=*/true).substr(0, 12) + ".sarif";
}

Graph::Graph(const Plan &How, const std::vector<Unit> &Units, std::string State)
    : How(How), Units(Units), State(std::move(State)) {
  for (const Unit &U : Units)
    Logs.push_back(logName(U));
}

/// What clang is to do for \p U.
std::string Graph::argumentsFor(const Unit &U, llvm::StringRef Log) const {
  std::vector<std::string> Words = {"--analyze",
                                    "-fplugin=" + How.Tools.Plugin};
  auto Xclang = [&](llvm::StringRef Word) {
    Words.insert(Words.end(), {"-Xclang", Word.str()});
  };
  auto Set = [&](const std::string &Option) {
    Xclang("-analyzer-config");
    Xclang(Option);
  };
  Words.push_back("--analyzer-no-default-checks");
  Xclang("-analyzer-checker=core," + How.Checkers);
  Set("socket:OnlySockets=true");
  if (!How.Models.empty())
    Set("socket:Models=" + llvm::join(How.Models, ":"));
  Xclang("-plugin");
  Xclang("closewait");
  // Where its log goes, the script says.
  std::vector<std::string> ForPlugin = {"target=" + Log.str()};
  if (How.Pages)
    ForPlugin.push_back("pages=" + State + "/" + Log.str() + ".pages");
  for (const std::string &Argument : ForPlugin) {
    Xclang("-plugin-arg-closewait");
    Xclang(Argument);
  }
  if (!How.Overlay.empty())
    Words.insert(Words.end(), {"-ivfsoverlay", How.Overlay});
  Words.insert(Words.end(), U.Arguments.begin(), U.Arguments.end());
  Words.insert(Words.end(), How.ExtraArgs.begin(), How.ExtraArgs.end());
  Words.insert(Words.end(), {"--", U.File});
  std::string Text;
  for (const std::string &Word : Words)
    Text += (Text.empty() ? "" : " ") + response(Word);
  return Text;
}

std::string Graph::commandFor(const Unit &U) const {
  std::string Command = How.Launcher.empty() ? "" : How.Launcher + " ";
  return Command + shell(How.Tools.RunUnit) + " " + shell(U.Directory) + " ";
}

llvm::Error Graph::write() const {
  if (std::error_code Failed = fs::create_directories(State + "/units"))
    return llvm::createStringError(Failed, "cannot make '" + State +
                                               "': " + Failed.message());
  // Nothing here is for a repository.
  if (llvm::Error E = writeFile(State + "/.gitignore", "*\n"))
    return E;
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  printGraph(Out);
  return writeFile(State + "/build.ninja", Out.str());
}

/// What of the file of \p U tells whether it is another one: ninja itself only
/// sees what is newer than a log, not an older file that was moved there.
static std::string stampOf(const Unit &U) {
  fs::file_status Is;
  if (fs::status(U.File, Is))
    return "none";
  return std::to_string(
             Is.getLastModificationTime().time_since_epoch().count()) +
         "-" + std::to_string(Is.getSize());
}

void Graph::printGraph(llvm::raw_ostream &Out) const {
  Out << "ninja_required_version = 1.5\n"
      << "rule analyze\n"
      // Whatever a launcher does or does not do, the old log is none of it.
      << "  command = : $stamp; "
      << (How.Launcher.empty() ? "" : "rm -f $out $out.err; ") << "$run "
      << ninja(shell(State + "/")) << "$out $seconds "
      << ninja(shell(How.Tools.Clang)) << " @" << ninja(shell(State + "/"))
      << "$out.args\n"
      << "  description = $what\n"
      << "  depfile = $out.d\n"
      << "  deps = gcc\n"
      << "  rspfile = $out.args\n"
      << "  rspfile_content = $arguments\n"
      << "seconds = " << How.Seconds << "\n";
  std::vector<std::string> Needed = How.Models;
  Needed.insert(Needed.end(), {How.Tools.Plugin, How.Tools.Clang});
  if (!How.Overlay.empty())
    Needed.push_back(How.Overlay);
  for (size_t I = 0; I != Needed.size(); ++I)
    Out << "needed" << I << " = " << ninja(Needed[I]) << "\n";
  for (size_t I = 0; I != Units.size(); ++I) {
    const Unit &U = Units[I];
    if (!isWritable(U))
      continue;
    Out << "source = " << ninja(U.File) << "\nbuild " << Logs[I]
        << ": analyze $source |";
    for (size_t J = 0; J != Needed.size(); ++J)
      Out << " $needed" << J;
    Out << "\n  stamp = " << stampOf(U) << "\n  run = " << ninja(commandFor(U))
        << "\n  what = " << ninja(U.File)
        << "\n  arguments = " << ninja(argumentsFor(U, Logs[I])) << "\n";
  }
}

namespace {
// ninja ends its commands when it is asked to end.  Whoever asks us asks it.
volatile std::sig_atomic_t Child = 0;

class SignalRelay {
public:
  SignalRelay() {
    struct sigaction Now = {};
    Now.sa_handler = [](int Signal) {
      if (Child > 0)
        kill(Child, Signal);
    };
    Now.sa_flags = SA_RESTART;
    sigaction(SIGINT, &Now, &Interrupt);
    sigaction(SIGTERM, &Now, &Terminate);
    sigaction(SIGHUP, &Now, &HangUp);
  }
  ~SignalRelay() {
    Child = 0;
    sigaction(SIGINT, &Interrupt, nullptr);
    sigaction(SIGTERM, &Terminate, nullptr);
    sigaction(SIGHUP, &HangUp, nullptr);
  }

private:
  struct sigaction Interrupt, Terminate, HangUp;
};
} // namespace

/// Starts \p Words in \p Folder, with \p Out as its standard output.
/// \returns its number, or 0; what went wrong is printed.
static pid_t startIn(const std::string &Folder,
                     llvm::ArrayRef<llvm::StringRef> Words, int Out) {
  llvm::SmallString<128> Here;
  fs::current_path(Here);
  std::error_code Failed = fs::set_current_path(Folder);
  std::string Message = Failed.message();
  int Ours = dup(STDOUT_FILENO);
  dup2(Out, STDOUT_FILENO);
  pid_t Started = 0;
  if (!Failed)
    Started = llvm::sys::ExecuteNoWait(Words[0], Words, compat::None, {},
                                       /*MemoryLimit=*/0, &Message)
                  .Pid;
  dup2(Ours, STDOUT_FILENO);
  close(Ours);
  fs::set_current_path(Here);
  if (!Started)
    llvm::errs() << Message << "\n";
  return Started;
}

Ran Graph::run() const {
  std::string Jobs = "-j" + std::to_string(How.Jobs);
  std::vector<llvm::StringRef> Words = {How.Tools.Ninja, "-k", "0"};
  if (How.Jobs != 0)
    Words.push_back(Jobs);
  int Nowhere = How.Quiet ? open("/dev/null", O_WRONLY | O_CLOEXEC) : -1;
  SignalRelay Relay;
  pid_t Ninja = startIn(State, Words, How.Quiet ? Nowhere : STDERR_FILENO);
  Child = Ninja;
  int Status = 0;
  if (Ninja)
    waitpid(Ninja, &Status, 0);
  if (How.Quiet)
    close(Nowhere);
  if (!Ninja)
    return Ran::Never;
  if (!WIFEXITED(Status) || WEXITSTATUS(Status) > 1)
    return Ran::Interrupted;
  if (WEXITSTATUS(Status) == 0)
    return Ran::Whole;
  // Where something has failed, it is a unit, and has no log.
  bool AllThere = llvm::all_of(outcomes(), [](const Outcome &O) {
    return !O.Log.empty() || !isWritable(*O.Of);
  });
  return AllThere ? Ran::Never : Ran::Whole;
}

/// Why the unit whose log would be \p Log was not analysed.
static std::string troubleOf(const std::string &Log) {
  auto Said = llvm::MemoryBuffer::getFile(Log + ".err");
  if (!Said)
    return "its command ended without a result";
  llvm::StringRef Rest = (*Said)->getBuffer();
  while (!Rest.empty()) {
    llvm::StringRef Line;
    std::tie(Line, Rest) = Rest.split('\n');
    if (Line.contains("error: "))
      return Line.str();
  }
  return "see " + Log + ".err";
}

std::vector<Outcome> Graph::outcomes() const {
  std::vector<Outcome> Found;
  for (size_t I = 0; I != Units.size(); ++I) {
    std::string Log = State + "/" + Logs[I];
    bool IsThere = isWritable(Units[I]) && fs::exists(Log);
    std::string Trouble;
    if (!isWritable(Units[I]))
      Trouble = "a newline in its name or flags, which ninja cannot read";
    else if (!IsThere)
      Trouble = troubleOf(Log);
    Found.push_back({&Units[I], IsThere ? Log : "", Trouble});
  }
  return Found;
}

llvm::Expected<std::vector<const Unit *>>
Graph::readersOf(const std::set<std::string> &Files, Spellings &Spelled) const {
  auto Said = outputOf({How.Tools.Ninja, "-C", State, "-t", "deps"});
  if (!Said)
    return Said.takeError();
  llvm::StringMap<std::string> Real;
  auto IsOneOf = [&](llvm::StringRef Name) {
    auto Entry = Real.try_emplace(Name);
    if (Entry.second)
      Entry.first->second = realPath(Name.str());
    const std::string &File = Entry.first->second;
    // A name that ninja has not read right, or a file that has gone since.
    if (!fs::exists(File))
      return true;
    if (!Files.count(File))
      return false;
    Spelled[File].insert(Name.str());
    return true;
  };
  // A line for each log, and below it, indented, one for each file.
  std::set<std::string> Readers;
  std::string Log;
  llvm::StringRef Rest = *Said, Line;
  while (!Rest.empty()) {
    std::tie(Line, Rest) = Rest.split('\n');
    if (!compat::startsWith(Line, " "))
      Log = Line.split(": ").first.str();
    else if (IsOneOf(Line.trim()))
      Readers.insert(Log);
  }
  std::vector<const Unit *> Found;
  for (size_t I = 0; I != Units.size(); ++I)
    if (IsOneOf(Units[I].File) || Readers.count(Logs[I]))
      Found.push_back(&Units[I]);
  return Found;
}
