//===- SocketCalls.h - Reads, writes and waits ------------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The calls that the plugin evaluates itself, so that one call is one event
// whatever inline body glibc gives it, and so that its outcomes are split
// before any other checker can take the end of stream away.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_SOCKETCALLS_H
#define CLOSEWAIT_SOCKETCALLS_H

#include "Analysis.h"

namespace closewait {

/// Whether calls that have \p Row are evaluated here.
inline bool isEvaluated(const FunctionModel &Row) {
  return Row.Does == Role::Read || Row.Does == Role::Write ||
         Row.Does == Role::Wait || Row.Does == Role::Classify;
}

/// Evaluates \p Call, which reads, writes or waits as \p Row says.
/// \returns whether it did; otherwise the analyzer does.
bool evalSocketCall(const clang::ento::CallEvent &Call,
                    const FunctionModel &Row, Analysis &Desk,
                    clang::ento::CheckerContext &C);

/// Evaluates \p Call, of a function whose body is known to read for it and to
/// tell of the end.  \returns whether it did; otherwise the analyzer does.
bool evalKnownRead(const clang::ento::CallEvent &Call, Analysis &Desk,
                   clang::ento::CheckerContext &C);

/// After \p Call: where another checker has split off the path on which a write
/// failed, the program has not tested the result yet.  Until it does, the
/// result there is an unknown value.
ProgramStateRef hideSplit(ProgramStateRef State, const clang::CallExpr *Call,
                          clang::ento::CheckerContext &C);

} // namespace closewait

#endif // CLOSEWAIT_SOCKETCALLS_H
