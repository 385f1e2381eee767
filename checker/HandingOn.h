//===- HandingOn.h - What settles a socket ----------------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A socket is settled when the path closes it, or when something that outlives
// the path can reach it and close it later.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_HANDINGON_H
#define CLOSEWAIT_HANDINGON_H

#include "Analysis.h"

namespace closewait {

/// The path closes \p Fd, or (null) some descriptor that it cannot name.
ProgramStateRef closed(ProgramStateRef State, SymbolRef Fd, Analysis &Desk,
                       clang::ento::CheckerContext &C);

/// What \p Value leads to is handed on: something outlives the path that can
/// close it.
ProgramStateRef handOn(ProgramStateRef State, SVal Value, Analysis &Desk);

/// The same in two steps, because a call forgets what its arguments point to:
/// before the call, what \p Value leads to is noted; after it, handed on.
ProgramStateRef reach(ProgramStateRef State, SVal Value);
ProgramStateRef handOnReached(ProgramStateRef State, Analysis &Desk);

/// \p Fd now stands in \p Place; if that outlives the path, it is given.
ProgramStateRef storedIn(ProgramStateRef State, SymbolRef Fd,
                         const MemRegion *Place, Analysis &Desk);

/// Whether \p F may close a socket that it is given, keep it or see its end, as
/// far as a look at its body tells.
bool canSettle(const clang::FunctionDecl *F, Analysis &Desk);

/// Whether a cleanup function that may close what stands in \p Place is called
/// at the end of its scope.
bool isCleanedUp(const MemRegion *Place, Analysis &Desk);

/// The one descriptor \p Fd is handed on.
ProgramStateRef handOnSocket(ProgramStateRef State, SymbolRef Fd,
                             Analysis &Desk);

/// Hands on each of \p Fds to which something refers in \p Before and nothing
/// in \p State, where the analyzer has forgotten what memory holds.
ProgramStateRef handOnForgotten(ProgramStateRef Before, ProgramStateRef State,
                                llvm::ArrayRef<SymbolRef> Fds, Analysis &Desk);

} // namespace closewait

#endif // CLOSEWAIT_HANDINGON_H
