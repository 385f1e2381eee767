//===- Guards.h - Whether there is something to close -----------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_GUARDS_H
#define CLOSEWAIT_GUARDS_H

#include "ValuePaths.h"

namespace closewait {

/// What a condition asks that asks no more than whether there is a descriptor,
/// or an object, at all: with nothing to close, nothing is left open.
struct Guard {
  Paths Of; ///< None: it asks something else.
  bool GivenWhenTrue = true;
};

/// What \p Condition asks, where \p Values are those of its function.
Guard guardOf(const clang::Expr *Condition, const ValuePaths &Values,
              clang::ASTContext &Ctx);

} // namespace closewait

#endif // CLOSEWAIT_GUARDS_H
