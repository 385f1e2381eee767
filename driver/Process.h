//===- Process.h - What another program says --------------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_PROCESS_H
#define CLOSEWAIT_DRIVER_PROCESS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <string>

namespace closewait {

/// Runs \p Words; the first word is the path of a program.
/// \returns what it prints on stdout, or, where it cannot be run, is not done
/// within a minute or fails, an error with what it prints on stderr.
llvm::Expected<std::string> outputOf(llvm::ArrayRef<llvm::StringRef> Words);

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_PROCESS_H
