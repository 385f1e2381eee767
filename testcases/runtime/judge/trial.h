//===- trial.h - What is asked of a program -----------------------*- C -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_TRIAL_H
#define CLOSEWAIT_TRIAL_H

#include "kernel.h"
#include "peer.h"

enum verdict { CLEAN, STUCK, LEAKED, SPINNING, UNDECIDED, VERDICTS };
enum { MaxPeers = 32 };

extern const char *const VerdictNames[VERDICTS];
extern const char *const ActNames[ACTS];

/// What is asked, and how far it is.
struct trial {
  char **argv;
  enum act acts[16];
  size_t act_count;
  int peer_count;
  const char *text;
  int grace;
  bool client, tls, show;
  enum verdict expected; ///< UNDECIDED if any will do.

  pid_t program;
  int port;
  int listener;          ///< For clients: where they connect.
  struct sockets before; ///< What the program held before the first peer.
  struct peer peers[MaxPeers];
  char why[160]; ///< What stands behind the verdict.
};

/// Reads the command line; false where it is wrong, which is told.
bool read_options(int argc, char **argv, struct trial *t);

#endif // CLOSEWAIT_TRIAL_H
