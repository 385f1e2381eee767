//===- KnownBodies.h - Functions that other units define --------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Calls of functions whose body is not to be seen here, but was seen where it
// stands (Role::Body): what they close, keep and write, and nothing else.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_KNOWNBODIES_H
#define CLOSEWAIT_KNOWNBODIES_H

#include "Analysis.h"

namespace closewait {

/// The facts about the function that \p Call calls, or null.  There are none
/// if it may close a descriptor from an unknown place.
const BodyFacts *factsOf(const clang::ento::CallEvent &Call,
                         const Analysis &Desk);

/// Adds to what is reached what the call may close or keep.
ProgramStateRef reachedByBody(ProgramStateRef State,
                              const clang::ento::CallEvent &Call,
                              const BodyFacts &Facts);

/// The regions that the call may write.
llvm::SmallVector<const MemRegion *, 4>
writtenByBody(ProgramStateRef State, const clang::ento::CallEvent &Call,
              const BodyFacts &Facts);

/// A read that a body does for its caller.
struct KnownRead {
  const FunctionModel *Row = nullptr; ///< The row of the body; null: none.
  SymbolRef Fd = nullptr;             ///< What is read.
  /// What the call gives with data, at the end (nothing: that is told as a
  /// failure), after a failure, and where nothing has come.
  ResultRange Data, End, Failure, Nothing;
};

/// What \p Call reads by its body, as far as its answer tells of the end.
KnownRead knownRead(ProgramStateRef State, const clang::ento::CallEvent &Call,
                    const Analysis &Desk);

/// The state after the effects on memory of \p Call, which is \p Known to read,
/// with a result in \p Result.
ProgramStateRef effectsOfRead(ProgramStateRef State,
                              const clang::ento::CallEvent &Call,
                              const KnownRead &Known,
                              clang::ento::CheckerContext &C,
                              clang::ento::DefinedOrUnknownSVal &Result);

/// Applies what the body does behind \p Call, but for what is only reached.
ProgramStateRef applyBody(ProgramStateRef State,
                          const clang::ento::CallEvent &Call,
                          const BodyFacts &Facts, Analysis &Desk,
                          clang::ento::CheckerContext &C);

} // namespace closewait

#endif // CLOSEWAIT_KNOWNBODIES_H
