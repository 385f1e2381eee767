//===- ResultRange.h - What a function can answer ---------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A set of integers, as intervals.  As text: `-1`, `1..` (1 and more), `..-2`,
// `0..3`, `..` (any), and several of these with commas between them.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_RESULTRANGE_H
#define CLOSEWAIT_RESULTRANGE_H

#include "llvm/ADT/StringRef.h"

#include <cstdint>
#include <string>
#include <vector>

namespace closewait {

class ResultRange {
public:
  struct Interval {
    int64_t First, Last;
    bool operator==(const Interval &O) const {
      return First == O.First && Last == O.Last;
    }
  };

  ResultRange() = default;
  static ResultRange only(int64_t Value) { return between(Value, Value); }
  static ResultRange between(int64_t First, int64_t Last);
  static ResultRange any() { return between(INT64_MIN, INT64_MAX); }
  static ResultRange from(int64_t First) { return between(First, INT64_MAX); }
  static ResultRange upTo(int64_t Last) { return between(INT64_MIN, Last); }

  /// The range that \p Text says.  \returns whether it says one.
  static bool parse(llvm::StringRef Text, ResultRange &Range);
  std::string text() const;

  bool isEmpty() const { return All.empty(); }
  const std::vector<Interval> &intervals() const { return All; }

  /// What is in one of both, and in both.
  ResultRange with(const ResultRange &Other) const;
  ResultRange common(const ResultRange &Other) const;
  /// What is not in it.
  ResultRange others() const;
  bool meets(const ResultRange &Other) const {
    return !common(Other).isEmpty();
  }

  bool operator==(const ResultRange &O) const { return All == O.All; }

private:
  std::vector<Interval> All; ///< In order, with gaps between them.
};

} // namespace closewait

#endif // CLOSEWAIT_RESULTRANGE_H
