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
// analyzer's way.  A call through a pointer comes to every function whose
// address the unit takes.
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
  Reach(clang::ASTContext &Ctx, const EvidenceMap &Map);

  /// Whether a path that starts in \p Function can come to a socket, to an
  /// event, or to a name that holds a socket.
  bool comesToSocket(const clang::Decl *Function) const {
    return IsCxx || Coming.count(Function->getCanonicalDecl()) != 0;
  }

private:
  friend class ReachWalk;
  using Functions = llvm::DenseSet<const clang::Decl *>;

  /// C++ calls more than its syntax shows: there each function counts.
  bool IsCxx;
  Functions Coming;
};

} // namespace closewait

#endif // CLOSEWAIT_REACH_H
