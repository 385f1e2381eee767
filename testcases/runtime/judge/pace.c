//===- pace.c - When a program has had its time ---------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#define _GNU_SOURCE
#include "pace.h"
#include <errno.h>
#include <time.h>
#include <unistd.h>

/// So much CPU time between so many rests is spinning.
static const double SpinTime = 0.1;
enum { SpinRests = 10 };

static void pause_for(int ms) {
  struct timespec left = {ms / 1000, ms % 1000 * 1000000L};
  while (nanosleep(&left, &left) < 0 && errno == EINTR)
    continue;
}

void start_pace(struct pace *pace) {
  *pace = (struct pace){0};
  find_tree(getpid(), &pace->tree);
  pace->cpu = cpu_seconds(&pace->tree);
}

void next_look(struct pace *pace) {
  pause_for(LookTime);
  ++pace->looks;
  find_tree(getpid(), &pace->tree);
  double cpu = cpu_seconds(&pace->tree);
  // It falls where a process has ended.
  if (cpu > pace->cpu)
    pace->busy += cpu - pace->cpu;
  pace->cpu = cpu;
  if (is_asleep(&pace->tree) && ++pace->rests % SpinRests == 0)
    pace->busy = 0;
}

bool is_spinning(const struct pace *pace) { return pace->busy >= SpinTime; }

bool is_under_way(const struct pace *pace, int rests) {
  return pace->rests < rests && pace->looks < MostLooks && !is_spinning(pace);
}
