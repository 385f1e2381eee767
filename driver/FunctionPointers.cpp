//===- FunctionPointers.cpp - Which functions pointers can be -------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionPointers.h"

using namespace closewait;

void FunctionPointers::add(const SocketModel::Flows &Flows) {
  for (const auto &Flow : Flows)
    All[Flow.first].insert(Flow.second.begin(), Flow.second.end());
}

std::set<std::string>
FunctionPointers::functionsIn(const std::string &Name) const {
  std::set<std::string> Seen{Name}, Found;
  std::vector<std::string> Open{Name};
  while (!Open.empty()) {
    auto Flow = All.find(Open.back());
    Open.pop_back();
    if (Flow == All.end())
      return {};
    for (const std::string &From : Flow->second) {
      llvm::StringRef Function = From;
      if (From == "?")
        return {};
      if (Function.consume_back("()"))
        Found.insert(Function.str());
      else if (Seen.insert(From).second)
        Open.push_back(From);
    }
  }
  return Found;
}
