//===- Work.cpp - Work that is done, and its results ----------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Work.h"
#include "Files.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace closewait;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

llvm::Error closewait::perform(const Graph &Work, Graph::Until Stage) {
  if (llvm::Error E = Work.write())
    return E;
  switch (Work.run(Stage)) {
  case Ran::Whole:
    return llvm::Error::success();
  case Ran::Interrupted:
    return failure("interrupted: the next run takes over the results so far, "
                   "and continues");
  case Ran::Never:
    return failure("ninja failed: see its message above");
  }
  llvm_unreachable("no such end");
}

llvm::Error closewait::add(const Outcome &O, Report &What) {
  ++What.Units;
  What.Idle += O.IsIdle;
  if (!O.Log.empty())
    return readLog(O.Log, What);
  What.Failures.push_back({O.Of->File, O.Trouble});
  return llvm::Error::success();
}

llvm::Error closewait::addAll(const Graph &Work, Report &What) {
  for (const Outcome &O : Work.outcomes())
    if (llvm::Error E = add(O, What))
      return E;
  return llvm::Error::success();
}

/// Removes all entries of \p Folder but \p Name.
static void keepOnly(llvm::StringRef Name, const std::string &Folder) {
  std::error_code Failed;
  for (fs::directory_iterator I(Folder, Failed), End; !Failed && I != End;
       I.increment(Failed))
    if (path::filename(I->path()) != Name)
      fs::remove_directories(I->path());
}

std::string closewait::overlayIn(const std::string &State) {
  return State + "/overlay.yaml";
}

std::string closewait::stateAt(const std::string &Commit,
                               const std::string &State) {
  std::string Folder = State + "/since";
  keepOnly(Commit, Folder);
  return Folder + "/" + Commit;
}

llvm::Error closewait::goBack(Graph &Then, const Plan &Old, const Graph &Now,
                              const Changes &Since, const Spellings &Spelled,
                              const Graph::IsOne &Differs) {
  if (llvm::Error E = writeOverlay(contentsBefore(Since, Spelled), Old.Overlay))
    return E;
  if (!Old.Facts)
    return llvm::Error::success();
  Then.takeFacts(Now, [&](const Unit &U) { return !Differs(U); });
  return perform(Then, Graph::Until::Known);
}
