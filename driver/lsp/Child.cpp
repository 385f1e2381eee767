//===- Child.cpp - What the child of an analysis does ---------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Child.h"
#include "AllowedFlags.h"
#include "ClangOutput.h"
#include "ClangdConfig.h"
#include "Files.h"
#include "Graph.h"
#include "Overlay.h"
#include "Setup.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/GlobPattern.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace closewait;
using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

/// Editor and clangd come first.
static constexpr int Niceness = 5;
static constexpr rlim_t MostMemory = rlim_t(DefaultMemory) << 20;

/// Makes the child one that can be killed with all that it starts, and that
/// takes little.
static void moveAside(const Task &What, int Pipe) {
  // More than the parent ever has: as long as one of them is open here, clangd
  // does not see that the editor has gone.
  static constexpr int MostFds = 1024;
  for (int Fd = STDERR_FILENO + 1; Fd < MostFds; ++Fd)
    if (Fd != Pipe)
      close(Fd);
  setpgid(0, 0);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  for (int Signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE})
    signal(Signal, SIG_DFL);
  (void)!nice(Niceness);
  rlimit Memory{MostMemory, MostMemory}, Core{0, 0};
  setrlimit(RLIMIT_AS, &Memory);
  setrlimit(RLIMIT_CORE, &Core);
  int Null = open("/dev/null", O_RDWR | O_CLOEXEC);
  dup2(Null, STDIN_FILENO);
  dup2(Null, STDOUT_FILENO);
  int Said = open((What.Folder + "/said").c_str(),
                  O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  dup2(Said < 0 ? Null : Said, STDERR_FILENO);
}

/// Writes what the editor has, and what shows it to clang.
static llvm::Error writeOpen(const Task &What, const std::string &Overlay) {
  Contents Shown, Meant;
  size_t Number = 0;
  for (const auto &Each : What.Open.all()) {
    const Document &D = Each.second;
    std::string Copy = What.Folder + "/open-" + std::to_string(++Number);
    if (llvm::Error E = writeFile(Copy, D.Text))
      return E;
    // A file may be open by several names, each with a text of its own: each is
    // shown by its name, and where something else is read, the one that counts.
    Contents &Into = D.Path == What.File ? Meant : Shown;
    Into[D.Path] = Copy;
    Into.try_emplace(D.Real, Copy);
    auto Others = What.Spelled.find(D.Path);
    if (Others != What.Spelled.end())
      for (const std::string &Name : Others->second)
        Into.try_emplace(Name, Copy);
  }
  Meant.insert(Shown.begin(), Shown.end());
  return writeOverlay(Meant, Overlay);
}

/// Whether the project's settings leave \p File out.
static bool isSkipped(const Settings &Set, StringRef Root, StringRef File) {
  for (const std::string &Pattern : Set.Skip) {
    auto Glob = llvm::GlobPattern::create(Pattern);
    if (!Glob)
      llvm::consumeError(Glob.takeError());
    else if (Glob->match(relativeTo(Root, File)))
      return true;
  }
  return false;
}

/// Whether \p File holds what a run of `closewait check` has written there.
static bool isKnown(const std::string &File) {
  auto Text = readFile(File);
  if (Text)
    return holdsSeal(*Text);
  llvm::consumeError(Text.takeError());
  return false;
}

/// Writes the arguments of clang for \p Used to \p File.
static llvm::Error writeArguments(const Task &What, const Compilation &Used,
                                  const Settings &Set,
                                  const std::string &File) {
  Plan How;
  How.Tools = What.Tools;
  How.Models = Set.Models;
  if (!Set.Checkers.empty())
    How.Checkers = Set.Checkers;
  How.Overlay = What.Folder + "/overlay.yaml";
  if (llvm::Error E = writeOpen(What, How.Overlay))
    return E;
  std::string Words = commonArguments(How) + " " + outputArguments("log");
  // What a run of `closewait check` has found out about other files.
  std::set<std::string> LeftOut;
  Unit Meant = Used.Of;
  Meant.Arguments = allowedFlags(Meant.Arguments, LeftOut);
  std::string Known = stateIn(Used.folder()) + "/" + nameOf(Meant) + ".known";
  if (!Used.Database.empty() && isKnown(Known))
    Words += " " + knownArguments(Known);
  // `.clangd` speaks of the flags as the database has them.
  Meant = Used.Of;
  adjust(clangdConfigFor(Meant.File), Meant.Arguments);
  std::map<std::string, unsigned> Dropped;
  clean(Meant.Arguments, Meant.File, Dropped);
  Meant.Arguments = allowedFlags(Meant.Arguments, LeftOut);
  if (!fs::exists(Meant.File)) {
    Meant.File = Task::standIn(What.File, What.Folder);
    How.ExtraArgs.insert(How.ExtraArgs.end(),
                         {"-iquote", path::parent_path(What.File).str()});
    if (llvm::Error E =
            writeFile(Meant.File, What.Open.all().at(What.File).Text))
      return E;
  }
  Words += " " + writingArguments("log", What.Folder + "/log") + " " +
           writingArguments("depfile", What.Folder + "/deps") + " " +
           argumentsFor(How, Meant);
  return writeFile(File, Words);
}

/// Has clang do what the response file \p Words says, in \p Directory.
/// \returns how it has ended, as waitpid(2) has it, or an error where it could
/// not be started.
static llvm::Expected<int> runClang(const Toolchain &Tools,
                                    const std::string &Directory,
                                    const std::string &Words) {
  if (std::error_code Failed = fs::set_current_path(Directory))
    return failure("no folder '" + Directory + "': " + Failed.message());
  std::string Response = "@" + Words;
  pid_t Clang = fork();
  if (Clang == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    execl(Tools.Clang.c_str(), Tools.Clang.c_str(), Response.c_str(),
          static_cast<char *>(nullptr));
    _exit(127);
  }
  int Status = 0;
  if (Clang < 0 || waitpid(Clang, &Status, 0) < 0 ||
      (WIFEXITED(Status) && WEXITSTATUS(Status) == 127))
    return failure("cannot run '" + Tools.Clang + "'");
  return Status;
}

/// Does \p What.  \returns an error where clang has not been started.
static llvm::Error carryOut(const Task &What, JobResult &Found) {
  if (!What.IsToolKnown)
    if (Toolchain Tools = What.Tools; llvm::Error E = matchVersion(Tools))
      return E;
  auto Used = compilationOf(What.File, What.Wishes, What.Before);
  if (!Used)
    return Used.takeError();
  Found.Used = std::move(*Used);
  auto Set = readSettings(Found.Used.folder());
  if (!Set)
    return Set.takeError();
  std::string Root = rootOf(Found.Used.folder(), Set->File);
  if (isSkipped(*Set, Root, What.File)) {
    Found.How = JobResult::Skipped;
    return llvm::Error::success();
  }
  std::string Words = What.Folder + "/arguments";
  if (llvm::Error E = writeArguments(What, Found.Used, *Set, Words))
    return E;
  auto Status = runClang(What.Tools, Found.Used.Of.Directory, Words);
  if (!Status)
    return Status.takeError();
  readOutput(What, *Status, *Set, Root, Found);
  return llvm::Error::success();
}

void closewait::carryOut(const Task &What, int Pipe) {
  moveAside(What, Pipe);
  JobResult Found;
  if (llvm::Error E = ::carryOut(What, Found)) {
    Found.How = JobResult::Prevented;
    Found.Why = llvm::toString(std::move(E));
  }
  {
    llvm::raw_fd_ostream Out(Pipe, /*shouldClose=*/true);
    Out << toJson(Found) << "\n";
  }
  _exit(0);
}
