//===- Gate.h - Which findings count ----------------------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A finding counts unless it was there before (in the baseline), or the project
// accepts it (a suppression).  Both use fingerprint, rule and path, never line
// numbers.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_GATE_H
#define CLOSEWAIT_DRIVER_GATE_H

#include "Findings.h"
#include "Settings.h"

namespace closewait {

/// What a gate has said.
struct Verdicts {
  unsigned New = 0, Known = 0, Gone = 0, Suppressed = 0;
  /// Suppressions that have expired, or that fit nothing.
  std::vector<std::string> Remarks;
};

/// Marks those of \p Found that the log \p Baseline has, too; what \p Baseline
/// has beyond them is gone.
void compare(std::vector<Finding> &Found, const std::vector<Finding> &Baseline,
             Verdicts &Said);

/// Marks those of \p Found that \p Suppressions silence, files called from
/// \p Root, on the day \p Today, as 2027-01-31.
void suppress(std::vector<Finding> &Found,
              const std::vector<Suppression> &Suppressions,
              llvm::StringRef Root, llvm::StringRef Today, Verdicts &Said);

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_GATE_H
