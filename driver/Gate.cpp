//===- Gate.cpp - Which findings count ------------------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Gate.h"
#include "Compat.h"

#include "llvm/Support/GlobPattern.h"

#include <set>

using namespace closewait;
namespace json = llvm::json;

void closewait::compare(std::vector<Finding> &Found,
                        const std::vector<Finding> &Baseline, Verdicts &Said) {
  std::set<std::string> Before;
  for (const Finding &F : Baseline)
    Before.insert(F.Fingerprint);
  for (Finding &F : Found) {
    F.IsKnown = Before.erase(F.Fingerprint) != 0;
    F.Result["baselineState"] = F.IsKnown ? "unchanged" : "new";
    ++(F.IsKnown ? Said.Known : Said.New);
  }
  Said.Gone = Before.size();
}

/// Whether \p Pattern fits \p Text; what is no glob fits itself only.
static bool fits(llvm::StringRef Pattern, llvm::StringRef Text) {
  auto Glob = llvm::GlobPattern::create(Pattern);
  if (Glob)
    return Glob->match(Text);
  llvm::consumeError(Glob.takeError());
  return Pattern == Text;
}

static bool fits(const Suppression &S, const Finding &F, llvm::StringRef Root) {
  return (S.Path.empty() || fits(S.Path, relativeTo(Root, F.At.File))) &&
         (S.Rule.empty() || fits(S.Rule, F.Rule)) &&
         compat::startsWith(F.Fingerprint, S.Fingerprint);
}

static std::string nameOf(const Suppression &S) {
  std::string Name;
  for (const std::string &Part : {S.Path, S.Rule, S.Fingerprint})
    if (!Part.empty())
      Name += (Name.empty() ? "" : " ") + Part;
  return "'" + Name + "'";
}

void closewait::suppress(std::vector<Finding> &Found,
                         const std::vector<Suppression> &Suppressions,
                         llvm::StringRef Root, llvm::StringRef Today,
                         Verdicts &Said) {
  for (const Suppression &S : Suppressions) {
    if (!S.Expires.empty() && llvm::StringRef(S.Expires) < Today) {
      Said.Remarks.push_back("the suppression " + nameOf(S) + " has expired (" +
                             S.Expires + ")");
      continue;
    }
    bool Fits = false;
    for (Finding &F : Found) {
      if (!fits(S, F, Root))
        continue;
      Fits = true;
      if (F.IsSuppressed)
        continue;
      F.IsSuppressed = true;
      ++Said.Suppressed;
      F.Result["suppressions"] = json::Array{
          json::Object{{"kind", "external"}, {"justification", S.Reason}}};
    }
    if (!Fits)
      Said.Remarks.push_back("the suppression " + nameOf(S) +
                             " matches no finding");
  }
}
