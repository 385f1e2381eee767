//===- Reach.h - From where sockets can be reached --------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One look over the functions of the translation unit: whether a path that
// starts in a function can come to anything that is followed here.  Most
// functions of most programs cannot, and then the plugin keeps out of the
// analyzer's way.  The analyzer follows a call through a pointer where the path
// itself has taken the function's address: who takes it counts as its caller.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_REACH_H
#define CLOSEWAIT_REACH_H

#include "Evidence.h"

namespace closewait {

/// Whether \p E is a call that, as far as names say, opens, reads or writes a
/// socket, or waits.
bool touchesSocket(const clang::Expr *E, const EvidenceMap &Map);

class Reach {
public:
  /// What counts as coming to a socket.
  enum class To {
    Names,     ///< A call that touches one, an event, or a name that holds one.
    Beginnings ///< Only what makes a socket known to a path: no name.
  };

  Reach(clang::ASTContext &Ctx, const EvidenceMap &Map, To Which);

  /// Whether a path that starts in \p Function can come to a socket.
  bool comesToSocket(const clang::Decl *Function) const {
    return IsCxx || Coming.count(Function->getCanonicalDecl()) != 0;
  }

  /// Whether what \p S does can come there.
  bool comesToSocketIn(const clang::Stmt *S) const;

private:
  friend class ReachWalk;
  using Functions = llvm::DenseSet<const clang::Decl *>;

  bool touches(const clang::CallExpr *Call) const;
  bool touches(const clang::Stmt *S) const;

  const EvidenceMap &Map;
  To Which;
  /// C++ calls more than its syntax shows: there each function counts.
  bool IsCxx;
  Functions Coming;
  /// A function whose address is taken comes to a socket.
  bool ComesThroughPointer = false;
};

} // namespace closewait

#endif // CLOSEWAIT_REACH_H
