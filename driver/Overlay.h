//===- Overlay.h - Other contents for files, for clang's eyes ---*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_OVERLAY_H
#define CLOSEWAIT_DRIVER_OVERLAY_H

#include "llvm/Support/Error.h"

#include <map>
#include <string>

namespace closewait {

/// By the name of a file, the file that has what clang is to see there.
using Contents = std::map<std::string, std::string>;

/// Writes to \p File what clang's -ivfsoverlay takes to show \p Shown; in what
/// it says, files keep their names.
/// \returns an error where that cannot be written.
llvm::Error writeOverlay(const Contents &Shown, const std::string &File);

/// What \p File, which writeOverlay() has written, shows; nothing where it
/// cannot be read.
Contents readOverlay(const std::string &File);

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_OVERLAY_H
