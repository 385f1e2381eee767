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

  /// Those cells that hold sockets and nothing else.
  const llvm::StringSet<> &all() const { return Sockets; }

private:
  void spread(llvm::StringSet<> &Set) const;

  llvm::StringMap<std::vector<std::string>> Down; ///< By what is given.
  llvm::StringSet<> Sockets, Others;
};

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_SOCKETCELLS_H
