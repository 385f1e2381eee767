//===- Settings.h - What the project has settled ----------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The file `.closewait.yaml`, which stands in a folder of the project like
// `.clang-tidy`, and the list of findings that the project has decided to
// accept.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_SETTINGS_H
#define CLOSEWAIT_DRIVER_SETTINGS_H

#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace closewait {

/// Findings that do not count, and why.  What is empty fits everything.
struct Suppression {
  std::string Path; ///< A glob, from the root of the project.
  std::string Rule;
  std::string Fingerprint; ///< Its beginning.
  std::string Reason;
  std::string Expires; ///< The last day on which it holds, as 2027-01-31.
};

struct Settings {
  std::string File;                ///< Where they stand, or "".
  std::string Checkers;            ///< As clang takes them, or "".
  std::vector<std::string> Models; ///< Absolute.
  std::vector<std::string> Skip;   ///< Globs, from the root of the project.
  std::vector<Suppression> Suppressions;
  std::string Baseline; ///< Absolute, or "".
};

/// Reads the first `.closewait.yaml` in \p Folder or above it.
/// \returns an error where it cannot be read, or says something else than it
/// may; what is wrong is printed.  No such file is no error.
llvm::Expected<Settings> readSettings(llvm::StringRef Folder);

/// Reads a list of suppressions.
/// \returns an error as above.
llvm::Expected<std::vector<Suppression>>
readSuppressions(const std::string &File);

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_SETTINGS_H
