//===- DatabaseText.h - Whether a database is whole -------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clang reads a compilation database with a YAML parser, which stops without an
// error where the text is cut or damaged behind an entry.  This check reads the
// text from its first byte to its last: a database that passes is JSON, and
// each entry has what the standard form of a database asks for.
//
// Two forms that are not strict JSON pass, because tools write them: a comma
// behind the last entry, and names that are not UTF-8.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_DATABASETEXT_H
#define CLOSEWAIT_DRIVER_DATABASETEXT_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

namespace closewait {

/// Checks \p Text, the compilation database in the file \p Path.
/// \returns the number of its entries, or an error with line and column.
llvm::Expected<size_t> countEntries(llvm::StringRef Text, llvm::StringRef Path);

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_DATABASETEXT_H
