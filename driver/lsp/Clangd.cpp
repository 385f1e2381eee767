//===- Clangd.cpp - The user's clangd, and what it is told ----------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Clangd.h"
#include "Compat.h"
#include "Files.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Program.h"

#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <sys/prctl.h>
#include <unistd.h>

using namespace closewait;
using llvm::StringRef;

/// In the environment of the clangd that we start: it must not be closewait too.
static constexpr char Mark[] = "CLOSEWAIT_CLANGD";

/// Takes the value of the option \p Name off \p Words, if it comes first there.
static bool takeOption(StringRef Name, llvm::ArrayRef<std::string> &Words,
                       std::string &Value) {
  StringRef Word = Words.front();
  bool IsOption = Word.consume_front("-");
  Word.consume_front("-");
  if (!IsOption || !Word.consume_front(Name))
    return false;
  if (Word.consume_front("="))
    Value = Word.str();
  else if (!Word.empty() || Words.size() < 2)
    return false;
  else {
    Value = Words[1];
    Words = Words.drop_front();
  }
  Words = Words.drop_front();
  return true;
}

LspOptions::LspOptions(const std::vector<std::string> &Arguments) {
  std::string Folder, Number;
  llvm::SmallVector<StringRef, 8> Set;
  const char *Flags = getenv("CLANGD_FLAGS");
  StringRef(Flags ? Flags : "").split(Set, ' ', -1, /*KeepEmpty=*/false);
  std::vector<std::string> Known(Set.begin(), Set.end());
  for (llvm::ArrayRef<std::string> Rest = Known; !Rest.empty();)
    if (!takeOption("compile-commands-dir", Rest, Folder))
      Rest = Rest.drop_front();
  for (llvm::ArrayRef<std::string> Rest = Arguments; !Rest.empty();) {
    llvm::ArrayRef<std::string> Here = Rest;
    if (takeOption("closewait-clangd", Rest, Clangd) ||
        takeOption("closewait-clang", Rest, Clang))
      continue;
    if (takeOption("closewait-timeout", Rest, Number)) {
      if (StringRef(Number).getAsInteger(10, Seconds) || Seconds == 0)
        Wrong = Here.front();
      continue;
    }
    if (compat::startsWith(Rest.front(), "--closewait-"))
      Wrong = Rest.front();
    if (!takeOption("compile-commands-dir", Rest, Folder)) {
      Unknown.push_back(Rest.front());
      Rest = Rest.drop_front();
    }
    ForClangd.insert(ForClangd.end(), Here.begin(), Here.end() - Rest.size());
  }
  if (!Folder.empty())
    DatabaseFolder = absolute(Folder);
}

static llvm::Expected<std::string> findClangd(const std::string &Wanted) {
  namespace sys = llvm::sys;
  if (getenv(Mark))
    return failure("the clangd in the PATH is closewait itself: name the "
                   "real one with --closewait-clangd=PATH");
  if (!Wanted.empty()) {
    auto Found = sys::findProgramByName(Wanted);
    if (Found && sys::fs::can_execute(*Found))
      return *Found;
    return failure("no clangd at '" + Wanted + "'");
  }
  for (const std::string &Name :
       {std::string("clangd"), "clangd-" + compat::major()})
    if (auto Found = sys::findProgramByName(Name))
      return *Found;
  if (auto Found = sys::findProgramByName("clangd", {CLOSEWAIT_LLVM_BIN}))
    return *Found;
  return failure("no clangd in the PATH: install it, say where it is with "
                 "--closewait-clangd=PATH, or use `closewait lsp`, which needs "
                 "none");
}

llvm::Expected<Process> closewait::startClangd(const LspOptions &Options) {
  auto Clangd = findClangd(Options.Clangd);
  if (!Clangd)
    return Clangd.takeError();
  int In[2], Out[2];
  if (pipe2(In, O_CLOEXEC) != 0 || pipe2(Out, O_CLOEXEC) != 0)
    return failure("no pipe to clangd");
  std::vector<char *> Words{&(*Clangd)[0]};
  for (const std::string &Argument : Options.ForClangd)
    Words.push_back(const_cast<char *>(Argument.c_str()));
  Words.push_back(nullptr);
  pid_t Child = fork();
  if (Child == 0) {
    for (int Signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE})
      signal(Signal, SIG_DFL);
    // A signal that kills us is meant for clangd, too.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    dup2(In[0], STDIN_FILENO);
    dup2(Out[1], STDOUT_FILENO);
    setenv(Mark, "1", /*replace=*/1);
    execv(Words[0], Words.data());
    _exit(127);
  }
  close(In[0]);
  close(Out[1]);
  if (Child < 0)
    return failure("clangd cannot be started");
  // We never wait for it to read.
  fcntl(In[1], F_SETFL, O_NONBLOCK);
  return Process{int(Child), In[1], Out[0]};
}
