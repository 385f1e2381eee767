//===- ClangOutput.h - What clang has left of an analysis -------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_LSP_CLANGOUTPUT_H
#define CLOSEWAIT_DRIVER_LSP_CLANGOUTPUT_H

#include "JobResult.h"
#include "Settings.h"
#include "Task.h"

namespace closewait {

/// Adds to \p Found what clang, which has ended with \p Status (waitpid(2)),
/// has left in the folder of \p What.  \p Set are the settings of the project,
/// whose paths are told from \p Root.
void readOutput(const Task &What, int Status, const Settings &Set,
                const std::string &Root, JobResult &Found);

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_LSP_CLANGOUTPUT_H
