//===- Rules.h - What the checkers are called and mean ----------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One row for each checker: `closewait list` prints them, SARIF lists them as
// its rules, and `closewait explain` finds the page of the same name.  Only
// these checkers can be chosen, because the log of a unit holds only their
// findings.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_RULES_H
#define CLOSEWAIT_DRIVER_RULES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <string>

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

/// The checker \p Name, "socket.CloseWait" or "CloseWait".
/// \returns an error that names a similar checker where there is none.
llvm::Expected<const Rule *> ruleNamed(llvm::StringRef Name);

/// The names in \p List, which have commas between them, as clang takes them:
/// of checkers, or "socket" for all.
/// \returns an error where one of them is no checker.
llvm::Expected<std::string> checkersIn(llvm::StringRef List);

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_RULES_H
