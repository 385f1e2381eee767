//===- Staged.h - The findings that a commit would bring --------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The contents of git's index against those of the last commit.  Only the units
// are analysed that the difference can reach: units that read a changed file,
// and units that call a function whose facts have changed.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_STAGED_H
#define CLOSEWAIT_DRIVER_STAGED_H

#include "Setup.h"

namespace closewait {

/// Analyses these units as the index has them (\p Index) and as the last commit
/// has them (the baseline of \p Beside).  A file that git does not have counts
/// as it is.
llvm::Error analyzeStaged(const Setup &Here, Report &Index, Extras &Beside);

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_STAGED_H
