//===- FindingsLog.h - The findings of a unit as a SARIF log ----*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The log that the command reads.  Clang has one of its own, which differs from
// version to version and knows neither the opening call nor a repair: this one
// is the same for all of them, and holds only what this plugin has found.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_FINDINGSLOG_H
#define CLOSEWAIT_FINDINGSLOG_H

#include "Limits.h"
#include "Pages.h"

#include <string>
#include <vector>

namespace closewait {

/// The texts of objects of the type `result` (SARIF 2.1.0, section 3.27).  The
/// tree of llvm::json for a long path takes many times the memory of its text.
using ResultTexts = std::vector<std::string>;

/// A consumer of reports that appends those of this plugin to \p Results when
/// it is flushed.  Beside what the standard asks, the property bag says
/// `verdict`, the title of the report, and `opening`, the line of the call that
/// opened the socket, or else ended it, without its indentation; and `page`,
/// where \p Shown writes pages, the folder of its page.
std::unique_ptr<clang::ento::PathDiagnosticConsumer> logTo(ResultTexts &Results,
                                                           Pages *Shown);

/// Writes \p Text to \p File.
/// \returns false, with an error reported to \p Diags, where that fails.
bool writeWhole(llvm::StringRef File, llvm::StringRef Text,
                clang::DiagnosticsEngine &Diags);

/// The text of a log with \p Results.  It tells of each function of \p Cut that
/// was not followed to the end, as a `notification` (section 3.58).
std::string logOf(const ResultTexts &Results, const Unfinished &Cut,
                  const Limits &Most, clang::DiagnosticsEngine &Diags);

} // namespace closewait

#endif // CLOSEWAIT_FINDINGSLOG_H
