//===- Invalidation.h - What a call only seems to change --------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// At a call without a body the analyzer forgets the whole object that a pointer
// leads into: after snprintf(c->name, ...) it no longer knows what stands in
// c->fd.  No function writes a descriptor where it was not asked to, so what
// stood there is bound back; and what cannot be bound back is not lost.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_INVALIDATION_H
#define CLOSEWAIT_INVALIDATION_H

#include "Analysis.h"

namespace closewait {

/// The state of \p C, behind \p Call, which was not inlined, with the
/// descriptors that the analyzer has needlessly forgotten.  \p Row is the row
/// of the call, or null.
ProgramStateRef stateBehind(const clang::ento::CallEvent &Call,
                            const FunctionModel *Row, Analysis &Desk,
                            clang::ento::CheckerContext &C);

} // namespace closewait

#endif // CLOSEWAIT_INVALIDATION_H
