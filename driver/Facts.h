//===- Facts.h - `closewait facts` ------------------------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is known of the functions of a project, and why.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_FACTS_H
#define CLOSEWAIT_DRIVER_FACTS_H

#include "Check.h"

namespace closewait {

/// Prints what the functions \p Names do, and by which calls, or in a line each
/// what all functions do.  Where \p Export names a file, it is given rows for
/// all functions that other projects can call, instead.
Exit showFacts(const Request &Asked, const std::string &Self,
               const std::vector<std::string> &Names,
               const std::string &Export);

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_FACTS_H
