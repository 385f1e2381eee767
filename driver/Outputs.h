//===- Outputs.h - Findings, as people and other programs read them -------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_OUTPUTS_H
#define CLOSEWAIT_DRIVER_OUTPUTS_H

#include "Findings.h"
#include "Overlay.h"
#include "Rules.h"

namespace llvm {
class raw_ostream;
}

namespace closewait {

/// Prints those of \p Found that count as clang prints its warnings, each with
/// the lines of the source and the steps of its path.  Files below \p Folder
/// are called from there.  A file that \p Copies names was analysed with the
/// contents of its copy.
void printText(const std::vector<Finding> &Found, llvm::StringRef Folder,
               const Contents &Copies, llvm::raw_ostream &Out);

/// \p Found as a SARIF 2.1.0 log with one run, of a project below \p Root.
llvm::json::Value sarifOf(const Report &What, llvm::StringRef Root);

/// \p Found as a Code Quality report of GitLab.
llvm::json::Value gitlabOf(const std::vector<Finding> &Found,
                           llvm::StringRef Root);

/// Writes an index of \p Found, sorted by verdict, to \p Folder, and copies the
/// page of each there: the one that the same finding has among \p Shown.
llvm::Error writePages(const std::vector<Finding> &Found, llvm::StringRef Root,
                       const std::vector<Finding> &Shown,
                       const std::string &Folder);

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_OUTPUTS_H
