//===- CompileCommands.cpp - How a file in the editor is compiled ---------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CompileCommands.h"
#include "ClangdConfig.h"
#include "Files.h"
#include "Json.h"

#include "llvm/Support/Path.h"

using namespace closewait;
namespace json = llvm::json;
namespace path = llvm::sys::path;

/// The database for \p File, or "".
static std::string databaseFor(const std::string &File,
                               const ClangdWishes &Wishes,
                               const ClangdConfig &Config) {
  if (!Wishes.Folder.empty())
    return databaseIn(Wishes.Folder, /*Flags=*/true);
  if (Config.NoDatabase)
    return "";
  if (!Config.Database.empty())
    return databaseIn(Config.Database, /*Flags=*/true);
  return databaseAbove(path::parent_path(File), /*Flags=*/true);
}

json::Value closewait::toJson(const Compilation &C) {
  return json::Object{{"database", C.Database},
                      {"stamp", C.Stamp},
                      {"directory", C.Of.Directory},
                      {"file", C.Of.File},
                      {"arguments", json::Array(C.Of.Arguments)}};
}

Compilation closewait::compilationIn(const json::Object *O) {
  Compilation C;
  C.Database = textOf(O, "database");
  C.Stamp = textOf(O, "stamp");
  C.Of.Directory = textOf(O, "directory");
  C.Of.File = textOf(O, "file");
  C.Of.Arguments = textsIn(O, "arguments");
  return C;
}

llvm::StringRef Compilation::folder() const {
  return path::parent_path(Database.empty() ? Of.File : Database);
}

llvm::Expected<Compilation>
closewait::compilationOf(const std::string &File, const ClangdWishes &Wishes,
                         const Compilation *Before) {
  ClangdConfig Config = clangdConfigFor(File);
  if (!Config.Trouble.empty())
    return failure(Config.Trouble);
  Compilation Found;
  Found.Database = databaseFor(File, Wishes, Config);
  if (Found.Database.empty()) {
    Found.Of.File = File;
    Found.Of.Directory = path::parent_path(File).str();
    Found.Of.Arguments = Wishes.FallbackFlags;
  } else {
    Found.Stamp = stampOf(Found.Database);
    if (Before && Before->Database == Found.Database &&
        Before->Stamp == Found.Stamp) {
      Found.Of = Before->Of;
    } else {
      auto Of = unitFor(Found.Database, File);
      if (!Of)
        return Of.takeError();
      Found.Of = std::move(*Of);
    }
  }
  return Found;
}
