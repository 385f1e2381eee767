//===- Repair.h - The repairs that findings carry ---------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_REPAIR_H
#define CLOSEWAIT_DRIVER_REPAIR_H

#include "Findings.h"

#include <set>

namespace closewait {

/// What repair() has done.
struct Repaired {
  unsigned Findings = 0, Files = 0;
};

/// Writes the repairs of those of \p Found that count into the sources.  Where
/// two would insert at one place, the first is done: the other may not be
/// needed any more.  What is done is noted in \p Tried, by fingerprints; what
/// stands there already is not done: a finding that comes back is mended by no
/// other close(). \returns an error where a file cannot be read or written, or
/// is not what was analysed.
llvm::Expected<Repaired> repair(const std::vector<Finding> &Found,
                                std::set<std::string> &Tried);

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_REPAIR_H
