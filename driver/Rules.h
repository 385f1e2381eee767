//===- Rules.h - What the checkers are called and mean ----------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One row for each checker: `closewait list` prints them, SARIF lists them as
// its rules, and `closewait explain` finds the page of the same name.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_RULES_H
#define CLOSEWAIT_DRIVER_RULES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace closewait {

struct Rule {
  const char *Id;                    ///< "socket.CloseWait"
  const char *Name;                  ///< In SARIF, in Pascal case.
  const char *Summary;               ///< One sentence.
  const char *Help;                  ///< What to do.
  llvm::ArrayRef<const char *> Cwes; ///< The numbers.

  /// The name of its page: "CloseWait".
  llvm::StringRef page() const { return llvm::StringRef(Id).split('.').second; }
};

llvm::ArrayRef<Rule> rules();

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_RULES_H
