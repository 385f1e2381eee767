//===- Process.cpp - What another program says ----------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Process.h"
#include "Compat.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Program.h"

using namespace closewait;
namespace fs = llvm::sys::fs;

static constexpr unsigned Patience = 60; // Seconds.

static std::string contentOf(llvm::StringRef File) {
  auto Text = llvm::MemoryBuffer::getFile(File);
  return Text ? (*Text)->getBuffer().str() : "";
}

llvm::Expected<std::string>
closewait::outputOf(llvm::ArrayRef<llvm::StringRef> Words) {
  llvm::SmallString<128> Out, Err;
  for (llvm::SmallString<128> *File : {&Out, &Err})
    if (std::error_code Failed =
            fs::createTemporaryFile("closewait", "txt", *File))
      return llvm::createStringError(Failed, "cannot make a temporary file: " +
                                                 Failed.message());
  llvm::FileRemover RemoveOut(Out), RemoveErr(Err);
  compat::Redirect Redirects[] = {llvm::StringRef(""), Out.str(), Err.str()};
  std::string Message;
  int Code = llvm::sys::ExecuteAndWait(Words[0], Words, compat::None, Redirects,
                                       Patience, /*MemoryLimit=*/0, &Message);
  if (Code == 0)
    return contentOf(Out);
  std::string Said = llvm::StringRef(contentOf(Err)).trim().str();
  return llvm::createStringError(
      llvm::inconvertibleErrorCode(),
      "'" + Words[0] + "' failed: " + (Said.empty() ? Message : Said));
}
