//===- SecondLook.h - Functions that a caller's budget cut off --*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The analyzer looks at a function once: by itself, or inlined into a caller.
// Where the caller's budget ends first, what was inlined into it is never seen
// whole: a server whose handlers are static functions below main() would hide
// its defects there.  And a callee whose loop once ran into the limit is
// inlined nowhere any more: a server whose helper reads line by line would hide
// those of all its callers but the first.  Behind a loop of a constant number
// of turns the analyzer never comes, and where the counter of a loop is a
// descriptor it sees the first few numbers only.  So at the end of the unit
// each such function that can reach a socket gets a run of its own, in which
// nothing has run into any limit yet.  Of that run only this plugin's findings
// are shown: the other checkers find what they find without us.
// All looks of a unit together take no more steps than the analyzer may take
// for one function, so that a unit's time stays within its bounds; and a look
// that has come far and to no socket is given up.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_SECONDLOOK_H
#define CLOSEWAIT_SECONDLOOK_H

#include "Reach.h"

#include "llvm/ADT/DenseSet.h"

namespace clang {
class CallGraph;
class CallGraphNode;
} // namespace clang

namespace closewait {

class SecondLook {
public:
  /// A run enters \p Function: it starts there, or inlines it.
  void enters(const clang::Decl *Function, bool Starts);

  /// The run under way has called \p Function at \p C and did not inline it.
  void passes(const clang::Decl *Function, clang::ento::CheckerContext &C);

  /// The run under way has come to a loop that no path leaves, or whose counter
  /// is a descriptor.
  void meetsWall() { Walled.insert(Start); }

  /// A path of the run under way has come to a socket.
  void meetsSocket() { Met = true; }

  /// Whether the run under way is a look that has gone far enough without
  /// coming to a socket: nothing is to be found there.
  bool isInVain(clang::ento::CheckerContext &C) const;

  /// A run of \p Engine is over; \p SomeCutOff: not all of its paths.
  void runEnds(clang::ento::ExprEngine &Engine, bool SomeCutOff);

  /// The run of \p Engine is over: has the analyzer's budget ended it?  A later
  /// run that comes to its end makes up for that.
  void noteBudget(clang::ento::ExprEngine &Engine) const;

  /// The function that the run under way began with.
  const clang::Decl *start() const { return Start; }

  /// Whether the run under way is one of ours.
  bool isUnderWay() const { return UnderWay; }

  /// Whether the run that has ended has followed the short paths only: what a
  /// longer one shows it does not know.
  bool isBrief() const { return ShortPaths && !Whole; }

  /// Runs the analyzer on each function of \p Unit that no run has seen whole
  /// and that can reach a call that, as far as \p Map says, opens, reads or
  /// writes a socket, or waits for one.  \p Everywhere: goes where it has not
  /// been, first, and then brings paths to their ends.
  void look(const clang::TranslationUnitDecl *Unit,
            clang::ento::AnalysisManager &Manager, const EvidenceMap &Map,
            bool Everywhere);

  /// Whether there is anything to look at.
  bool isNeeded() const {
    return !CutOff.empty() || !Refused.empty() || !Walled.empty();
  }

private:
  using Functions = llvm::DenseSet<const clang::Decl *>;

  /// The functions of \p Calls that are to be looked at again: those that open
  /// or read a socket themselves first; then callees before callers, whose
  /// paths are longer.
  std::vector<clang::CallGraphNode *> candidates(clang::CallGraph &Calls,
                                                 const EvidenceMap &Map) const;

  unsigned run(const clang::Decl *Function,
               clang::ento::AnalysisManager &Manager, unsigned Steps);
  unsigned explore(const clang::Decl *Function,
                   clang::ento::AnalysisManager &Manager, const char *Order,
                   unsigned Steps);

  Functions Seen; ///< A run started there, or inlined it and came to its end.
  Functions Inlined; ///< By the run under way.
  Functions CutOff;  ///< Inlined by a run that did not come to its end.
  /// Where a run began, and what it did not inline though others had.
  llvm::DenseSet<std::pair<const clang::Decl *, const clang::Decl *>> Refused;
  Functions Walled;                   ///< Where a run began that met a wall.
  const clang::Decl *Start = nullptr; ///< Of the run under way.
  clang::cross_tu::CrossTranslationUnitContext *OtherUnits = nullptr;
  bool UnderWay = false;
  bool Everywhere = false; ///< As of look().
  bool ShortPaths = false; ///< The look under way goes breadth first.
  bool Whole = false;      ///< The last run came to its end.
  bool Met = false;        ///< A socket, in the look under way.
  unsigned Patience = 0;   ///< Steps to the first socket.
};

} // namespace closewait

#endif // CLOSEWAIT_SECONDLOOK_H
