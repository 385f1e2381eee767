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

#include "llvm/ADT/STLFunctionalExtras.h"

namespace closewait {

/// What makes two findings one defect: the call that ended the socket, or that
/// opened one which never ended; or the condition that asked for a hang-up.
const void *identityOf(const Finding &F);

/// The numbers of those of \p Found that are to be shown, one for each defect,
/// in the order of their places.  \p IsSilent says of a number whether a reason
/// speaks against its finding, and is asked only where that matters; such a
/// finding can still be the better one of two.
std::vector<size_t> defects(llvm::ArrayRef<Finding> Found,
                            const clang::SourceManager &SM,
                            llvm::function_ref<bool(size_t)> IsSilent);

} // namespace closewait

#endif // CLOSEWAIT_DEFECTS_H
