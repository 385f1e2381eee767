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

std::string closewait::pathOf(llvm::StringRef Uri) {
  Uri.consume_front("file://");
  std::string Path;
  for (size_t I = 0; I != Uri.size(); ++I) {
    unsigned Code;
    if (Uri[I] == '%' && !Uri.substr(I + 1, 2).getAsInteger(16, Code)) {
      Path += char(Code);
      I += 2;
    } else {
      Path += Uri[I];
    }
  }
  return Path;
}

llvm::StringRef closewait::lineAround(llvm::StringRef Text, size_t At) {
  size_t Begin = Text.take_front(At).rfind('\n') + 1;
  return Text.slice(Begin, Text.find('\n', At)).trim();
}
