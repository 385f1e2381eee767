//===- Job.cpp - The analysis of one open file, in its own process --------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Job.h"
#include "Files.h"
#include "Json.h"

#include "llvm/Support/FileSystem.h"

#include <csignal>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace closewait;
using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace json = llvm::json;

Job::Job(pid_t Child, int Pipe, const Task &What)
    : Child(Child), Pipe(Pipe), File(What.File), Folder(What.Folder),
      Seconds(What.Seconds) {}

Job::Job(Job &&Other)
    : Child(Other.Child), Pipe(Other.Pipe), File(std::move(Other.File)),
      Folder(std::move(Other.Folder)), Told(std::move(Other.Told)),
      Seconds(Other.Seconds), IsLate(Other.IsLate) {
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
  if (Child == 0) {
    // The end that tells when all is over is for clang, too.
    fcntl(Ends[1], F_SETFD, 0);
    carryOut(What, Ends[1]);
  }
  close(Ends[1]);
  if (Child < 0) {
    close(Ends[0]);
    return failure("no process");
  }
  setpgid(Child, Child); // Whoever comes first.
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

/// The first error in what clang has said to \p File, or that there is none.
static std::string errorIn(const std::string &File) {
  static constexpr char Unknown[] = "its analysis failed";
  auto Said = readFile(File);
  if (!Said) {
    llvm::consumeError(Said.takeError());
    return Unknown;
  }
  StringRef Rest = *Said, Line;
  while (!Rest.empty()) {
    std::tie(Line, Rest) = Rest.split('\n');
    if (Line.contains("error: ")) {
      Line.consume_front("error: ");
      return Line.trim().str();
    }
  }
  return Unknown;
}

/// The names behind the colon of the makefile rule in \p File.
static std::set<std::string> namesIn(const std::string &File) {
  std::set<std::string> Names;
  auto Rule = readFile(File);
  if (!Rule) {
    llvm::consumeError(Rule.takeError());
    return Names;
  }
  StringRef Rest = StringRef(*Rule).split(": ").second;
  std::string Name;
  auto Take = [&] {
    if (!Name.empty())
      Names.insert(std::move(Name));
    Name.clear();
  };
  // Clang writes a blank as "\ ", "#" as "\#" and "$" as "$$".
  for (size_t I = 0; I < Rest.size(); ++I) {
    char C = Rest[I], Next = I + 1 < Rest.size() ? Rest[I + 1] : '\n';
    if (C == '\\' && Next == '\n')
      ++I;
    else if ((C == '\\' && (Next == ' ' || Next == '#')) ||
             (C == '$' && Next == '$'))
      Name += Rest[++I];
    else if (C == ' ' || C == '\n')
      Take();
    else
      Name += C;
  }
  Take();
  return Names;
}

/// Has what is said of \p Old in \p All be said of \p New.
static void rename(std::vector<Finding> &All, const std::string &Old,
                   const std::string &New) {
  auto Rename = [&](Place &At) {
    if (At.File == Old)
      At.File = New;
  };
  for (Finding &F : All) {
    Rename(F.At);
    for (std::vector<Step> *Steps : {&F.Path, &F.Notes})
      for (Step &Each : *Steps)
        Rename(Each.At);
    for (Insertion &Part : F.Repair)
      Rename(Part.At);
  }
}

/// Takes what the child has told, before it was clang.
static void hear(StringRef Told, JobResult &Found) {
  StringRef Line;
  while (!Told.empty()) {
    std::tie(Line, Told) = Told.split('\n');
    auto Value = parseJson(Line);
    if (!Value) {
      llvm::consumeError(Value.takeError());
      continue;
    }
    const json::Object *O = Value->getAsObject();
    Found.Why = textOf(O, "prevented");
    if (!Found.Why.empty())
      Found.How = JobResult::Prevented;
    else if (isTrueAt(O, {}, "skipped"))
      Found.How = JobResult::Skipped;
    else
      Found.Used = compilationIn(O);
  }
}

JobResult Job::result() {
  JobResult Found;
  int Status = 0;
  waitpid(Child, &Status, 0);
  Child = 0;
  hear(Told, Found);
  if (Found.How == JobResult::Skipped || Found.How == JobResult::Prevented)
    return Found;
  Found.Read = namesIn(Folder + "/deps");
  if (IsLate) {
    Found.How = JobResult::Late;
    Found.Why =
        "its analysis was ended after " + std::to_string(Seconds) + " s";
  } else if (WIFSIGNALED(Status)) {
    Found.How = JobResult::Crashed;
    Found.Why = std::string("its analysis was ended by a signal: ") +
                strsignal(WTERMSIG(Status));
  } else if (Status != 0) {
    Found.How = JobResult::Errors;
    Found.Why = errorIn(Folder + "/said");
  } else if (!fs::exists(Folder + "/log")) {
    Found.Why = "its analysis left nothing";
  } else if (llvm::Error E = readLog(Folder + "/log", Found.What)) {
    Found.Why = llvm::toString(std::move(E));
  } else {
    Found.How = JobResult::Done;
    rename(Found.What.Found, Task::standIn(File, Folder), File);
  }
  return Found;
}
