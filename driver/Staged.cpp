//===- Staged.cpp - The findings that a commit would bring ----------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Staged.h"
#include "Files.h"
#include "Work.h"

#include "clang/Driver/Types.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/WithColor.h"
#include "llvm/Support/raw_ostream.h"

using namespace closewait;
namespace path = llvm::sys::path;
namespace types = clang::driver::types;

using Units = std::set<const Unit *>;

static bool noUnit(const Unit &) { return false; }

/// Adds the units of \p Work that read one of \p Files to \p Readers.
static void addReaders(const Graph &Work, const std::set<std::string> &Files,
                       Spellings &Spelled, Units &Readers) {
  auto Found = Work.readersOf(Files, Spelled);
  Readers.insert(Found.begin(), Found.end());
}

/// Whether the name of \p File is one of a C or C++ source or header.
static bool isCode(llvm::StringRef File) {
  types::ID Kind = types::lookupTypeForExtension(
      path::extension(File).drop_while([](char C) { return C == '.'; }));
  return Kind == types::TY_C || Kind == types::TY_CHeader || types::isCXX(Kind);
}

/// Names the code in \p Staged that no unit reads: no key of \p Spelled.
static void nameUnread(const Changes &Staged, const Spellings &Spelled,
                       llvm::StringRef Root) {
  for (const std::string &File : Staged.Files)
    if (isCode(File) && !Staged.Removed.count(File) && !Spelled.count(File))
      llvm::WithColor::warning(llvm::errs(), "closewait")
          << "not analysed, since no unit of the database reads it: "
          << relativeTo(Root, File) << "\n";
}

namespace {
/// One run of `closewait check --staged`.
class StagedRun {
public:
  StagedRun(const Setup &Here, Stages Git)
      : Here(Here), Git(std::move(Git)), Asking(Here.How), InIndex(Here.How),
        AtHead(Here.How) {
    // The facts say which files a unit reads: they are asked always.
    Asking.Facts = true;
  }

  llvm::Error go(Report &Now, Report &Before);

  /// The contents of the index that differ from the working tree.
  Contents copies() const { return contentsBefore(Git.Unstaged, Spelled); }

private:
  llvm::Error enterIndex(Graph &Index, const Graph &Lying);
  llvm::Error compare(Graph &Index, Report &Now, Report &Before);
  void noteMissing(Report &Now) const;

  const Setup &Here;
  const Stages Git;
  Plan Asking, InIndex, AtHead;
  Spellings Spelled;
  Units Unstaged; ///< Units whose index contents differ from the working tree.
  Units Touched;  ///< Units that read a staged file.
};
} // namespace

/// Makes \p Index the work on the contents of the index, where \p Lying is the
/// work on those of the working tree, and adds its readers of staged files.
llvm::Error StagedRun::enterIndex(Graph &Index, const Graph &Lying) {
  Index.leaveOut([&](const Unit &U) {
    return Git.Staged.Removed.count(realPath(U.File)) != 0;
  });
  if (Unstaged.empty())
    return InIndex.Facts ? perform(Index, Graph::Until::Known)
                         : llvm::Error::success();
  auto Differs = [&](const Unit &U) { return Unstaged.count(&U) != 0; };
  if (llvm::Error E =
          goBack(Index, InIndex, Lying, Git.Unstaged, Spelled, Differs))
    return E;
  if (InIndex.Facts)
    addReaders(Index, Git.Staged.Files, Spelled, Touched);
  else
    Touched.insert(Unstaged.begin(), Unstaged.end());
  return llvm::Error::success();
}

/// Analyses the units that the staged changes reach, in the index and, where
/// there is one, at the last commit.
llvm::Error StagedRun::compare(Graph &Index, Report &Now, Report &Before) {
  auto IsTouched = [&](const Unit &U) { return Touched.count(&U) != 0; };
  if (Git.Staged.Commit.empty()) {
    Index.analyzeOnly([&](const Unit &U) { return U.IsAsked && IsTouched(U); });
    if (llvm::Error E = perform(Index))
      return E;
    return addAll(Index, Now);
  }
  std::string State = stateAt(Git.Staged.Commit, Here.State);
  AtHead.Overlay = overlayIn(State);
  Graph Head(AtHead, Here.Project.Units, State);
  Head.leaveOut([&](const Unit &U) {
    return Git.Staged.Added.count(realPath(U.File)) != 0;
  });
  if (llvm::Error E =
          goBack(Head, AtHead, Index, Git.Staged, Spelled, IsTouched))
    return E;
  auto IsReached = [&](const Unit &U) {
    return U.IsAsked &&
           (IsTouched(U) || (AtHead.Facts && !Head.knowsTheSame(Index, U)));
  };
  Index.analyzeOnly(IsReached);
  Head.analyzeOnly(IsReached);
  for (Graph *Work : {&Index, &Head}) {
    if (llvm::Error E = perform(*Work))
      return E;
    if (llvm::Error E = addAll(*Work, Work == &Index ? Now : Before))
      return E;
  }
  return llvm::Error::success();
}

/// Clang cannot be shown a source that only the index has.
void StagedRun::noteMissing(Report &Now) const {
  for (const Unit &U : Here.Project.Missing)
    if (Git.Staged.Files.count(U.File) && !Git.Staged.Removed.count(U.File)) {
      ++Now.Units;
      Now.Failures.push_back({U.File, "staged, but not in the working tree"});
    }
}

llvm::Error StagedRun::go(Report &Now, Report &Before) {
  noteMissing(Now);
  Graph Lying(Asking, Here.Project.Units, Here.State);
  Lying.analyzeOnly(noUnit);
  if (llvm::Error E = perform(Lying, Graph::Until::Facts))
    return E;
  addReaders(Lying, Git.Unstaged.Files, Spelled, Unstaged);
  addReaders(Lying, Git.Staged.Files, Spelled, Touched);
  std::string State = Here.State;
  if (!Unstaged.empty()) {
    State += "/staged";
    InIndex.Overlay = overlayIn(State);
  }
  Graph Index(InIndex, Here.Project.Units, State);
  Index.analyzeOnly(noUnit);
  if (!Unstaged.empty() || !Touched.empty())
    if (llvm::Error E = enterIndex(Index, Lying))
      return E;
  nameUnread(Git.Staged, Spelled, Here.Root);
  return Touched.empty() ? llvm::Error::success() : compare(Index, Now, Before);
}

llvm::Error closewait::analyzeStaged(const Setup &Here, Report &Index,
                                     Extras &Beside) {
  Report &Head = Beside.Before.emplace();
  auto Git = stagesOf(Here.Root, Here.State);
  if (!Git)
    return Git.takeError();
  if (Git->Staged.Files.empty())
    return llvm::Error::success();
  StagedRun Run(Here, std::move(*Git));
  if (llvm::Error E = Run.go(Index, Head))
    return E;
  Beside.Copies = Run.copies();
  return llvm::Error::success();
}
