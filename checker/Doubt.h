//===- Doubt.h - Paths that no real run takes -------------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Before a finding is worded: reasons to keep silent that only the whole path
// shows.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DOUBT_H
#define CLOSEWAIT_DOUBT_H

#include "Evidence.h"
#include "Outcomes.h"

namespace closewait {

/// Whether the user suppresses reports where the socket of \p F was opened: at
/// the opening call itself, or at a call that gave the socket back to the
/// function of the report.
bool isOpeningSuppressed(const Finding &F);

/// Whether \p F should not be reported: the process ends right after, or the
/// path has compared the number of the socket with that of a variable, or skips
/// a loop in which the socket is closed or handed on, or looked up, or it has no
/// callback where it would have told of the end.
bool isDoubtful(const Finding &F, const EvidenceMap &Map);

} // namespace closewait

#endif // CLOSEWAIT_DOUBT_H
