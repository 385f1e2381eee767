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
      else
        Down[From].push_back(Flow.first);
}

void SocketCells::settle() {
  std::vector<std::string> Open;
  for (const auto &Cell : Sockets)
    Open.push_back(Cell.getKey().str());
  while (!Open.empty()) {
    auto Next = Down.find(Open.back());
    Open.pop_back();
    if (Next == Down.end())
      continue;
    for (const std::string &To : Next->getValue())
      if (Sockets.insert(To).second)
        Open.push_back(To);
  }
}
