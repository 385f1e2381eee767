//===- ValuePaths.h - Where the values of a function come from --*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The access paths that the expressions of one function can stand for: after
// `int fd = c->fd`, `fd` is `0->fd` where `c` is the first parameter.  A look
// at the syntax, in no order: a variable is all that it is ever given.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_VALUEPATHS_H
#define CLOSEWAIT_VALUEPATHS_H

#include "AccessPath.h"
#include "Evidence.h"

namespace closewait {

/// What a value can be: one of several paths.  None at all: something new, or
/// nothing that leads to a descriptor.
class Paths {
public:
  /// More than that are too many to tell apart: somewhere.
  static constexpr unsigned Most = 4;

  Paths() = default;
  explicit Paths(AccessPath One) : All{std::move(One)} {}

  /// \returns whether that is new.
  bool add(const AccessPath &Path);
  bool add(const Paths &Others);

  auto begin() const { return All.begin(); }
  auto end() const { return All.end(); }
  bool empty() const { return All.empty(); }
  size_t size() const { return All.size(); }

private:
  llvm::SmallVector<AccessPath, 2> All;
};

/// Whether a value of type \p T can be a descriptor or lead to one.
bool canLead(clang::QualType T);

/// Whether \p F stands in a library's header.
bool isDeclaredByLibrary(const clang::FunctionDecl *F);

/// The variable that \p E is, or a part of, without a pointer between; or null.
const clang::VarDecl *variableAround(const clang::Expr *E);

/// Whether \p E is a variable of a function, or a part of one.
bool isLocal(const clang::Expr *E);

class ValuePaths {
public:
  /// Of \p F, which has a body.
  ValuePaths(const clang::FunctionDecl *F, const EvidenceMap &Map);

  /// What \p E can be, if it can lead to a descriptor; of an lvalue, what
  /// stands there.
  Paths of(const clang::Expr *E) const;
  /// The same, whatever its type.
  Paths placesOf(const clang::Expr *E) const;

private:
  bool learn(const clang::Stmt *S);
  bool isOfProject(const clang::CallExpr *Call) const;
  Paths ofCall(const clang::CallExpr *Call) const;
  Paths ofVariable(const clang::VarDecl *Var) const;
  Paths ofOperator(const clang::UnaryOperator *Op) const;
  Paths ofOperator(const clang::BinaryOperator *Op) const;

  const EvidenceMap &Map;
  llvm::DenseMap<const clang::VarDecl *, Paths> Variables;
  mutable llvm::DenseMap<const clang::CallExpr *, unsigned> Numbers;
};

} // namespace closewait

#endif // CLOSEWAIT_VALUEPATHS_H
