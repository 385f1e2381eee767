//===- CompileCommands.h - How a file in the editor is compiled -*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where clangd finds it, too: in the compilation database of the folder that
// its
// --compile-commands-dir or its configuration names, or of the nearest folder
// above the file that has one, or has one in build*/; for a file that is not in
// it, as the one with the most similar name is compiled.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_LSP_COMPILECOMMANDS_H
#define CLOSEWAIT_DRIVER_LSP_COMPILECOMMANDS_H

#include "Database.h"

#include "llvm/Support/JSON.h"

namespace closewait {

/// How a file is compiled, and who says so.
struct Compilation {
  Unit Of;              ///< As the database has it.
  std::string Database; ///< Its path, or "": there is none.
  std::string Stamp;    ///< Changes when the database does.

  /// The folder of the database, or else of the file itself.
  llvm::StringRef folder() const;
};

/// One process tells the other.
llvm::json::Value toJson(const Compilation &C);
Compilation compilationIn(const llvm::json::Object *O);

/// What the user has told clangd on its command line and when it began.
struct ClangdWishes {
  std::string Folder;                     ///< --compile-commands-dir, or "".
  std::vector<std::string> FallbackFlags; ///< Where there is no database.
};

/// Finds out how \p File, an absolute path, is compiled.  \p Before: what was
/// found the last time; it is given back where the database is the same.
/// \returns an error where the database cannot be read.
llvm::Expected<Compilation> compilationOf(const std::string &File,
                                          const ClangdWishes &Wishes,
                                          const Compilation *Before);

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_LSP_COMPILECOMMANDS_H
