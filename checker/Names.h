//===- Names.h - What the code calls a descriptor ---------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The variables, parameters and fields that expressions name, and those among
// them that the system's headers define.  Syntax only: no path, no state.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_NAMES_H
#define CLOSEWAIT_NAMES_H

#include "Compat.h"

namespace closewait {

/// Whether \p D is a slot of the waiting calls: pollfd's fd, epoll's data.
bool isWatchSlot(const clang::ValueDecl *D);

/// Whether \p Record is what a waiting call looks at: pollfd, epoll_event.
bool isWatchRecord(const clang::RecordDecl *Record);

/// Whether \p D is what an fd_set is made of.
bool isSetWord(const clang::ValueDecl *D);

/// \p E without parentheses and casts.
const clang::Expr *bare(const clang::Expr *E);

/// The object that \p E names, be it by its address: `c->tls` of `&c->tls`.
const clang::Expr *bareObject(const clang::Expr *E);

/// The fields of \p Record that an initializer list gives values to, in its
/// order.  None of a union, or of a class with bases: there it is another
/// order.
llvm::SmallVector<const clang::FieldDecl *, 8>
initializedFields(const clang::RecordDecl *Record);

/// The name of \p Field for all units: "conn.fd"; "" where its struct has none.
std::string fieldName(const clang::FieldDecl *Field);

/// The name that \p D, a function or a global, has for all units: of what only
/// one file can name, it says the file, too.
std::string linkName(const clang::ValueDecl *D);

/// The name that other units have for where \p D, an int, keeps its number: a
/// field "conn.fd", a parameter "open_conn#1", what a function returns
/// "dial#", a global; or "".
std::string cellName(const clang::ValueDecl *D);

/// The variable or field that \p E names, or null.
const clang::ValueDecl *namedBy(const clang::Expr *E);

/// Whether \p Is holds of \p S or of anything below it.
template <typename Predicate>
bool anyBelow(const clang::Stmt *S, const Predicate &Is) {
  return S && (Is(S) || llvm::any_of(S->children(), [&](const clang::Stmt *C) {
                 return anyBelow(C, Is);
               }));
}

} // namespace closewait

#endif // CLOSEWAIT_NAMES_H
