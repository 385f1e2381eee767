//===- Repair.cpp - The repairs that findings carry -----------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Repair.h"
#include "Files.h"
#include "Text.h"

#include <map>

using namespace closewait;

/// By file, however it is called, and there by line and column.
using Insertions =
    std::map<std::string, std::map<std::pair<unsigned, unsigned>, Insertion>>;

/// Takes up the repair of \p F, unless another one is in its way.
static bool take(const Finding &F, Insertions &Taken) {
  for (const Insertion &I : F.Repair)
    if (Taken[realPath(I.At.File)].count({I.At.Line, I.At.Column}))
      return false;
  for (const Insertion &I : F.Repair)
    Taken[realPath(I.At.File)][{I.At.Line, I.At.Column}] = I;
  return !F.Repair.empty();
}

/// Where \p Line and \p Column, both counted from 1, columns in code points,
/// are in \p Text.
static size_t offsetOf(llvm::StringRef Text, unsigned Line, unsigned Column) {
  size_t At = 0;
  for (; Line > 1 && At < Text.size(); --Line)
    At = std::min(Text.find('\n', At), Text.size() - 1) + 1;
  for (; Column > 1 && At < Text.size(); --Column)
    do
      ++At;
    while (At < Text.size() && isContinuation(Text[At]));
  return At;
}

llvm::Expected<Repaired> closewait::repair(const std::vector<Finding> &Found,
                                           std::set<std::string> &Tried) {
  Insertions All;
  Repaired Done;
  for (const Finding &F : Found)
    if (F.counts() && !Tried.count(F.Fingerprint) && take(F, All)) {
      Tried.insert(F.Fingerprint);
      ++Done.Findings;
    }
  for (const auto &File : All) {
    if (File.second.empty())
      continue;
    auto Text = readFile(File.first);
    if (!Text)
      return Text.takeError();
    // From the end on: what stands before stays where it is.
    std::string New = *Text;
    for (auto I = File.second.rbegin(); I != File.second.rend(); ++I) {
      size_t At = offsetOf(*Text, I->first.first, I->first.second);
      if (lineAround(*Text, At) != I->second.Line)
        return failure("'" + File.first +
                       "' has changed since it was analysed: no repair is "
                       "written into it");
      New.insert(At, I->second.Text);
    }
    if (llvm::Error E = writeFile(File.first, New))
      return E;
    ++Done.Files;
  }
  return Done;
}
