//===- GraphReaders.cpp - Which units have read a file --------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Files.h"
#include "Graph.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace closewait;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

/// \p Name without symbolic links, also where nothing is there.
static std::string realName(const std::string &Name) {
  if (fs::exists(Name))
    return realPath(Name);
  return realPath(path::parent_path(Name).str()) + "/" +
         path::filename(Name).str();
}

std::vector<const Unit *> Graph::readersOf(const std::set<std::string> &Files,
                                           Spellings &Spelled) const {
  llvm::StringMap<std::string> Real;
  auto IsOneOf = [&](llvm::StringRef Name) {
    auto Entry = Real.try_emplace(Name);
    if (Entry.second)
      Entry.first->second = realName(Name.str());
    const std::string &File = Entry.first->second;
    if (!Files.count(File))
      return false;
    Spelled[File].insert(Name.str());
    return true;
  };
  auto HasRead = [&](const std::string &Output) {
    auto Text = llvm::MemoryBuffer::getFile(recordFor(pathOf(Output)));
    auto Record = ReadRecordText::in(Text ? (*Text)->getBuffer() : "");
    bool Is = false;
    while (Record)
      if (auto Line = takeReadLine(Record->Lines))
        Is |= IsOneOf(Line->Name);
      else
        break;
    return Is;
  };
  // A unit without facts may read anything.
  auto IsUnknown = [&](const Node &N) {
    return How.Facts && !fs::exists(pathOf(N.Facts));
  };
  std::vector<const Unit *> Found;
  for (const Node &N : Nodes) {
    // Each is asked, for the names of what it has read.
    bool IsFile = IsOneOf(N.Of->File), InFacts = HasRead(N.Facts);
    if (HasRead(N.Log) || InFacts || IsFile || IsUnknown(N))
      Found.push_back(N.Of);
  }
  return Found;
}
