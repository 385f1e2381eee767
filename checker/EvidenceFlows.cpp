//===- EvidenceFlows.cpp - What units tell each other of sockets ----------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A socket that one file opens stands in a field from which another one reads.
// Each unit says what flows from which cell to which (cellName()), through
// whatever variables; put together, that tells which of them hold sockets.
//
//===----------------------------------------------------------------------===//

#include "Evidence.h"

using namespace clang;
using namespace closewait;
using closewait::Evidence;

static std::string cellOf(const Decl *D) {
  const auto *Value = dyn_cast<ValueDecl>(D);
  return Value ? cellName(Value) : "";
}

void EvidenceMap::addFlows(SocketModel &Facts) const {
  auto Tell = [&](const llvm::DenseSet<const Decl *> &All, Evidence Is,
                  const char *What) {
    for (const Decl *D : All)
      if (std::string Cell = cellOf(D); !Cell.empty())
        if (of(cast<ValueDecl>(D)) == Is)
          Facts.addSocketFlow(What, Cell);
  };
  Tell(Sockets, Evidence::Socket, "new");
  Tell(Others, Evidence::Other, "other");
  Tell(Datagrams, Evidence::Other, "other");
  for (const Decl *D : Used)
    if (std::string Cell = cellOf(D); !Cell.empty())
      Facts.askForCell(Cell);
  for (const auto &From : Down) {
    std::string Cell = cellOf(From.first);
    // What a socket flows into is one, too, and is told of above.
    if (Cell.empty() || Sockets.count(From.first))
      continue;
    llvm::DenseSet<const Decl *> Seen{From.first};
    llvm::SmallVector<const Decl *, 8> Open{From.first};
    while (!Open.empty()) {
      auto Next = Down.find(Open.pop_back_val());
      if (Next == Down.end())
        continue;
      for (const Decl *D : Next->second) {
        if (!Seen.insert(D).second)
          continue;
        if (std::string To = cellOf(D); !To.empty())
          Facts.addSocketFlow(Cell, To);
        else
          Open.push_back(D);
      }
    }
  }
}

void EvidenceMap::learnFromOthers() {
  if (Model.socketFlows().empty())
    return;
  auto Learn = [&](const Decl *D) {
    if (Model.isSocketCell(cellOf(D)))
      Sockets.insert(D);
  };
  for (const auto &From : Down)
    Learn(From.first);
  for (const Decl *D : Used)
    Learn(D);
}

bool EvidenceMap::isSocketElsewhere(const FieldDecl *Field) const {
  if (Model.socketFlows().empty())
    return false;
  auto Known = Elsewhere.try_emplace(Field, false);
  if (Known.second)
    Known.first->second = Model.isSocketCell(cellName(Field));
  return Known.first->second;
}
