//===- ClangOutput.cpp - What clang has left of an analysis ---------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ClangOutput.h"
#include "Conclude.h"
#include "Files.h"

#include "llvm/Support/FileSystem.h"

#include <cstring>
#include <sys/wait.h>

using namespace closewait;
using llvm::StringRef;
namespace fs = llvm::sys::fs;

/// Why clang, which has said so to \p File, has failed.
static std::string reasonIn(const std::string &File) {
  static constexpr char Unknown[] = "its analysis failed";
  auto Said = readFile(File);
  if (!Said) {
    llvm::consumeError(Said.takeError());
    return Unknown;
  }
  std::string Error = errorIn(*Said);
  StringRef Reason = Error;
  Reason.consume_front("error: ");
  return Reason.empty() ? Unknown : Reason.trim().str();
}

/// The names behind the colon of the makefile rule in \p File, and what they
/// are.
static std::map<std::string, std::string> namesIn(const std::string &File) {
  std::map<std::string, std::string> Names;
  auto Rule = readFile(File);
  if (!Rule) {
    llvm::consumeError(Rule.takeError());
    return Names;
  }
  StringRef Rest = StringRef(*Rule).split(": ").second;
  std::string Name;
  auto Take = [&] {
    if (!Name.empty())
      Names[Name] = realPath(Name);
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

/// What of \p All counts in the project, and where it is in the editor.
static void showFindings(Report All, const Task &What, const Settings &Set,
                         const std::string &Root, JobResult &Found) {
  rename(All.Found, Task::standIn(What.File, What.Folder), What.File);
  Wishes Wanted;
  Wanted.Suppressions = Set.Suppressions;
  if (llvm::Error E = prepare(Wanted, Set.Baseline))
    Found.Remark = llvm::toString(std::move(E));
  Extras None;
  Verdicts Said;
  decide(All, Wanted, Root, None, Said);
  Conversion Convert(What.Open, What.In);
  for (const Finding &F : All.Found)
    if (F.counts())
      Found.Marks.push_back(Convert(F));
}

void closewait::readOutput(const Task &What, int Status, const Settings &Set,
                           const std::string &Root, JobResult &Found) {
  const std::string &Folder = What.Folder;
  Found.Read = namesIn(Folder + "/deps");
  Report All;
  if (WIFSIGNALED(Status)) {
    Found.How = JobResult::Crashed;
    Found.Why = std::string("a signal ended its analysis: ") +
                strsignal(WTERMSIG(Status));
  } else if (Status != 0) {
    Found.How = JobResult::Errors;
    Found.Why = reasonIn(Folder + "/said");
  } else if (!fs::exists(Folder + "/log")) {
    Found.Why = "its analysis has no result";
  } else if (llvm::Error E = readLog(Folder + "/log", All)) {
    Found.Why = llvm::toString(std::move(E));
  } else {
    Found.How = JobResult::Done;
    showFindings(std::move(All), What, Set, Root, Found);
  }
}
