//===- SocketCells.cpp - Where the sockets of a project stand -------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SocketCells.h"

using namespace closewait;

void SocketCells::add(const SocketModel::Flows &Flows) {
  for (const auto &Flow : Flows)
    for (const std::string &From : Flow.second)
      if (From == "new")
        Sockets.insert(Flow.first);
      else if (From == "other")
        Others.insert(Flow.first);
      else
        Down[From].push_back(Flow.first);
}

void SocketCells::settle() {
  spread(Sockets);
  spread(Others);
  for (const auto &Cell : Others)
    Sockets.erase(Cell.getKey());
  for (const auto &Cell : Sockets)
    if (llvm::StringRef Field = Cell.getKey().split('.').second; !Field.empty())
      Fields[Field].push_back(Cell.getKey());
}

/// Adds what those in \p Set flow into.
void SocketCells::spread(llvm::StringSet<> &Set) const {
  std::vector<std::string> Open;
  for (const auto &Cell : Set)
    Open.push_back(Cell.getKey().str());
  while (!Open.empty()) {
    auto Next = Down.find(Open.back());
    Open.pop_back();
    if (Next == Down.end())
      continue;
    for (const std::string &To : Next->getValue())
      if (Set.insert(To).second)
        Open.push_back(To);
  }
}
