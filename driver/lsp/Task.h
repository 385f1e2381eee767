//===- Task.h - What the child of an analysis does --------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Whatever can take long is done in a child: it looks for the compile command,
// shows clang the open files as they are in the editor (through its VFS), and
// reads what clang has found.  Both have less of the processors than the editor
// and clangd, a limit of memory and one of time, and end when the parent does.
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
                             const std::string &Folder);
};

/// Does \p What, as the child, and ends: what has become of it (JobResult) is
/// told through \p Pipe.
[[noreturn]] void carryOut(const Task &What, int Pipe);

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_LSP_TASK_H
