//===- Conclude.h - From what was found to the exit code --------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The end of `closewait check` and of `closewait merge`: decide what counts,
// write what was asked for, tell what was not analysed.  Findings go to stdout,
// everything else to stderr; where a log goes to stdout, the findings go to
// stderr, too.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_CONCLUDE_H
#define CLOSEWAIT_DRIVER_CONCLUDE_H

#include "Gate.h"
#include "Overlay.h"

#include <optional>

namespace closewait {

/// The exit codes of the command.
enum Exit {
  Clean = 0,   ///< All units analysed, and nothing that counts.
  Defects = 1, ///< All units analysed, and findings that count.
  Trouble = 2  ///< Anything not analysed, or any other trouble.
};

/// What the user wants to know, and where.
struct Wishes {
  std::vector<Suppression> Suppressions;
  std::optional<Report> Baseline; ///< An earlier run: its findings are known.
  std::string Sarif, Gitlab; ///< Files to write, "-" (standard output), or "".
  std::string Html;          ///< A folder to write, or "".
  unsigned AllowedFailures = 0;
  bool Quiet = false;
  bool Verbose = false;    ///< Names the functions that were not followed.
  bool MayBeEmpty = false; ///< A part of a project may have no units.

  /// Whether a log goes to standard output. Otherwise the findings do.
  bool printsLog() const;
};

/// What the run itself brings along for its outputs.
struct Extras {
  std::optional<Report> Before; ///< What there was: the baseline.
  std::vector<Finding> Shown;   ///< Findings that have pages.
  Contents Copies; ///< Of files that were analysed with other contents.
};

/// Says on stderr what is wrong.  \returns Trouble.
Exit trouble(llvm::Error E);

/// "1 unit", "2 units"; \p Many where that is not \p One and an "s".
std::string counted(size_t Number, llvm::StringRef One,
                    llvm::StringRef Many = "");

/// Reads the log \p Baseline of an earlier run into \p Wanted, and looks
/// whether the outputs that it asks for can be written: before the analysis,
/// which may take long. \returns an error that names the file that cannot be
/// read or written.
llvm::Error prepare(Wishes &Wanted, const std::string &Baseline);

/// Decides which findings of \p What count, and says in \p Said what that
/// leaves.
void decide(Report &What, const Wishes &Wanted, const std::string &Root,
            Extras &Beside, Verdicts &Said);

/// Tells of \p What all that \p Wanted asks for.  Files are told from \p Root.
Exit conclude(Report What, const Wishes &Wanted, const std::string &Root,
              Extras Beside = Extras());

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_CONCLUDE_H
