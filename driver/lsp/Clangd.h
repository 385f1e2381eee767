//===- Clangd.h - The user's clangd, and what it is told --------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_LSP_CLANGD_H
#define CLOSEWAIT_DRIVER_LSP_CLANGD_H

#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace closewait {

/// The command line behind `closewait clangd` and `closewait lsp`.
struct LspOptions {
  /// Takes what begins with --closewait- for itself, and reads of the rest, and
  /// of the environment's CLANGD_FLAGS, what matters here, too.
  explicit LspOptions(const std::vector<std::string> &Arguments);

  std::vector<std::string> ForClangd;
  std::string Clangd;               ///< --closewait-clangd, or "".
  std::string Clang;                ///< --closewait-clang, or "".
  unsigned Seconds = 60;            ///< --closewait-timeout: for one analysis.
  std::string DatabaseFolder;       ///< --compile-commands-dir, or "".
  std::vector<std::string> Unknown; ///< What only clangd may understand.
  std::string Wrong;                ///< An unknown argument, or "".
};

/// A process and the pipes to its stdin and from its stdout.
struct Process {
  int Child, In, Out;
};

/// Starts the clangd that \p Options name, or the first in the PATH.
/// \returns an error that says what is missing.
llvm::Expected<Process> startClangd(const LspOptions &Options);

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_LSP_CLANGD_H
