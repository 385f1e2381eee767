//===- CountedLoops.h - Loops of a constant number of turns -----*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `for (i = 0; i < 64; ++i) slots[i].fd = -1;` at the beginning of a server:
// the analyzer takes the first turns of such a loop and never comes out of it.
// In a look of our own (SecondLook) a path leaves it after two turns, with the
// value in the counter that the last turn would leave there. Of the tables that
// the loop fills, nothing is known then.
//
// `for (fd = 0; fd <= highest; ++fd) if (FD_ISSET(fd, &set)) recv(fd, ...);`
// around select(): on the analyzer's few turns the descriptor is 0, 1 and 2. In
// a look of our own it is any.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_COUNTEDLOOPS_H
#define CLOSEWAIT_COUNTEDLOOPS_H

#include "Analysis.h"

namespace closewait {

/// The path behind the loop, if \p Condition is that of a loop whose counter
/// runs to a constant, and is about to begin a third turn; otherwise null.
ProgramStateRef behindCountedLoop(ProgramStateRef State,
                                  const clang::Stmt *Condition, Analysis &Desk,
                                  clang::ento::CheckerContext &C);

/// The path in which the counter is any descriptor, if \p Condition is that of
/// a loop whose counter is one, holds a number or a sum, and begins a turn;
/// otherwise null.
ProgramStateRef anyDescriptor(ProgramStateRef State,
                              const clang::Stmt *Condition, Analysis &Desk,
                              clang::ento::CheckerContext &C);

} // namespace closewait

#endif // CLOSEWAIT_COUNTEDLOOPS_H
