//===- ResultRange.cpp - What a function can answer -----------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ResultRange.h"

#include <algorithm>

using namespace closewait;

ResultRange ResultRange::between(int64_t First, int64_t Last) {
  ResultRange Range;
  if (First <= Last)
    Range.All.push_back({First, Last});
  return Range;
}

ResultRange ResultRange::with(const ResultRange &Other) const {
  std::vector<Interval> Both = All;
  Both.insert(Both.end(), Other.All.begin(), Other.All.end());
  std::sort(Both.begin(), Both.end(), [](const Interval &A, const Interval &B) {
    return A.First < B.First;
  });
  ResultRange Range;
  for (const Interval &I : Both) {
    bool Touches = !Range.All.empty() && (Range.All.back().Last == INT64_MAX ||
                                          I.First <= Range.All.back().Last + 1);
    if (Touches)
      Range.All.back().Last = std::max(Range.All.back().Last, I.Last);
    else
      Range.All.push_back(I);
  }
  return Range;
}

ResultRange ResultRange::common(const ResultRange &Other) const {
  ResultRange Range;
  for (const Interval &A : All)
    for (const Interval &B : Other.All)
      Range = Range.with(
          between(std::max(A.First, B.First), std::min(A.Last, B.Last)));
  return Range;
}

ResultRange ResultRange::others() const {
  ResultRange Range;
  int64_t Next = INT64_MIN;
  for (const Interval &I : All) {
    if (I.First > Next)
      Range.All.push_back({Next, I.First - 1});
    if (I.Last == INT64_MAX)
      return Range;
    Next = I.Last + 1;
  }
  Range.All.push_back({Next, INT64_MAX});
  return Range;
}

bool ResultRange::parse(llvm::StringRef Text, ResultRange &Range) {
  Range = ResultRange();
  while (!Text.empty()) {
    llvm::StringRef Piece;
    std::tie(Piece, Text) = Text.split(',');
    bool IsOne = Piece.find("..") == llvm::StringRef::npos;
    auto Ends = Piece.split("..");
    Interval I{INT64_MIN, INT64_MAX};
    if ((IsOne || !Ends.first.empty()) && Ends.first.getAsInteger(10, I.First))
      return false;
    if (IsOne)
      I.Last = I.First;
    else if (!Ends.second.empty() && Ends.second.getAsInteger(10, I.Last))
      return false;
    Range = Range.with(between(I.First, I.Last));
  }
  return !Range.isEmpty();
}

std::string ResultRange::text() const {
  std::string Text;
  for (const Interval &I : All) {
    if (!Text.empty())
      Text += ",";
    if (I.First != INT64_MIN)
      Text += std::to_string(I.First);
    if (I.First == I.Last)
      continue;
    Text += "..";
    if (I.Last != INT64_MAX)
      Text += std::to_string(I.Last);
  }
  return Text;
}
