//===- SocketModel.cpp - What the library's functions do to sockets -------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SocketModel.h"

#include "llvm/Support/ErrorHandling.h"

using namespace closewait;

const FunctionModel *SocketModel::find(llvm::StringRef Function,
                                       unsigned Arguments) const {
  auto Found = Rows.find(Function);
  if (Found == Rows.end())
    return nullptr;
  const FunctionModel &Row = Found->second;
  if (Arguments < Row.MinArguments || Arguments > Row.MaxArguments)
    return nullptr;
  return &Row;
}

const SocketModel &SocketModel::builtIn() {
  static const SocketModel *Model = [] {
    auto *M = new SocketModel;
    std::string Error;
    if (!M->read(builtInYaml(), "posix.yaml", Error))
      llvm::report_fatal_error(llvm::StringRef(Error));
    return M;
  }();
  return *Model;
}
