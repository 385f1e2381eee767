//===- AllowedFlags.h - Flags that only say how a file is read --*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A user who analyses a project, or opens one of its files in an editor, has
// not said that the project may run code or write files here.  Options of clang
// can do both, and can switch the checkers off.  So this room has a table of
// the options that say how a file is read.  These pass; all others are left
// out.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_ALLOWEDFLAGS_H
#define CLOSEWAIT_DRIVER_ALLOWEDFLAGS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <set>
#include <string>
#include <vector>

namespace closewait {

/// What the value of an option may be, if it has one.
enum class FlagValue {
  Any,
  Word,     ///< Letters, digits and "+-=._", so no path.
  Language, ///< C or C++.
  Target    ///< Words joined by '-', of a processor and a system.
};

/// Options that pass, and what they say.
struct FlagGroup {
  const char *Says;
  FlagValue Takes;
  /// Exact names, without aliases, between blanks: "-f[no-]x" is two names.
  const char *Names;
};

/// All options that pass by their name.  Beside them pass `-Wno-WORD` and the
/// options that switch one feature of a processor on or off.
llvm::ArrayRef<FlagGroup> allowedGroups();

/// \returns those of \p Given, arguments of clang's driver, that pass, written
/// anew.  Adds to \p LeftOut those that do not, as a person is told of them;
/// without those that only matter for an output, such as -g.
std::vector<std::string> allowedFlags(const std::vector<std::string> &Given,
                                      std::set<std::string> &LeftOut);

/// The arguments that stop clang from reading configuration files that the
/// command line does not name; empty where clang has no such files.
std::vector<std::string> noConfiguration();

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_ALLOWEDFLAGS_H
