//===- Repairs.h - The close() that is missing ------------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where a finding can be mended by one close() before one `return` or
// `continue`, and nothing else: the socket is the function's own, a variable of
// it holds the socket and nothing but it, every way to that statement comes
// from the call that opened the socket, and on none of them can the variable
// have been closed or handed on.  That is asked of the syntax and the control
// flow, not of the paths: those that the analyzer did not follow count, too.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_REPAIRS_H
#define CLOSEWAIT_REPAIRS_H

#include "Outcomes.h"

namespace closewait {

class EvidenceMap;

/// What is to be inserted into the source so that the socket of \p F is closed,
/// with errno as it was where the caller may look at it; nothing where that is
/// not known to be right.  \p Paths: those of the run.
std::vector<clang::FixItHint> repairOf(const Finding &F, const EvidenceMap &Map,
                                       const clang::ento::ExplodedGraph &Paths);

} // namespace closewait

#endif // CLOSEWAIT_REPAIRS_H
