//===- FactsFile.cpp - The facts of a unit, as a file ---------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FactsFile.h"
#include "Files.h"

#include "llvm/Support/raw_ostream.h"

using namespace closewait;

bool closewait::readFacts(const std::string &File, SocketModel &Facts) {
  auto Text = readFile(File);
  if (!Text) {
    llvm::consumeError(Text.takeError());
    return false;
  }
  ModelError Wrong;
  if (Facts.read(*Text, Wrong))
    return true;
  llvm::errs() << "warning: " << File << ":" << Wrong.Line << ":"
               << Wrong.Column << ": " << Wrong.Message << "\n";
  return false;
}
