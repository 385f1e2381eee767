//===- GitlabOutput.cpp - Findings for merge requests ---------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// GitLab's Code Quality report: a list of objects with description, check_name,
// fingerprint, severity and location.
//
//===----------------------------------------------------------------------===//

#include "Outputs.h"

using namespace closewait;
namespace json = llvm::json;

json::Value closewait::gitlabOf(const std::vector<Finding> &Found,
                                llvm::StringRef Root) {
  json::Array All;
  for (const Finding &F : Found)
    if (!F.IsSuppressed)
      All.push_back(json::Object{
          {"description", F.Message},
          {"check_name", F.Rule},
          {"fingerprint", F.Fingerprint},
          {"severity", "major"},
          {"location",
           json::Object{{"path", relativeTo(Root, F.At.File)},
                        {"lines", json::Object{{"begin", F.At.Line}}}}}});
  return All;
}
