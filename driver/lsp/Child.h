//===- Child.h - What the child of an analysis does -------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Whatever can take long is done in a child: it looks for the compile command,
// shows clang the open files as they are in the editor (through its VFS), and
// reads what clang has found.  Both have less of the processors than the editor
// and clangd, a limit of memory and one of time, and end when the parent does.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_LSP_CHILD_H
#define CLOSEWAIT_DRIVER_LSP_CHILD_H

#include "Task.h"

namespace closewait {

/// Does \p What, as the child, and ends: what has become of it (JobResult) is
/// told through \p Pipe.
[[noreturn]] void carryOut(const Task &What, int Pipe);

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_LSP_CHILD_H
