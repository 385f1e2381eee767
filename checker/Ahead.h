//===- Ahead.h - Whether a path can still come to a socket ------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where no socket of the path is open any more and none lies ahead in the
// control flow, no finding can follow: the path may end there, if no other
// checker uses it (`socket:OnlySockets`).  This file looks only at the syntax,
// block by block: the current block counts as ahead.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_AHEAD_H
#define CLOSEWAIT_AHEAD_H

#include "Reach.h"

#include "llvm/ADT/BitVector.h"

namespace closewait {

class Ahead {
public:
  explicit Ahead(const Reach &Ways) : Ways(Ways) {}

  /// Whether a path can come from the node \p N to a socket: in what is left of
  /// its function, or of those that called it.
  bool isSocketBehind(const clang::ento::ExplodedNode *N);

private:
  const llvm::BitVector &blocks(const clang::StackFrameContext *Frame);

  const Reach &Ways;
  /// By function: the blocks that come to a socket, by their numbers.
  llvm::DenseMap<const clang::Decl *, llvm::BitVector> Known;
};

} // namespace closewait

#endif // CLOSEWAIT_AHEAD_H
