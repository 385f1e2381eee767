//===- Harmless.h - Arguments that do no more than compile ------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Whoever opens a file in an editor has not said that its project may run code
// or write files here.  What clang's driver and front end can be told to load,
// to write or to pass on unseen is left out.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_LSP_HARMLESS_H
#define CLOSEWAIT_DRIVER_LSP_HARMLESS_H

#include <string>
#include <vector>

namespace closewait {

/// Removes from the arguments of clang's driver what does more than tell how a
/// file is compiled.
void makeHarmless(std::vector<std::string> &Arguments);

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_LSP_HARMLESS_H
