//===- Commands.h - What is run for a unit ----------------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The command lines that ninja runs, each word written as the program that
// reads it wants it.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_COMMANDS_H
#define CLOSEWAIT_DRIVER_COMMANDS_H

#include "Database.h"
#include "Toolchain.h"

namespace closewait {

/// The MiB of address space that clang may take for one unit, if the user wants
/// no other limit.  The largest unit in fifteen servers took less than a
/// quarter.
constexpr unsigned DefaultMemory = 4096;

/// How the units are to be analysed.
struct Plan {
  Toolchain Tools;
  std::string Checkers = "socket";    ///< As -analyzer-checker takes them.
  std::vector<std::string> ExtraArgs; ///< For clang, behind the unit's own.
  bool TrustsFlags = false;           ///< The flags of the units may do more
                                      ///< than say how a file is read.
  std::vector<std::string> Models;    ///< Absolute paths.
  std::string Launcher;               ///< A word before each command.
  bool Facts = true;    ///< Ask first what the functions of all units do.
  bool Pages = false;   ///< Clang's own report pages, too, in LOG.pages.
  std::string Overlay;  ///< Other contents for some files, as clang's VFS has.
  unsigned Jobs = 0;    ///< At once; 0: ninja's choice.
  unsigned Seconds = 0; ///< For one unit.
  unsigned Memory = DefaultMemory; ///< For one unit, in MiB; 0: no limit.
  bool Quiet = false;
};

/// Every text from outside goes into a file for ninja through one of these.
/// In a path ninja gives a meaning to more characters than in a value, and some
/// have no escape: paths stand in variables.
class NinjaText {
public:
  /// \p Text as ninja reads it in a value.  Ninja has no escape for the
  /// characters that end a line or a file: a text with one of them becomes "".
  std::string operator()(llvm::StringRef Text);
  /// Whether all texts could be written.
  bool isWhole() const { return Whole; }

private:
  bool Whole = true;
};

/// \p Text as one word of a shell.
std::string shellWord(llvm::StringRef Text);

/// What a shell is to run for a unit that is compiled in \p Folder, up to the
/// name of what comes out, which is a \p Kind: "log" or "facts".
std::string commandFor(const Plan &How, llvm::StringRef Kind,
                       llvm::StringRef Folder);

/// What clang is told for all units, and what for \p U alone, as a response
/// file has it.
std::string commonArguments(const Plan &How);
std::string argumentsFor(const Plan &How, const Unit &U);

/// The same for what comes out, TARGET in the file with what was read.
std::string outputArguments(llvm::StringRef Target);
/// Has the analysis use what is known of other units, in the file \p Known.
std::string knownArguments(llvm::StringRef Known);
/// Has the plugin write a \p Kind ("log", "facts" or "depfile") to \p File.
std::string writingArguments(llvm::StringRef Kind, llvm::StringRef File);
/// Has clang write its pages to \p Folder.
std::string pagesArguments(llvm::StringRef Folder);

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_COMMANDS_H
