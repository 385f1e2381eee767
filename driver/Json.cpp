//===- Json.cpp - What stands in JSON that others have written ------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Json.h"
#include "Compat.h"
#include "Depth.h"
#include "Files.h"

using namespace closewait;
namespace json = llvm::json;

llvm::Expected<json::Value> closewait::parseJson(llvm::StringRef Text) {
  if (isTooDeepJson(Text))
    return failure("its brackets are nested too deeply");
  return json::parse(Text);
}

std::string closewait::textOf(const json::Object *O, llvm::StringRef Key) {
  auto Text = O ? O->getString(Key) : compat::None;
  return Text ? Text->str() : "";
}

unsigned closewait::numberOf(const json::Object *O, llvm::StringRef Key) {
  auto Number = O ? O->getInteger(Key) : compat::None;
  return Number ? unsigned(*Number) : 0;
}

const json::Object *
closewait::objectAt(const json::Object *O,
                    std::initializer_list<llvm::StringRef> Keys) {
  for (llvm::StringRef Key : Keys)
    O = O ? O->getObject(Key) : nullptr;
  return O;
}

bool closewait::isTrueAt(const json::Object *O,
                         std::initializer_list<llvm::StringRef> Keys,
                         llvm::StringRef Last) {
  O = objectAt(O, Keys);
  auto Is = O ? O->getBoolean(Last) : compat::None;
  return Is && *Is;
}

std::vector<const json::Object *> closewait::objectsIn(const json::Object *O,
                                                       llvm::StringRef Key) {
  std::vector<const json::Object *> Found;
  if (const json::Array *Values = O ? O->getArray(Key) : nullptr)
    for (const json::Value &V : *Values)
      if (const json::Object *Each = V.getAsObject())
        Found.push_back(Each);
  return Found;
}

std::vector<std::string> closewait::textsIn(const json::Object *O,
                                            llvm::StringRef Key) {
  std::vector<std::string> Found;
  if (const json::Array *Values = O ? O->getArray(Key) : nullptr)
    for (const json::Value &V : *Values)
      if (auto Text = V.getAsString())
        Found.push_back(Text->str());
  return Found;
}
