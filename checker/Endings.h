//===- Endings.h - Where a socket is lost or decided ------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The moments at which the rules are asked: a reference disappears, a slot is
// overwritten or its object freed, a variable gets its next value, the program
// waits for events, a frame ends.  Verdicts are left on the desk as pending;
// the caller commits them with the step.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_ENDINGS_H
#define CLOSEWAIT_ENDINGS_H

#include "Analysis.h"

namespace closewait {

/// Whether \p Call has tried to open a socket on this path before, and failed.
bool failedBefore(ProgramStateRef State, const clang::Expr *Call);

/// \p Call is about to open a socket again: those that it opened before, and
/// that nothing refers to any more, are lost here.
ProgramStateRef reopened(ProgramStateRef State, const clang::Expr *Call,
                         Analysis &Desk);

/// \p Place is about to be given \p Value.
ProgramStateRef overwritten(ProgramStateRef State, const MemRegion *Place,
                            SVal Value, Analysis &Desk);

/// \p Var (or null), a variable through which connections are reached, is about
/// to get its next value: that decides about those that it led to.
ProgramStateRef turnsToNext(ProgramStateRef State,
                            const clang::ento::VarRegion *Var, Analysis &Desk,
                            clang::ento::CheckerContext &C);

/// \p Call, a Role::Fill by \p Row, is about to overwrite what it is given.
ProgramStateRef overwrittenBy(ProgramStateRef State,
                              const clang::ento::CallEvent &Call,
                              const FunctionModel &Row, Analysis &Desk);

/// The object that \p Pointer points to is about to be freed.
ProgramStateRef objectFreed(ProgramStateRef State, SVal Pointer, Analysis &Desk,
                            clang::ento::CheckerContext &C);

/// The program is about to wait for events.
ProgramStateRef waitReached(ProgramStateRef State, Analysis &Desk,
                            clang::ento::CheckerContext &C);

/// The thread ends here, in whatever frame, and closes nothing.
ProgramStateRef threadEnds(ProgramStateRef State, Analysis &Desk);

/// The frame of \p C ends with \p Return (null: it falls off its end).
ProgramStateRef frameEnds(ProgramStateRef State,
                          const clang::ReturnStmt *Return, Analysis &Desk,
                          clang::ento::CheckerContext &C);

} // namespace closewait

#endif // CLOSEWAIT_ENDINGS_H
