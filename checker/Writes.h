//===- Writes.h - What the program stores -----------------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One assignment can do a lot: keep a descriptor or lose one, step a variable
// that bounds a retry, report an end, answer a hang-up.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_WRITES_H
#define CLOSEWAIT_WRITES_H

#include "Analysis.h"

namespace closewait {

/// The program is about to store \p Value in \p Place, by \p S.
ProgramStateRef written(ProgramStateRef State, const MemRegion *Place,
                        SVal Value, const clang::Stmt *S, Analysis &Desk,
                        clang::ento::CheckerContext &C);

/// \p Var has been declared: what a lambda that it holds has captured by value
/// stands there, too.
ProgramStateRef closureKept(ProgramStateRef State, const clang::VarDecl *Var,
                            clang::ento::CheckerContext &C);

} // namespace closewait

#endif // CLOSEWAIT_WRITES_H
