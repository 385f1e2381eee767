//===- Defects.h - Which findings are one defect ----------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Many paths show one defect: as a 0 and as a failure, in this turn of a loop
// and in the next, at the end that came first and at what followed from it.
// Each defect is reported once, by the finding that says it best.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DEFECTS_H
#define CLOSEWAIT_DEFECTS_H

#include "Outcomes.h"

namespace closewait {

/// What makes two findings one defect: the call that ended the socket, or that
/// opened one which never ended; or the condition that asked for a hang-up.
const void *identityOf(const Finding &F);

/// The findings of \p Found to be shown, one a defect, in the order of their
/// places.  One that is to stay silent can still be the better one of two.
std::vector<Finding> defects(std::vector<Finding> Found,
                             const clang::SourceManager &SM);

} // namespace closewait

#endif // CLOSEWAIT_DEFECTS_H
