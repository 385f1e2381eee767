//===- Text.cpp - Lines and addresses of source files ---------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Text.h"

#include "llvm/ADT/StringExtras.h"

using namespace closewait;

std::string closewait::uriOf(llvm::StringRef Path) {
  std::string Uri = "file://";
  for (char C : Path)
    if (llvm::isAlnum(C) || llvm::StringRef("/-._~+:@").contains(C))
      Uri += C;
    else
      Uri += "%" + llvm::toHex(llvm::StringRef(&C, 1));
  return Uri;
}

llvm::StringRef closewait::lineAround(llvm::StringRef Text, size_t At) {
  size_t Begin = Text.take_front(At).rfind('\n') + 1;
  return Text.slice(Begin, Text.find('\n', At)).trim();
}
