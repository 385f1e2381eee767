//===- Depth.h - Whether a text is nested too deeply ------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// LLVM's parsers call themselves for each list in a list, and crash where the
// stack ends.  These functions look first.  They use no stack for the text that
// is too deep.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DEPTH_H
#define CLOSEWAIT_DEPTH_H

#include "llvm/ADT/StringRef.h"

namespace closewait {

/// Whether \p Text has more brackets in brackets than any log or message.
bool isTooDeepJson(llvm::StringRef Text);

/// Whether \p Text, which LLVM's YAML library is to read, has more lists and
/// maps in each other than any file of settings or rows.
bool isTooDeepYaml(llvm::StringRef Text);

} // namespace closewait

#endif // CLOSEWAIT_DEPTH_H
