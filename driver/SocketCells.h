//===- SocketCells.h - Where the sockets of a project stand -----*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// All that the units say of what holds sockets (checker/EvidenceFlows.cpp), put
// together.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_SOCKETCELLS_H
#define CLOSEWAIT_DRIVER_SOCKETCELLS_H

#include "SocketModel.h"

#include "llvm/ADT/StringSet.h"

namespace closewait {

class SocketCells {
public:
  void add(const SocketModel::Flows &Flows);

  /// Follows all flows.
  void settle();

  /// Whether \p Cell holds sockets.
  bool has(llvm::StringRef Cell) const { return Sockets.count(Cell) != 0; }
  /// Those that do.
  const llvm::StringSet<> &all() const { return Sockets; }

private:
  llvm::StringMap<std::vector<std::string>> Down; ///< By what is given.
  llvm::StringSet<> Sockets;
};

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_SOCKETCELLS_H
