//===- CallEffects.h - What all other calls do to descriptors ---*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// After a call: the roles of the model other than reading, writing and waiting.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_CALLEFFECTS_H
#define CLOSEWAIT_CALLEFFECTS_H

#include "Analysis.h"

namespace closewait {

/// The effects of \p Call, which has the row \p Row and leaves \p State.  Adds
/// the transitions.
void applyRow(ProgramStateRef State, const clang::ento::CallEvent &Call,
              const FunctionModel &Row, Analysis &Desk,
              clang::ento::CheckerContext &C);

} // namespace closewait

#endif // CLOSEWAIT_CALLEFFECTS_H
