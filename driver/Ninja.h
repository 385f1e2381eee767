//===- Ninja.h - ninja, at work ---------------------------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Starts ninja, hands on to it what asks us to end, and tells how it ended.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_NINJA_H
#define CLOSEWAIT_DRIVER_NINJA_H

#include "llvm/ADT/StringRef.h"

#include <string>

namespace closewait {

struct Ninja {
  std::string Program;
  std::string Folder; ///< Where its graph is.
  unsigned Jobs = 0;  ///< At once; 0: ninja's choice.
  bool Quiet = false;
  /// Units that have been parsed may be kept until they are analysed.
  bool Parks = false;

  /// All is done; some of it failed; it was asked to end; it did not start.
  enum Ended { Whole, Failed, Interrupted, Never };

  /// Has what \p Target needs done, as far as it can be.  ninja's words go to
  /// stderr.
  Ended build(llvm::StringRef Target) const;
};

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_NINJA_H
