//===- AllowedFlags.h - Flags that only say how a file is read --*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Whoever opens a file in an editor has not said that its project may run code
// or write files here, and clang's driver and front end can be told to do both
// in many ways.  So only those options pass of which it is known that they do
// no more than say how a file is read.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_ALLOWEDFLAGS_H
#define CLOSEWAIT_DRIVER_ALLOWEDFLAGS_H

#include <string>
#include <vector>

namespace closewait {

/// \returns what of the arguments of clang's driver says how a file is read,
/// written anew.
std::vector<std::string> allowedFlags(const std::vector<std::string> &Arguments);

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_ALLOWEDFLAGS_H
