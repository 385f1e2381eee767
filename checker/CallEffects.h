//===- CallEffects.h - What all other calls do to descriptors ---*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// After a call: the roles of the model other than reading, writing and waiting,
// and functions without a body or a row, which may close whatever they can
// reach.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_CALLEFFECTS_H
#define CLOSEWAIT_CALLEFFECTS_H

#include "Analysis.h"

namespace closewait {

/// The effects of \p Call, which has the row \p Row.  Adds the transitions.
void applyRow(const clang::ento::CallEvent &Call, const FunctionModel &Row,
              Analysis &Desk, clang::ento::CheckerContext &C);

/// Before \p Call, of which nothing is known (\p Row null) or which hands its
/// data on: notes what it can reach.
ProgramStateRef reachedBy(ProgramStateRef State,
                          const clang::ento::CallEvent &Call,
                          const FunctionModel *Row);

/// The effects of \p Call, of which nothing is known.  Adds the transition.
void applyUnknown(const clang::ento::CallEvent &Call, Analysis &Desk,
                  clang::ento::CheckerContext &C);

} // namespace closewait

#endif // CLOSEWAIT_CALLEFFECTS_H
