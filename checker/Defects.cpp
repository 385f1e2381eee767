//===- Defects.cpp - Which findings are one defect ------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Defects.h"
#include "Places.h"

using namespace clang;
using namespace ento;
using namespace closewait;

/// The condition at which the path learnt of the hang-up.
static const Stmt *whereLearnt(const Finding &F) {
  for (const ExplodedNode *N = F.Node; N; N = N->getFirstPred())
    if (learnsOfHangup(N))
      return N->getStmtForDiagnostics();
  return nullptr;
}

const void *closewait::identityOf(const Finding &F) {
  if (F.Event)
    return whereLearnt(F);
  if (F.Entry.State.endedByWrite())
    return F.Entry.Write.Call;
  if (F.Entry.State.hasEnded() && F.Entry.Last)
    return F.Entry.Last;
  return F.Entry.Opened ? static_cast<const void *>(F.Entry.Opened) : F.Fd;
}

/// Whether \p A speaks of the same defect as \p B and says it better.
static bool isBetter(const Finding &A, const Finding &B) {
  bool SamePlace = isSamePlace(A, B);
  // A socket that is also lost where the write succeeded is lost in any case.
  bool SameSocket = SamePlace && A.Fd == B.Fd;
  if (SameSocket && A.Is == Verdict::Leaked && B.Entry.State.endedByWrite())
    return true;
  if (SameSocket && B.Is == Verdict::Leaked && A.Entry.State.endedByWrite())
    return false;
  if (identityOf(A) != identityOf(B) && !SamePlace)
    return false;
  // What a 0 leads to and what an error leads to, elsewhere, are two.
  const SocketState &StateA = A.Entry.State, &StateB = B.Entry.State;
  if (!SamePlace && A.Is != B.Is && StateA.hasEnded() && StateB.hasEnded() &&
      StateA.phase() != StateB.phase())
    return false;
  if (A.Is != B.Is)
    return A.Is < B.Is;
  return A.Entry.State.isPeerClosed() && !B.Entry.State.isPeerClosed();
}

/// Whether \p A and \p B are one defect, seen on two paths.  Each place that
/// leaks a socket is one to repair; but what is lost at the next turn of the
/// loop that opens sockets is also lost behind the loop.
static bool isTwin(const Finding &A, const Finding &B) {
  if (A.Is != B.Is)
    return false;
  if (isSamePlace(A, B))
    return true;
  if (identityOf(A) != identityOf(B))
    return false;
  return A.Is != Verdict::Leaked || isBehindLoopOf(A, B) ||
         isBehindLoopOf(B, A);
}

std::vector<Finding> closewait::defects(std::vector<Finding> Found,
                                        const SourceManager &SM) {
  std::stable_sort(
      Found.begin(), Found.end(), [&](const Finding &A, const Finding &B) {
        return SM.isBeforeInTranslationUnit(placeOf(A), placeOf(B));
      });
  // What something better hides can hide nothing itself.
  auto IsBestOf = [](const std::vector<Finding> &All, const Finding &F) {
    return llvm::none_of(
        All, [&](const Finding &Other) { return isBetter(Other, F); });
  };
  std::vector<Finding> Best, Shown;
  llvm::copy_if(Found, std::back_inserter(Best),
                [&](const Finding &F) { return IsBestOf(Found, F); });
  for (const Finding &F : Found) {
    bool IsTold = llvm::any_of(
        Shown, [&](const Finding &Other) { return isTwin(Other, F); });
    if (!F.Silent && IsBestOf(Best, F) && !IsTold)
      Shown.push_back(F);
  }
  return Shown;
}
