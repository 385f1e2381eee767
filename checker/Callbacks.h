//===- Callbacks.h - Functions that a library calls -------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where a library reads by itself, it calls a function of the program to say
// what has come.  A path that begins with such a function is one path for each
// thing that it can be told.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_CALLBACKS_H
#define CLOSEWAIT_CALLBACKS_H

#include "Analysis.h"

namespace closewait {

/// The path begins with a function that was registered by \p Row: adds a path
/// for each thing that the library can say.
/// \returns false where the function is not of the kind that the row says.
bool calledBack(const FunctionModel &Row, Analysis &Desk,
                clang::ento::CheckerContext &C);

} // namespace closewait

#endif // CLOSEWAIT_CALLBACKS_H
