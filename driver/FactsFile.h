//===- FactsFile.h - The facts of a unit, as a file -------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_FACTSFILE_H
#define CLOSEWAIT_DRIVER_FACTSFILE_H

#include "SocketModel.h"

namespace closewait {

/// Reads the facts in \p File.
/// \returns false where there are none, or none that can be read; the latter is
/// told on stderr.
bool readFacts(const std::string &File, SocketModel &Facts);

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_FACTSFILE_H
