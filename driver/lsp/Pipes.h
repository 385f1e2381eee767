//===- Pipes.h - Bytes on their way -----------------------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_LSP_PIPES_H
#define CLOSEWAIT_DRIVER_LSP_PIPES_H

#include "llvm/ADT/StringRef.h"

#include <string>

namespace closewait {

/// What is to be written to a file descriptor, as soon as it takes it.
class Outbox {
public:
  explicit Outbox(int Fd) : Fd(Fd) {}

  int fd() const { return Fd; }
  void add(llvm::StringRef Bytes) { Waiting += Bytes; }
  bool isEmpty() const { return Done == Waiting.size(); }
  /// So much waits that no more should be added.
  bool isFull() const { return Waiting.size() - Done > Most; }

  /// Writes what poll() has promised that it does not block.
  /// \returns false if there is no reader any more: then all is dropped.
  bool write();

  /// Writes as much as is taken now, to a descriptor that never blocks.
  void flush();

  /// Closes the descriptor when all is written.
  void end() {
    IsEnding = true;
    closeIfDone();
  }

private:
  static constexpr size_t Most = 16 << 20, MostDone = 1 << 20;
  bool write(size_t Most);
  void closeIfDone();

  int Fd; ///< -1: it has been closed.
  std::string Waiting;
  size_t Done = 0;
  bool IsEnding = false;
};

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_LSP_PIPES_H
