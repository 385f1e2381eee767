//===- Markdown.h - Pages as text for a terminal ----------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `closewait explain` shows the pages of docs/checkers.  This is a renderer for
// what these pages use: headings, paragraphs, lists, blocks of code, and in the
// text code, emphasis and links.  Other Markdown comes out as it is.  The marks
// for the test suite in the code become plain comments.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_MARKDOWN_H
#define CLOSEWAIT_DRIVER_MARKDOWN_H

#include "llvm/ADT/StringRef.h"

namespace llvm {
class raw_ostream;
}

namespace closewait {

/// Prints the page \p Text in lines of at most \p Width columns, except for
/// code and long words.  Headings, code and emphasis are bold where \p Out has
/// colours.
void printMarkdown(llvm::StringRef Text, unsigned Width,
                   llvm::raw_ostream &Out);

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_MARKDOWN_H
