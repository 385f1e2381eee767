//===- Task.h - What is to be analysed, and how -----------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One open file, with what is known of it and around it.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_LSP_TASK_H
#define CLOSEWAIT_DRIVER_LSP_TASK_H

#include "CompileCommands.h"
#include "Documents.h"
#include "Toolchain.h"

#include <set>

namespace closewait {

/// What is to be analysed, and how.
struct Task {
  std::string File; ///< Of an open document.
  /// What else files are called than the editor calls them, by that name.
  const std::map<std::string, std::set<std::string>> &Spelled;
  const Documents &Open;
  const Toolchain &Tools;
  const ClangdWishes &Wishes;
  const Compilation *Before; ///< How the file was compiled last, or null.
  std::string Folder;        ///< For what is written; it need not be there.
  unsigned Seconds;
  Encoding In;      ///< Of the positions that are told.
  bool IsToolKnown; ///< Clang is known to be of the right version.

  /// What stands in \p Folder for \p File, where that is not on the disk: the
  /// driver of clang looks there.
  static std::string standIn(const std::string &File,
                             const std::string &Folder) {
    return Folder + "/new/" + File.substr(File.rfind('/') + 1);
  }
};

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_LSP_TASK_H
