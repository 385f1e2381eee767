//===- Database.h - The units of a project ----------------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// From a compilation database (JSON, in either of its two forms, as CMake, bear
// and others write it) to the units to analyse: each with the arguments that
// clang understands.  What an output is named, what is another compiler's
// business, and what is not C or C++ is left out.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_DATABASE_H
#define CLOSEWAIT_DRIVER_DATABASE_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <map>
#include <string>
#include <vector>

namespace closewait {

struct Unit {
  std::string Directory;              ///< Absolute.
  std::string File;                   ///< Absolute.
  std::vector<std::string> Arguments; ///< Without the compiler and the file.
  bool IsAsked = true; ///< For findings; else only other units use it.
};

struct Database {
  std::string Path;          ///< Of the file.
  std::vector<Unit> Units;   ///< Each once, in the order of the file.
  std::vector<Unit> Missing; ///< Their source files are not there.
  /// What clang does not know and was dropped, and in how many units.
  std::map<std::string, unsigned> Dropped;

  /// The folder of the database.
  llvm::StringRef folder() const;
};

/// Whether \p Folder is called like one to build in: `build*`.
bool isBuildFolder(llvm::StringRef Folder);

/// The compilation database to use: \p Wanted, a file or its folder, or, where
/// that is "", the first of `compile_commands.json` and
/// `build*/compile_commands.json` in this folder or, failing that, in those
/// above it.
llvm::Expected<std::string> findDatabase(llvm::StringRef Wanted);

/// The database in \p Folder, or in a folder `build*` of it, or, where \p Flags
/// count, its `compile_flags.txt`; or "".
std::string databaseIn(llvm::StringRef Folder, bool Flags);

/// The same for the nearest folder above \p Folder that has one, or itself.
std::string databaseAbove(llvm::StringRef Folder, bool Flags);

/// Reads the database at \p Path.
/// \returns an error where it is no such database.
llvm::Expected<Database> readDatabase(llvm::StringRef Path);

/// Removes from the arguments of clang for \p File what asks for outputs, and
/// what no clang of this version knows; that is counted in \p Dropped.
void clean(std::vector<std::string> &Arguments, llvm::StringRef File,
           std::map<std::string, unsigned> &Dropped);

/// The first unit of \p File in the database or `compile_flags.txt` at \p Path;
/// where it has none, as the file with the most similar name is compiled.
/// \returns an error where there is no such database.
llvm::Expected<Unit> unitFor(const std::string &Path, const std::string &File);

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_DATABASE_H
