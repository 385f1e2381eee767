//===- PointerFlows.h - Which functions a pointer can be --------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Pointers to functions stand in cells: a field of a struct, whichever object
// it is of; a variable; a parameter; what a function returns.  The unit says
// what flows from which to which, and from the names of functions:
//
//   ops.read    a field           dial#1     the second parameter of dial()
//   dial#       what it returns   dial#cb    a variable in it
//   plain_read()  the function    ?          unknown
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_POINTERFLOWS_H
#define CLOSEWAIT_POINTERFLOWS_H

#include "Evidence.h"

namespace closewait {

/// The cells that \p E, a pointer to a function, can stand for; none: null.
/// \p Inside: the function in whose body it stands, or null.
std::vector<std::string> cellsOf(const clang::Expr *E,
                                 const clang::FunctionDecl *Inside,
                                 clang::ASTContext &Ctx);

/// Adds the flows of the unit to \p Facts.
void addFlows(clang::ASTContext &Ctx, SocketModel &Facts);

} // namespace closewait

#endif // CLOSEWAIT_POINTERFLOWS_H
