//===- Toolchain.h - The programs that the command needs --------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// clang, the plugin that was built for it, ninja, and what ninja runs for each
// unit and for all.  A plugin works with one version of clang only: that the
// three match is looked at here, before anything runs.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_TOOLCHAIN_H
#define CLOSEWAIT_DRIVER_TOOLCHAIN_H

#include "llvm/Support/Error.h"

#include <string>

namespace closewait {

struct Toolchain {
  std::string Clang;   ///< Of the version that the command was built for.
  std::string Version; ///< What it says of itself.
  std::string Plugin;
  std::string Ninja;
  std::string RunUnit; ///< closewait-unit
  std::string Join;    ///< closewait-join
};

/// Finds clang and the plugin, but does not look whether they match.  \p Clang
/// is a path or a name the user gave, or "": then clang-NN of the PATH, or of
/// the LLVM that the command was built with.  \p Self is the path of this
/// program: what was installed beside it is used.
/// \returns an error that says what is missing.
llvm::Expected<Toolchain> findAnalyzer(const std::string &Clang,
                                       const std::string &Self);

/// Asks the clang of \p Tools for its version.
/// \returns an error that says what it is where it is not the plugin's.
llvm::Error matchVersion(Toolchain &Tools);

/// Finds all of them, likewise, and looks whether they match.
llvm::Expected<Toolchain> findToolchain(const std::string &Clang,
                                        const std::string &Self);

/// What was installed as \p Path ("lib/closewait.so") together with the program
/// \p Self ("…/bin/closewait").
std::string pathBeside(llvm::StringRef Self, llvm::StringRef Path);

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_TOOLCHAIN_H
