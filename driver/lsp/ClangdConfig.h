//===- ClangdConfig.h - What .clangd says of a file -------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Of clangd's configuration only what changes the compile command: the blocks
// CompileFlags and If of the `.clangd` files in the folders above a file, the
// nearest last, and of the user's own `clangd/config.yaml`, which comes last of
// all.  What clangd says about errors in them is enough: here they are passed
// over.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_LSP_CLANGDCONFIG_H
#define CLOSEWAIT_DRIVER_LSP_CLANGDCONFIG_H

#include "llvm/ADT/StringRef.h"

#include <string>
#include <vector>

namespace closewait {

/// One CompileFlags block that applies to a file.
struct FlagsBlock {
  std::vector<std::string> Remove, Add;
  std::string Compiler;
};

struct ClangdConfig {
  std::vector<FlagsBlock> Blocks; ///< In the order in which they apply.
  /// Where CompilationDatabase points, absolute; or "": the folders above.
  std::string Database;
  bool NoDatabase = false; ///< It says None.
  std::string Trouble;     ///< Why a file cannot be read, or "".
};

/// What applies to \p File, an absolute path.
ClangdConfig clangdConfigFor(llvm::StringRef File);

/// Changes the arguments of clang as \p Config says.
void adjust(const ClangdConfig &Config, std::vector<std::string> &Arguments);

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_LSP_CLANGDCONFIG_H
