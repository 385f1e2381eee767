//===- Depth.cpp - Whether a text is nested too deeply --------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Depth.h"

#include "llvm/Support/Casting.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/YAMLParser.h"

using namespace closewait;
namespace yaml = llvm::yaml;

/// Each level takes a parser less than a kilobyte of its stack.
static constexpr unsigned MostLevels = 1000;

bool closewait::isTooDeepJson(llvm::StringRef Text) {
  unsigned Depth = 0;
  bool InString = false;
  for (size_t I = 0; I < Text.size(); ++I) {
    if (InString && Text[I] == '\\')
      ++I;
    else if (Text[I] == '"')
      InString = !InString;
    else if (!InString && (Text[I] == '[' || Text[I] == '{') &&
             ++Depth > MostLevels)
      return true;
    else if (!InString && (Text[I] == ']' || Text[I] == '}') && Depth > 0)
      --Depth;
  }
  return false;
}

/// Whether there are more than \p Levels below \p Node.  The library parses a
/// list only as far as its items are asked for.
static bool isDeeper(yaml::Node *Node, unsigned Levels) {
  if (Node && Levels == 0)
    return true;
  if (auto *Map = llvm::dyn_cast_or_null<yaml::MappingNode>(Node)) {
    for (yaml::KeyValueNode &Member : *Map)
      if (isDeeper(Member.getKey(), Levels - 1) ||
          isDeeper(Member.getValue(), Levels - 1))
        return true;
  } else if (auto *List = llvm::dyn_cast_or_null<yaml::SequenceNode>(Node)) {
    for (yaml::Node &Item : *List)
      if (isDeeper(&Item, Levels - 1))
        return true;
  }
  return false;
}

bool closewait::isTooDeepYaml(llvm::StringRef Text) {
  llvm::SourceMgr Quiet;
  Quiet.setDiagHandler([](const llvm::SMDiagnostic &, void *) {});
  yaml::Stream Documents(Text, Quiet);
  for (yaml::Document &Each : Documents)
    if (isDeeper(Each.getRoot(), MostLevels))
      return true;
  return false;
}
