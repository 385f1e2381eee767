//===- Overlay.cpp - Other contents for files, for clang's eyes -----------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Overlay.h"
#include "Files.h"
#include "Json.h"

#include "llvm/Support/raw_ostream.h"

using namespace closewait;
namespace json = llvm::json;

llvm::Error closewait::writeOverlay(const Contents &Shown,
                                    const std::string &File) {
  json::Array Roots;
  for (const auto &Each : Shown)
    Roots.push_back(json::Object{{"type", "file"},
                                 {"name", Each.first},
                                 {"external-contents", Each.second}});
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  Out << json::Value(json::Object{{"version", 0},
                                  {"use-external-names", false},
                                  {"roots", std::move(Roots)}});
  return writeFile(File, Out.str());
}

Contents closewait::readOverlay(const std::string &File) {
  Contents Shown;
  auto Text = readFile(File);
  auto Value = parseJson(Text ? *Text : "");
  if (Text && Value)
    for (const json::Object *Each : objectsIn(Value->getAsObject(), "roots"))
      Shown[textOf(Each, "name")] = textOf(Each, "external-contents");
  llvm::consumeError(llvm::joinErrors(Text.takeError(), Value.takeError()));
  return Shown;
}
