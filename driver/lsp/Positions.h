//===- Positions.h - Places in a text that is edited ------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Positions as LSP counts them: lines from 0, and in a line the units of the
// encoding that editor and server have agreed on, UTF-16 unless they say
// otherwise.  What stands at a position moves with the edits before it.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_LSP_POSITIONS_H
#define CLOSEWAIT_DRIVER_LSP_POSITIONS_H

#include "llvm/Support/JSON.h"

#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace closewait {

enum class Encoding { Utf8, Utf16, Utf32 };

/// The one that is called \p Name ("utf-16"); UTF-16 where there is none.
Encoding encodingOf(llvm::StringRef Name);

struct Point {
  unsigned Line = 0, Character = 0;

  friend bool operator<(const Point &A, const Point &B) {
    return std::tie(A.Line, A.Character) < std::tie(B.Line, B.Character);
  }
  friend bool operator==(const Point &A, const Point &B) {
    return std::tie(A.Line, A.Character) == std::tie(B.Line, B.Character);
  }
};

struct Range {
  Point Begin, End;
};

/// \p R as JSON has it, and back; nothing where \p Value is no range.
llvm::json::Value toJson(const Range &R);
std::optional<Range> rangeOf(const llvm::json::Value *Value);

/// Where \p At is in \p Text: behind the end of a line or of the text it is
/// that end.
size_t offsetOf(llvm::StringRef Text, Point At, Encoding In);

/// Where the lines of \p Text begin.
std::vector<size_t> linesOf(llvm::StringRef Text);

/// The units of \p In before \p Column, from 1, in code points, of the line
/// that \p Text begins with.
unsigned charactersBefore(llvm::StringRef Text, unsigned Column, Encoding In);

/// What stood at Old, stands up to NewEnd now.
struct Edit {
  Range Old;
  Point NewEnd;
};

/// The edit that puts \p New at \p Old.
/// (Of whole lines that are replaced, editBetween() knows more.)
Edit editAt(Range Old, llvm::StringRef New, Encoding In);

/// The smallest edit that makes \p New of \p Old, line by line.
Edit editBetween(llvm::StringRef Old, llvm::StringRef New);

/// Where what stood at \p R is after \p Made.
/// \returns nothing where it is gone, or something else stands there.
std::optional<Range> moved(Range R, const Edit &Made);

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_LSP_POSITIONS_H
