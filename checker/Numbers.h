//===- Numbers.h - What a path knows of a number ----------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Thin names over the analyzer's constraints.  What the analyzer cannot put
// into a constraint is possible, never impossible.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_NUMBERS_H
#define CLOSEWAIT_NUMBERS_H

#include "PathState.h"
#include "ResultRange.h"

namespace closewait {

/// The symbol below the casts of \p S; null for null.
SymbolRef withoutCasts(SymbolRef S);

/// Whether \p S was made for what \p Call returned or left behind.
bool isMadeAt(SymbolRef S, const clang::Expr *Call);

/// The number that \p Value is known to be on the path of \p State, or null.
const llvm::APSInt *numberOf(ProgramStateRef State, SVal Value);

/// The path of \p State on which \p Value is \p Op \p Number, or null where
/// that cannot be.
ProgramStateRef assumeThat(ProgramStateRef State, SVal Value,
                           clang::BinaryOperatorKind Op, int64_t Number);

/// The path of \p State on which \p Value is in \p Range, or null where that
/// cannot be.
ProgramStateRef assumeIn(ProgramStateRef State, SVal Value,
                         const ResultRange &Range);

/// Whether \p Value can be \p Op \p Number on the path of \p State.
inline bool canBe(ProgramStateRef State, SVal Value,
                  clang::BinaryOperatorKind Op, int64_t Number) {
  return assumeThat(State, Value, Op, Number) != nullptr;
}
inline bool canBe(ProgramStateRef State, SymbolRef S,
                  clang::BinaryOperatorKind Op, int64_t Number) {
  return canBe(State, SVal(clang::ento::nonloc::SymbolVal(S)), Op, Number);
}

} // namespace closewait

#endif // CLOSEWAIT_NUMBERS_H
