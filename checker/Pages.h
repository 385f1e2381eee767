//===- Pages.h - Clang's own report pages -----------------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clang names the page of a report after a hash, which two reports at one place
// share: the second is lost.  Here each report gets a folder.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_PAGES_H
#define CLOSEWAIT_PAGES_H

#include "Compat.h"

#include "clang/Analysis/MacroExpansionContext.h"
#include "clang/CrossTU/CrossTranslationUnit.h"

namespace closewait {

class Pages {
public:
  /// Pages for the unit of \p Compiler, below \p Folder.
  Pages(clang::CompilerInstance &Compiler, std::string Folder)
      : Compiler(Compiler), Folder(std::move(Folder)),
        Macros(Compiler.getLangOpts()), OtherUnits(Compiler) {}

  /// Writes the page of \p Report.
  /// \returns the folder in which it stands, alone.
  std::string write(const clang::ento::PathDiagnostic &Report);

private:
  clang::CompilerInstance &Compiler;
  std::string Folder;
  unsigned Written = 0;
  // Clang asks for them, and leaves them aside.
  clang::MacroExpansionContext Macros;
  clang::cross_tu::CrossTranslationUnitContext OtherUnits;
};

} // namespace closewait

#endif // CLOSEWAIT_PAGES_H
