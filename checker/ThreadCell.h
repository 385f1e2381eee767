//===- ThreadCell.h - What a new thread is given in a cell ------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A function allocates a structure, fills it, and starts a thread with it:
// its contents belong to the thread, unless other code can reach them.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_THREADCELL_H
#define CLOSEWAIT_THREADCELL_H

#include "Callees.h"

#include "llvm/ADT/SmallVector.h"

namespace closewait {

/// The fields that \p Starter stores in the structure that \p Argument, the
/// argument of a call that starts a thread, points to.  A syntactic look.
/// \returns none if \p Starter has not allocated the structure itself, or shows
/// it to anybody but the thread.
llvm::SmallVector<const clang::FieldDecl *, 4>
fieldsForThread(const clang::FunctionDecl *Starter, const clang::Expr *Argument,
                const SocketModel &Model);

} // namespace closewait

#endif // CLOSEWAIT_THREADCELL_H
