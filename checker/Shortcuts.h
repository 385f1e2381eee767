//===- Shortcuts.h - Calls that a second look passes over -------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What parses a configuration or words a message takes most of the analyzer's
// steps, and none of them says anything of a socket.  In a second look, where
// no other checker is listening, such a function is taken for one without a
// body, and the steps that it would have cost go to the sockets.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_SHORTCUTS_H
#define CLOSEWAIT_SHORTCUTS_H

#include "Analysis.h"
#include "Reach.h"

namespace closewait {

/// Evaluates \p Call without its body, if that is large, comes to no socket as
/// far as \p Ways says, and can settle none.  \returns whether it did.
bool passOver(const clang::ento::CallEvent &Call, const Reach &Ways,
              Analysis &Desk, clang::ento::CheckerContext &C);

} // namespace closewait

#endif // CLOSEWAIT_SHORTCUTS_H
