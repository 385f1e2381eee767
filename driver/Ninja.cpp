//===- Ninja.cpp - ninja, at work -----------------------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Ninja.h"
#include "Compat.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/raw_ostream.h"

#include <csignal>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace closewait;
namespace fs = llvm::sys::fs;

namespace {
// ninja ends its commands when it is asked to end.  We pass our signal to it.
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

namespace {
/// A process that waits with a unit (checker/Parking.h) watches a pipe, and we
/// hold the other end of it.
class Life {
public:
  explicit Life(bool IsWanted) {
    int Ends[2];
    if (!IsWanted || pipe(Ends) != 0)
      return;
    Theirs = Ends[0];
    Ours = Ends[1];
    fcntl(Ours, F_SETFD, FD_CLOEXEC);
    setenv("CLOSEWAIT_LIFE", std::to_string(Theirs).c_str(), /*replace=*/1);
    // They are our children in the end, and what they take counts as ours.
    prctl(PR_SET_CHILD_SUBREAPER, 1);
  }
  ~Life() {
    if (Ours < 0)
      return;
    unsetenv("CLOSEWAIT_LIFE");
    close(Theirs);
    close(Ours);
    while (waitpid(-1, nullptr, 0) > 0)
      ;
  }

private:
  int Theirs = -1, Ours = -1;
};
} // namespace

Ninja::Ended Ninja::build(llvm::StringRef Target) const {
  std::string Limit = "-j" + std::to_string(Jobs);
  llvm::SmallVector<llvm::StringRef, 8> Words = {Program, "-k", "0"};
  if (Jobs != 0)
    Words.push_back(Limit);
  Words.push_back(Target);
  int Nowhere = Quiet ? open("/dev/null", O_WRONLY | O_CLOEXEC) : -1;
  Life Lasts(Parks);
  SignalRelay Relay;
  pid_t Started = startIn(Folder, Words, Quiet ? Nowhere : STDERR_FILENO);
  Child = Started;
  int Status = 0;
  if (Started)
    waitpid(Started, &Status, 0);
  if (Quiet)
    close(Nowhere);
  if (!Started)
    return Never;
  if (!WIFEXITED(Status) || WEXITSTATUS(Status) > 1)
    return Interrupted;
  return WEXITSTATUS(Status) == 0 ? Whole : Failed;
}
