//===- OwnServer.h - Where there is no clangd -------------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For `closewait lsp`: a server that knows nothing of C or C++.  It begins and
// ends as LSP asks, and has no diagnostics and no code actions of its own; what
// the findings add to its answers is all there is.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_LSP_OWNSERVER_H
#define CLOSEWAIT_DRIVER_LSP_OWNSERVER_H

#include "Messages.h"

namespace closewait {

class OwnServer {
public:
  /// \returns what it answers to \p Said, with its header, or "".
  std::string answer(const Message &Said);

  /// It has been told to go.
  bool hasEnded() const { return Ended; }
  /// 0 where that was announced, or 1, as LSP asks.
  int exitCode() const { return ShutDown ? 0 : 1; }

private:
  bool ShutDown = false, Ended = false;
};

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_LSP_OWNSERVER_H
