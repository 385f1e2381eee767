//===- Progress.h - Whether a run still shows anything new ------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The analyzer goes where it has not been, first; then it tries the same
// branches in every combination, until its budget is used up.  What is news to
// us is a branch that the run comes to for the first time, or for the first
// time with one of its sockets in such a state.  A run without news for long is
// over, if no other checker uses it: its paths end at their next branch.
// Where that brings the run to older ones, and to news, they go on; but each
// time the run is believed a little less.
// Each socket that is read has three states, so that a function with many reads
// has very many paths.  On one of them all sockets go on, and the ends of all
// others are compared with its end.  Therefore the first path that comes to a
// branch with such a combination of states, and without an end, is not cut off.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_PROGRESS_H
#define CLOSEWAIT_PROGRESS_H

#include "PathState.h"

#include "llvm/ADT/DenseSet.h"

namespace closewait {

class Progress {
public:
  Progress();

  /// The path at \p C branches on \p Condition.
  /// \returns whether the run has had no news for long.
  bool hasEnded(const clang::Stmt *Condition, clang::ento::CheckerContext &C);

  /// Marks the ends of the paths that are cut off for it.
  static const clang::ProgramPointTag *tag();

  /// Whether that has ended any path of the run.
  bool hasCutOff() const { return HasCutOff; }

  /// A new run begins.
  void restart() { *this = Progress(); }

private:
  /// Whether no path before \p State came to \p Condition with such a socket,
  /// or none came at all.
  bool isNews(const clang::Stmt *Condition, ProgramStateRef State);

  /// Whether no socket of the path \p State has ended, and no such path before
  /// came to \p Condition with its sockets in the same states, taken together.
  bool isFirstWithoutEnd(const clang::Stmt *Condition, ProgramStateRef State);

  llvm::DenseSet<uint64_t> Seen;
  llvm::DenseSet<uint64_t> Together; ///< Without an end.
  uint64_t LastNews = 0; ///< How many steps the run had taken.
  uint64_t Patience;     ///< How many more it may take without news.
  bool IsCuttingOff = false;
  bool HasCutOff = false;
};

} // namespace closewait

#endif // CLOSEWAIT_PROGRESS_H
