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

  /// Whether the cell \p Name holds sockets and nothing else.
  bool has(llvm::StringRef Name) const { return Sockets.contains(Name); }

  /// Those of which that holds and which are the field \p Name of some struct.
  std::vector<llvm::StringRef> ofField(llvm::StringRef Name) const {
    return Fields.lookup(Name);
  }

private:
  void spread(llvm::StringSet<> &Set) const;

  llvm::StringMap<std::vector<std::string>> Down; ///< By what is given.
  llvm::StringSet<> Sockets, Others;
  llvm::StringMap<std::vector<llvm::StringRef>> Fields; ///< By its name alone.
};

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_SOCKETCELLS_H
