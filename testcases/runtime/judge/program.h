//===- program.h - Start a program, and leave nothing of it -------*- C -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_PROGRAM_H
#define CLOSEWAIT_PROGRAM_H

#include <stdbool.h>
#include <sys/types.h>

/// Runs \p work in a child, below two guards. However it ends, by itself or by a
/// signal to any one of the three (SIGKILL included), every process below it is
/// ended, too. Returns what \p work returned, or 128 and the signal.
int guarded(int (*work)(void *), void *context);

/// Starts a program within limits (CPU time, descriptors, file size) that dies
/// with its parent. \p argv is that of execv(3). Unless \p show, its output is
/// thrown away. Returns its process, or -1 with errno.
pid_t start_program(char *const *argv, bool show);

/// Whether the process is still there; \p status is that of waitpid(2) if not.
bool is_running(pid_t program, int *status);

/// Ends every process that descends from this one, orphans included where this
/// one is their reaper.
void end_all(void);

#endif // CLOSEWAIT_PROGRAM_H
