//===- FunctionPointers.h - Which functions pointers can be -----*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// All that the units say of cells (checker/PointerFlows.h), put together: what
// flows into what flows into a cell, and so on.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_FUNCTIONPOINTERS_H
#define CLOSEWAIT_DRIVER_FUNCTIONPOINTERS_H

#include "SocketModel.h"

namespace closewait {

class FunctionPointers {
public:
  void add(const SocketModel::Flows &Flows);

  /// The names of all functions that the cell \p Name can hold; none where it
  /// can hold an unknown one.
  std::set<std::string> functionsIn(const std::string &Name) const;

private:
  SocketModel::Flows All;
};

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_FUNCTIONPOINTERS_H
