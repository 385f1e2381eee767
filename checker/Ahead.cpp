//===- Ahead.cpp - Whether a path can still come to a socket --------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Ahead.h"

using namespace clang;
using namespace ento;
using namespace closewait;

static bool comesToSocket(const CFGBlock &Block, const Reach &Ways) {
  return llvm::any_of(Block, [&](const CFGElement &Element) {
    auto Here = Element.getAs<CFGStmt>();
    // What C++ does implicitly may do anything.
    return !Here || Ways.comesToSocketIn(Here->getStmt());
  });
}

/// The blocks of \p Graph from which a path can come to a socket.
static llvm::BitVector blocksOf(const CFG &Graph, const Reach &Ways) {
  llvm::BitVector Coming(Graph.getNumBlockIDs());
  llvm::SmallVector<const CFGBlock *, 32> Open;
  auto Add = [&](const CFGBlock *Block) {
    if (Coming.test(Block->getBlockID()))
      return;
    Coming.set(Block->getBlockID());
    Open.push_back(Block);
  };
  for (const CFGBlock *Block : Graph)
    if (comesToSocket(*Block, Ways))
      Add(Block);
  while (!Open.empty())
    for (const CFGBlock *Before : Open.pop_back_val()->preds())
      if (Before)
        Add(Before);
  return Coming;
}

const llvm::BitVector &Ahead::blocks(const StackFrameContext *Frame) {
  auto Entry = Known.try_emplace(Frame->getDecl());
  if (Entry.second)
    Entry.first->second = blocksOf(*Frame->getCFG(), Ways);
  return Entry.first->second;
}

bool Ahead::isSocketBehind(const ExplodedNode *N) {
  const CFGBlock *Block = N->getCFGBlock();
  for (const StackFrameContext *Frame = N->getStackFrame(); Frame && Block;
       Block = Frame->getCallSiteBlock(), Frame = callerOf(Frame)) {
    if (blocks(Frame).test(Block->getBlockID()))
      return true;
    if (Frame->inTopFrame())
      return false;
  }
  return true;
}
