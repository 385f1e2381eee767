//===- Places.h - Where a report stands -------------------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A rule finds a defect where a path comes to its decision, often in a caller
// far from the code that has to be repaired.  The report stands where the
// program should have closed.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_PLACES_H
#define CLOSEWAIT_PLACES_H

#include "Outcomes.h"

namespace closewait {

/// Moves \p F to the place where the program should have closed: where the
/// object was freed, where the function that asked a stale errno came back, or
/// where the function came back that told its caller nothing of the end.
void settlePlace(Finding &F);

/// The parameter in which the library said what had come, or null where a call
/// of the program found out.
const clang::ParmVarDecl *toldIn(const SocketEntry &Entry);

/// Whether the path learns of a hang-up at \p N.
bool learnsOfHangup(const clang::ento::ExplodedNode *N);

/// The place of \p F in the source.
clang::SourceLocation placeOf(const Finding &F);

/// Where the socket of \p F stood, or null.
const MemRegion *slotOf(const Finding &F);

/// Whether \p A lost its socket where the loop around the call that opened it
/// comes to that call again, and \p B behind that loop.
bool isBehindLoopOf(const Finding &A, const Finding &B);

} // namespace closewait

#endif // CLOSEWAIT_PLACES_H
