//===- pace.h - When a program has had its time -------------------*- C -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Decides when a program has had its time, and when it spins. On a busy machine
// a program may wait for a CPU for seconds, so the time of day tells neither.
// What counts is how often a look finds that all of the program sleeps, and how
// much CPU time the program uses: both stand still while it waits for a CPU.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_PACE_H
#define CLOSEWAIT_PACE_H

#include "kernel.h"

enum {
  /// The time between two looks, in milliseconds.
  LookTime = 20,
  /// After so many looks, a minute and more, nothing is decided any more.
  MostLooks = 3000
};

/// What a program has done since a moment.
struct pace {
  struct tree tree; ///< Its processes, at the last look.
  int looks;
  int rests;   ///< The looks that found it asleep.
  double cpu;  ///< The CPU time of these processes, in seconds.
  double busy; ///< What it has used of that without much rest.
};

/// Begins to count for the processes below this one.
void start_pace(struct pace *pace);

/// Waits, and looks once more.
void next_look(struct pace *pace);

/// Whether the program burns CPU time with hardly any rest.
bool is_spinning(const struct pace *pace);

/// Whether it goes on: fewer than \p rests, no spinning, and looks are left.
bool is_under_way(const struct pace *pace, int rests);

#endif // CLOSEWAIT_PACE_H
