//===- Insertion.h - How a missing close() is written -----------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The text of a repair, in the indentation of the lines around it: with braces
// where there were none, and never inside a macro.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_INSERTION_H
#define CLOSEWAIT_INSERTION_H

#include "Compat.h"

#include <vector>

namespace closewait {

/// Whether the unit of \p Ctx declares the function \p Name, with numbers or
/// without parameters, before \p Place.
bool isDeclaredBefore(const clang::Stmt *Place, llvm::StringRef Name,
                      clang::ASTContext &Ctx);

/// Inserts a close() of \p Var before \p Exit, a return or a continue;
/// \p KeepsErrno: errno is afterwards what it was.
/// \returns nothing where that cannot be written: in a macro or a header,
/// between directives, where \p Var is not in scope by its name, or where the
/// unit does not declare what is needed.
std::vector<clang::FixItHint> closeBefore(const clang::Stmt *Exit,
                                          const clang::VarDecl *Var,
                                          bool KeepsErrno,
                                          const clang::ParentMap &Parents);

} // namespace closewait

#endif // CLOSEWAIT_INSERTION_H
