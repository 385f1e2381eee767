//===- Settings.h - What the user has set -----------------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The options of the package, `-analyzer-config socket:…`: declared to clang,
// read, and checked.  `clang --analyze` keeps silent about a mistyped option
// and a wrong value; here each is an error, in clang's own words and through
// its own diagnostics.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_SETTINGS_H
#define CLOSEWAIT_SETTINGS_H

#include "Compat.h"
#include "SocketModel.h"

namespace closewait {

/// Tells \p Registry of the options of the package.
void declareOptions(clang::ento::CheckerRegistry &Registry);

/// Does what the options of this run say: adds the rows of the user's files to
/// \p Model, and prints the table if that was asked for.
/// \returns false where an option or a file is wrong; the error is reported.
bool applyOptions(clang::ento::CheckerManager &Manager, SocketModel &Model);

} // namespace closewait

#endif // CLOSEWAIT_SETTINGS_H
