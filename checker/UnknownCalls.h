//===- UnknownCalls.h - Calls of unknown functions --------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A function without a body or a row may close whatever it can reach: the
// descriptors that it gets, and those that its pointers lead to.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_UNKNOWNCALLS_H
#define CLOSEWAIT_UNKNOWNCALLS_H

#include "Analysis.h"

namespace closewait {

/// Before \p Call, which is unknown (\p Row null) or hands its data on: notes
/// the sockets that it can reach.
ProgramStateRef reachedBy(ProgramStateRef State,
                          const clang::ento::CallEvent &Call,
                          const FunctionModel *Row, Analysis &Desk);

/// Whether the budget has cut the path off from what \p F does, and its body
/// shows that it neither closes a socket nor keeps one.
bool isCutOffHarmless(const clang::FunctionDecl *F, Analysis &Desk);

/// The effects of the unknown \p Call, which leaves \p State.
/// Adds the transition.
void applyUnknown(ProgramStateRef State, const clang::ento::CallEvent &Call,
                  Analysis &Desk, clang::ento::CheckerContext &C);

} // namespace closewait

#endif // CLOSEWAIT_UNKNOWNCALLS_H
