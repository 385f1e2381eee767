//===- Findings.h - What was found, over all units --------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The logs of the units, read and made one list: each finding once, in the
// order of files and lines, with a fingerprint that stays when lines move.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_FINDINGS_H
#define CLOSEWAIT_DRIVER_FINDINGS_H

#include "llvm/Support/Error.h"
#include "llvm/Support/JSON.h"

#include <string>
#include <vector>

namespace closewait {

/// A place in a source file; columns count code points, from 1.
struct Place {
  std::string File; ///< Absolute.
  unsigned Line = 0, Column = 0;
  unsigned EndLine = 0, EndColumn = 0;
};

/// A step of a path, or a note beside it.
struct Step {
  Place At;
  std::string Text;
  bool Essential = true;
};

/// A part of a repair.
struct Insertion {
  Place At;
  std::string Text;
  std::string Line; ///< The text of the line when it was analysed, trimmed.
};

/// One finding.  What SARIF says of it stands in Result, the rest is taken from
/// there.
struct Finding {
  std::string Rule; ///< "socket.CloseWait"
  std::string Message;
  std::string Function;
  std::string Verdict;
  std::string Opening; ///< The line of the opening call.
  std::string Page;    ///< The folder of its page, or "".
  Place At;
  std::vector<Step> Path, Notes;
  std::vector<Insertion> Repair; ///< Empty where none is known to be right.
  std::string Fingerprint;
  bool IsKnown = false;      ///< The baseline has it.
  bool IsSuppressed = false; ///< By the user's list.
  llvm::json::Object Result;

  /// Whether it makes the command fail.
  bool counts() const { return !IsKnown && !IsSuppressed; }
};

/// A unit that was not analysed.
struct Failure {
  std::string File, Why;
};

/// A function that the analysis has not followed to the end.
struct Unfinished {
  Place At;
  std::string Function, Why;
};

/// What one run, or several together, have to tell.
struct Report {
  std::vector<Finding> Found;
  std::vector<Failure> Failures;
  std::vector<Unfinished> Cut;
  size_t Units = 0;
  size_t Idle = 0;  ///< Units that come to no socket.
  std::string Root; ///< Of the project, where a log names it.
};

/// Adds what the SARIF log \p File tells to \p What.
/// \returns an error where it is no such log.
llvm::Error readLog(const std::string &File, Report &What);

/// Puts \p Found in order, leaves out what a header brought into two units, and
/// gives each its fingerprint: a hash of rule, file below \p Root, function,
/// opening line, and an ordinal among findings with the same of these.
void settle(std::vector<Finding> &Found, llvm::StringRef Root);

/// Puts \p Cut in order, each function once.
void settle(std::vector<Unfinished> &Cut);

/// \p File as it is called from \p Root, if it is below it.
std::string relativeTo(llvm::StringRef Root, llvm::StringRef File);

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_FINDINGS_H
