//===- SocketFacts.h - What a unit's own functions do -----------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For other units, where the body is not to be seen: what each function does to
// the descriptors that its caller can lead it to, as a model row.  What it
// calls may stand in yet another unit: that is put together when all are known
// (see Project.h).
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_SOCKETFACTS_H
#define CLOSEWAIT_SOCKETFACTS_H

#include "Evidence.h"

namespace closewait {

/// Adds a row for each function to \p Facts that has a body in this unit, but
/// for those of libraries.
void addFacts(clang::ASTContext &Ctx, const EvidenceMap &Map,
              SocketModel &Facts);

} // namespace closewait

#endif // CLOSEWAIT_SOCKETFACTS_H
