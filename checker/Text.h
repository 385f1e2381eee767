//===- Text.h - Lines and addresses of source files -------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the plugin writes into the log of a unit and the command reads there has
// to be computed alike by both.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_TEXT_H
#define CLOSEWAIT_TEXT_H

#include "llvm/ADT/StringRef.h"

#include <string>

namespace closewait {

/// \p Path, an absolute one, as a URI (RFC 8089).
std::string uriOf(llvm::StringRef Path);

/// The path that \p Uri names, if it names a file.
std::string pathOf(llvm::StringRef Uri);

/// The line of \p Text around the offset \p At, without blanks at its ends.
llvm::StringRef lineAround(llvm::StringRef Text, size_t At);

/// Whether \p C goes on with a code point of UTF-8: columns do not count it.
inline bool isContinuation(char C) { return (uint8_t(C) & 0xC0) == 0x80; }

} // namespace closewait

#endif // CLOSEWAIT_TEXT_H
