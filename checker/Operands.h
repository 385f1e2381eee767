//===- Operands.h - What a connection was looked up with --------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `conns[i]`, `*it`, `find_conn(table, id)`: the index of a table, the
// operands of a call lead to a connection as a pointer does.  A function that
// gets one can close it, and its next value is the next connection.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_OPERANDS_H
#define CLOSEWAIT_OPERANDS_H

#include "Evidence.h"

#include "llvm/ADT/SmallPtrSet.h"

namespace closewait {

/// What the call was given through whose result a descriptor is reached, and
/// what that in turn was looked up with.
class Operands {
public:
  explicit Operands(const Way &W);

  /// Whether \p D is among them.
  bool has(const clang::Decl *D) const { return Named.count(D) != 0; }
  /// Whether the variable \p D was given to the call itself.
  bool isDirect(const clang::Decl *D) const { return Direct.count(D) != 0; }
  /// Whether \p E names one of them, or is the object of the method that is.
  bool areIn(const clang::Expr *E) const;
  /// Whether one of them is among \p Others.
  bool meet(const Operands &Others) const;

private:
  void add(const clang::Stmt *S, unsigned Depth);

  llvm::SmallPtrSet<const clang::Decl *, 8> Named, Direct;
  bool UsesThis = false; ///< The object of a method is among them.
};

/// Whether \p A and \p B, two indices, are equal, whatever their types.
bool isSameIndex(SVal A, SVal B);

/// Whether \p Var, while it holds \p Value, is the index of an array that \p W
/// leads through.
bool isIndexOn(const Way &W, const clang::ValueDecl *Var, SVal Value,
               const EvidenceMap &Map);

/// A function that gets \p E, with the value \p Value, can look up the
/// connections that were looked up with it: adds them to the reached memory.
ProgramStateRef reachByOperand(ProgramStateRef State, const clang::Expr *E,
                               SVal Value, const EvidenceMap &Map);

/// The iterator that \p Call moves to its next value, `++it`, if that is a
/// variable; or null.
const clang::ento::VarRegion *movedIterator(const clang::ento::CallEvent &Call);

} // namespace closewait

#endif // CLOSEWAIT_OPERANDS_H
