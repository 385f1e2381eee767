//===- Json.h - What stands in JSON that others have written ----*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where something is missing or is of another kind, there is nothing: none of
// these minds a null object.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_JSON_H
#define CLOSEWAIT_DRIVER_JSON_H

#include "llvm/Support/JSON.h"

#include <string>
#include <vector>

namespace closewait {

/// Parses \p Text.
/// \returns an error where it is no JSON, or has more brackets in brackets than
/// LLVM's parser, which goes down for each, has room for.
llvm::Expected<llvm::json::Value> parseJson(llvm::StringRef Text);

/// What is at \p Key of \p O, or "" or 0.
std::string textOf(const llvm::json::Object *O, llvm::StringRef Key);
unsigned numberOf(const llvm::json::Object *O, llvm::StringRef Key);

/// The object that \p Keys lead to, one after the other, or null.
const llvm::json::Object *objectAt(const llvm::json::Object *O,
                                   std::initializer_list<llvm::StringRef> Keys);

/// Whether \p Keys lead to a true.
bool isTrueAt(const llvm::json::Object *O,
              std::initializer_list<llvm::StringRef> Keys,
              llvm::StringRef Last);

/// The objects in the array \p Key of \p O.
std::vector<const llvm::json::Object *> objectsIn(const llvm::json::Object *O,
                                                  llvm::StringRef Key);

/// The texts in the array \p Key of \p O.
std::vector<std::string> textsIn(const llvm::json::Object *O,
                                 llvm::StringRef Key);

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_JSON_H
