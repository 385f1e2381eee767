//===- Callees.h - What a call calls ----------------------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_CALLEES_H
#define CLOSEWAIT_CALLEES_H

#include "Compat.h"
#include "SocketModel.h"

namespace closewait {

/// Whether \p F is a function of the C library or the system that the model's
/// rows may speak of: not one that the project defines itself.
bool isLibraryFunction(const clang::FunctionDecl *F);

/// Whether the name of \p F says that it accepts a connection.
bool isNamedAccept(const clang::FunctionDecl *F);

/// The row of \p Model for \p Callee when it is called with \p Arguments
/// arguments, or null.
const FunctionModel *rowOf(const clang::FunctionDecl *Callee,
                           unsigned Arguments, const SocketModel &Model);

/// What \p Model knows of the body of \p Callee, which is not to be seen here;
/// or null.
const BodyFacts *factsOf(const clang::FunctionDecl *Callee,
                         const SocketModel &Model);

/// The row of \p Model for the function that \p Call calls, or null.
const FunctionModel *rowOf(const clang::CallExpr *Call,
                           const SocketModel &Model);

} // namespace closewait

#endif // CLOSEWAIT_CALLEES_H
