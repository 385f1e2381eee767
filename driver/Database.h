//===- Database.h - The units of a project ----------------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// From a compilation database (JSON, in either of its two forms, as CMake, bear
// and others write it), or from flags for all files, to the units to analyse:
// each with the arguments that clang understands.  What an output is named,
// what is another compiler's business, and what is not C or C++ is left out.
// Flags that do more than say how a file is read are left out as well, unless
// the user trusts the database.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_DATABASE_H
#define CLOSEWAIT_DRIVER_DATABASE_H

#include "llvm/ADT/ArrayRef.h"
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

/// Which flags of a database pass.
enum class Trust { AllowedFlags, AllFlags };

struct Database {
  std::string Path;          ///< Of the file, or "" if there is none.
  std::string Current;       ///< Without a file, the folder of the project.
  std::vector<Unit> Units;   ///< Each once, in the order of the file.
  std::vector<Unit> Missing; ///< Their source files are not there.
  /// What clang does not know and was dropped, and in how many units.
  std::map<std::string, unsigned> Dropped;
  size_t Others = 0; ///< Entries in other languages than C and C++.
  std::string Other; ///< The file of the first of them.
  Trust Passes = Trust::AllowedFlags;
  /// What does more than say how a file is read, and in how many units.
  std::map<std::string, unsigned> LeftOut;

  /// The folder of the database.
  llvm::StringRef folder() const;
};

/// The folder of the project that is built in \p Folder, which has the name of
/// a build folder: `build*`, `cmake-build-*` or `out/build/*`.  Another \p
/// Folder is its own project.
std::string projectAround(llvm::StringRef Folder);

/// The compilation database to use: \p Wanted, a file or its folder, or, where
/// that is "", the one of this folder (see databaseIn()) or, failing that, of
/// the nearest folder above that has one.
llvm::Expected<std::string> findDatabase(llvm::StringRef Wanted);

/// Whether \p Path is a `compile_flags.txt`, which names no files.
bool isFlagsFile(llvm::StringRef Path);

/// The database in \p Folder, or the first, in the order of names, in one of
/// its build folders, or, where \p Flags count, its `compile_flags.txt`; or "".
std::string databaseIn(llvm::StringRef Folder, bool Flags);

/// The same for the nearest folder above \p Folder that has one, or itself.
std::string databaseAbove(llvm::StringRef Folder, bool Flags);

/// Reads the database at \p Path.
/// \returns an error where it is no such database.
llvm::Expected<Database> readDatabase(llvm::StringRef Path, Trust Passes);

/// The units of \p Files, each compiled with the flags in the
/// `compile_flags.txt` at \p Path. \returns an error where one of \p Files is
/// no source file.
llvm::Expected<Database> readFlags(llvm::StringRef Path,
                                   llvm::ArrayRef<std::string> Files,
                                   Trust Passes);

/// The same with \p Flags, which are the user's own and all pass, in the
/// current folder.
llvm::Expected<Database> withFlags(llvm::ArrayRef<std::string> Flags,
                                   llvm::ArrayRef<std::string> Files);

/// Removes from the arguments of clang for \p File what asks for outputs, and
/// what no clang of this version knows; that is counted in \p Dropped.
void clean(std::vector<std::string> &Arguments, llvm::StringRef File,
           std::map<std::string, unsigned> &Dropped);

/// The first unit of \p File in the database or `compile_flags.txt` at \p Path,
/// with all its flags; where it has none, as the file with the most
/// similar name is compiled. \returns an error where there is no such database.
llvm::Expected<Unit> unitFor(const std::string &Path, const std::string &File);

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_DATABASE_H
