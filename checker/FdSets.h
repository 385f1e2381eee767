//===- FdSets.h - FD_ZERO, FD_SET, FD_CLR -----------------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The macros of <sys/select.h> are no calls: they are recognised by name where
// they are expanded.  glibc's FD_ZERO is a loop of 16 turns, and no path leaves
// it with the analyzer's default of 4; two small moves let the path through.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_FDSETS_H
#define CLOSEWAIT_FDSETS_H

#include "Descriptors.h"

namespace closewait {

/// Whether \p Place is FD_ZERO's own pointer to the set; then the whole set
/// that \p Value points to is made 0, as the loop would.
/// \returns the new state, or null where this is no FD_ZERO.
ProgramStateRef zeroSet(ProgramStateRef State, SVal Place, SVal Value,
                        clang::ento::CheckerContext &C);

/// Whether \p Condition is the one of FD_ZERO's loop; then the path leaves it.
/// \returns the new state, or null where this is no FD_ZERO.
ProgramStateRef leaveZeroLoop(ProgramStateRef State,
                              const clang::Stmt *Condition,
                              clang::ento::CheckerContext &C);

/// PutLocally: into a set that is a variable of the function, and dies with it.
enum class SetChange { None, Put, PutLocally, Cleared };

/// What \p Op, just evaluated, does to a set: FD_SET puts, FD_CLR clears.  Both
/// compute `fd % __NFDBITS`; \p Fd is the descriptor, or null.
SetChange setChange(const clang::BinaryOperator *Op, SymbolRef &Fd,
                    clang::ento::CheckerContext &C);

} // namespace closewait

#endif // CLOSEWAIT_FDSETS_H
