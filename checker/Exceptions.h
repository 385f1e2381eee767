//===- Exceptions.h - What an exception leaves behind -----------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The analyzer follows no exception, and tells no checker of a throw: the path
// ends there.  What is known is which frames the exception leaves for good.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_EXCEPTIONS_H
#define CLOSEWAIT_EXCEPTIONS_H

#include "Analysis.h"

namespace closewait {

/// Where the paths of \p G throw: the sockets of frames in which nothing
/// catches the exception, and which no destructor on its way can close, are
/// lost.
void exceptionsThrown(clang::ento::ExplodedGraph &G,
                      const clang::LangOptions &Language, Analysis &Desk);

} // namespace closewait

#endif // CLOSEWAIT_EXCEPTIONS_H
