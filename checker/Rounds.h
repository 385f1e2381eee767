//===- Rounds.h - Is a retry bounded? ---------------------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A loop that reads an ended socket again is no defect if it counts its turns
// or looks at a clock.  A round is bounded when a condition between two reads
// depends on a variable that the round has stepped to another value.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_ROUNDS_H
#define CLOSEWAIT_ROUNDS_H

#include "Evidence.h"

namespace closewait {

/// Notes that the path changes the variable or field \p Place to \p Value.
ProgramStateRef stepped(ProgramStateRef State, const MemRegion *Place,
                        SVal Value);

/// Notes that the path branches on \p Condition.
ProgramStateRef consulted(ProgramStateRef State, const clang::Stmt *Condition,
                          const EvidenceMap &Map);

/// Notes that \p Call has asked the time, and stored it where it was told to.
ProgramStateRef clockRead(ProgramStateRef State,
                          const clang::ento::CallEvent &Call);

/// Whether the round since the ending of the epoch \p Since is a bounded retry.
bool isBoundedRound(ProgramStateRef State, unsigned Since);

} // namespace closewait

#endif // CLOSEWAIT_ROUNDS_H
