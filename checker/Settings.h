//===- Settings.h - What the user has set -----------------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The options of the package, `-analyzer-config socket:…`: declared to clang,
// read, and checked.  `clang --analyze` keeps silent about a mistyped option
// and a wrong value; here each is an error, in clang's own words and through
// its own diagnostics.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_SETTINGS_H
#define CLOSEWAIT_SETTINGS_H

#include "Compat.h"
#include "Limits.h"
#include "SocketModel.h"

namespace closewait {

/// Tells \p Registry of the options of the package.
void declareOptions(clang::ento::CheckerRegistry &Registry);

/// What the options of one run say.
class Settings {
public:
  Settings(const clang::AnalyzerOptions &Options, clang::ASTContext &Ctx)
      : Options(Options), Ctx(Ctx) {}

  /// Adds the rows of the user's files to \p Model.
  /// \returns false where an option or a file is wrong; the error is reported.
  bool addRows(SocketModel &Model) const;

  /// Whether the table of rows is to be printed.
  bool dumpsModels() const { return isSet("DumpModels"); }

  /// Whether only this plugin uses the paths.
  bool onlySockets() const { return isSet("OnlySockets"); }

  /// How much is followed, and told.  Only where the options are good.
  Limits limits() const;

private:
  llvm::StringRef valueOf(llvm::StringRef Name) const;
  unsigned numberOf(llvm::StringRef Name) const;
  bool isSet(llvm::StringRef Name) const { return valueOf(Name) == "true"; }
  bool areGood() const;

  const clang::AnalyzerOptions &Options;
  clang::ASTContext &Ctx;
};

} // namespace closewait

#endif // CLOSEWAIT_SETTINGS_H
