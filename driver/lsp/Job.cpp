//===- Job.cpp - The analysis of one open file, in its own process --------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Job.h"
#include "Child.h"
#include "Files.h"
#include "Json.h"

#include "llvm/Support/FileSystem.h"

#include <csignal>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace closewait;
namespace fs = llvm::sys::fs;

Job::Job(pid_t Child, int Pipe, const Task &What)
    : Child(Child), Pipe(Pipe), Folder(What.Folder), Seconds(What.Seconds) {}

Job::Job(Job &&Other)
    : Child(Other.Child), Pipe(Other.Pipe), Folder(std::move(Other.Folder)),
      Told(std::move(Other.Told)), Seconds(Other.Seconds),
      IsLate(Other.IsLate) {
  Other.Child = -1;
  Other.Pipe = -1;
}

Job::~Job() {
  if (Pipe >= 0)
    close(Pipe);
  if (Child > 0) {
    kill();
    waitpid(Child, nullptr, 0);
  }
  if (Child >= 0)
    fs::remove_directories(Folder);
}

llvm::Expected<Job> Job::start(const Task &What) {
  if (std::error_code Failed = fs::create_directories(What.Folder))
    return failure("cannot make '" + What.Folder + "': " + Failed.message());
  int Ends[2];
  if (pipe2(Ends, O_CLOEXEC) != 0)
    return failure("no pipe");
  pid_t Child = fork();
  if (Child == 0)
    carryOut(What, Ends[1]);
  close(Ends[1]);
  if (Child < 0) {
    close(Ends[0]);
    return failure("no process");
  }
  setpgid(Child, Child); // Parent and child both do it: one of them is first.
  fcntl(Ends[0], F_SETFL, O_NONBLOCK);
  return Job(Child, Ends[0], What);
}

bool Job::read() {
  char Buffer[4096];
  for (;;) {
    ssize_t Got = ::read(Pipe, Buffer, sizeof Buffer);
    if (Got > 0)
      Told.append(Buffer, size_t(Got));
    else
      return Got == 0 || (errno != EAGAIN && errno != EINTR);
  }
}

void Job::kill() const { ::kill(-Child, SIGKILL); }

void Job::killLate() {
  IsLate = true;
  kill();
}

JobResult Job::result() {
  int Status = 0;
  while (waitpid(Child, &Status, 0) < 0 && errno == EINTR)
    ;
  Child = 0;
  JobResult Found;
  if (IsLate) {
    Found.How = JobResult::Late;
    Found.Why =
        "its analysis was ended after " + std::to_string(Seconds) + " s";
    return Found;
  }
  auto Value = parseJson(Told);
  if (Value)
    return jobResultIn(Value->getAsObject());
  llvm::consumeError(Value.takeError());
  Found.Why = "another program ended its analysis";
  return Found;
}
