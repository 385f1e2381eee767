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
// time with its sockets in these states.  A run without news for long is over,
// if nobody else looks at it.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_PROGRESS_H
#define CLOSEWAIT_PROGRESS_H

#include "PathState.h"

#include "llvm/ADT/DenseSet.h"

namespace closewait {

class Progress {
public:
  /// The path at \p C branches on \p Condition.
  /// \returns whether the run has had no news for long.
  bool hasEnded(const clang::Stmt *Condition, clang::ento::CheckerContext &C);

  /// Marks the ends of the paths that are cut off for it.
  static const clang::ProgramPointTag *tag();

  /// Whether that has ended any path of the run.
  bool hasCutOff() const { return CutOff; }

  /// A new run begins.
  void restart() { *this = Progress(); }

private:
  llvm::DenseSet<uint64_t> Seen;
  uint64_t LastNews = 0; ///< How many steps the run had taken.
  bool CutOff = false;
};

} // namespace closewait

#endif // CLOSEWAIT_PROGRESS_H
