//===- options.c - The command line of the judge --------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#define _GNU_SOURCE
#include "trial.h"
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char Usage[] = "usage: judge [OPTION]... PROGRAM [ARGUMENT]...\n"
                            "\n"
                            "Runs PROGRAM, which gets a port as its last argument, on 127.0.0.1. A\n"
                            "server gets 0 and listens on a port of its choice; a client gets the port\n"
                            "that the judge listens on. Plays its peers, waits until it has let go of\n"
                            "their connections, and prints what the kernel says of it:\n"
                            "\n"
                            "  clean     it holds no socket of a connection that is over\n"
                            "  stuck     it holds sockets in CLOSE_WAIT\n"
                            "  leaked    it holds sockets that are over and not in CLOSE_WAIT\n"
                            "  spinning  it burns CPU time while nothing happens\n"
                            "  undecided the judge cannot tell, and why\n"
                            "\n"
                            "  --client        PROGRAM connects\n"
                            "  --tls           its peers speak TLS, and end without close_notify\n"
                            "  --acts=LIST     how its peers end, one act after the other: fin, mute\n"
                            "                  (FIN without a word), rst, still (silent for a while,\n"
                            "                  then FIN); fin,mute,rst if not given\n"
                            "  --peers=N       peers in each act (1 to 32; 3 if not given)\n"
                            "  --say=TEXT      what a peer says (\"ping\" and a newline if not given)\n"
                            "  --grace=MS      how long the program may sleep before it lets go (1000);\n"
                            "                  the time that it waits for a CPU does not count\n"
                            "  --expect=WORD   the verdict that makes for exit code 0\n"
                            "  --show          do not throw away what PROGRAM prints\n"
                            "  --help          this text\n"
                            "\n"
                            "Exit code: 0 decided (with --expect: as expected); 1 decided otherwise;\n"
                            "2 wrong usage; 3 undecided; 128 and more: ended by that signal.\n";

const char *const VerdictNames[VERDICTS] = {"clean", "stuck", "leaked", "spinning", "undecided"};
const char *const ActNames[ACTS] = {"fin", "mute", "rst", "still"};

/// The place of \p word in \p names, or -1.
static int index_of(const char *word, const char *const *names, size_t count) {
  for (size_t i = 0; i < count; ++i)
    if (strcmp(word, names[i]) == 0)
      return (int)i;
  return -1;
}

/// Reads a list of acts; false where one is unknown.
static bool read_acts(struct trial *t, char *list) {
  t->act_count = 0;
  for (char *word; (word = strsep(&list, ","));) {
    int act = index_of(word, ActNames, ACTS);
    if (act < 0 || t->act_count == sizeof t->acts / sizeof *t->acts)
      return false;
    t->acts[t->act_count++] = (enum act)act;
  }
  return true;
}

static bool read_number(const char *text, int least, int most, int *out) {
  char *end;
  long number = strtol(text, &end, 10);
  *out = (int)number;
  return end != text && !*end && number >= least && number <= most;
}

bool read_options(int argc, char **argv, struct trial *t) {
  enum { Client = 1, Tls, Acts, Peers, Say, Grace, Expect, Show, Help };
  static const struct option options[] = {
      {"client", no_argument, NULL, Client},       {"tls", no_argument, NULL, Tls},
      {"acts", required_argument, NULL, Acts},     {"peers", required_argument, NULL, Peers},
      {"say", required_argument, NULL, Say},       {"grace", required_argument, NULL, Grace},
      {"expect", required_argument, NULL, Expect}, {"show", no_argument, NULL, Show},
      {"help", no_argument, NULL, Help},           {0}};
  *t = (struct trial){.acts = {ACT_FIN, ACT_MUTE, ACT_RST},
                      .act_count = 3,
                      .peer_count = 3,
                      .text = "ping\n",
                      .grace = 1000,
                      .expected = UNDECIDED};
  bool right = true;
  for (int option, word; right && (option = getopt_long(argc, argv, "+", options, NULL)) != -1;)
    switch (option) {
    case Client:
      t->client = true;
      break;
    case Tls:
      t->tls = true;
      break;
    case Acts:
      right = read_acts(t, optarg);
      break;
    case Peers:
      right = read_number(optarg, 1, MaxPeers, &t->peer_count);
      break;
    case Say:
      t->text = optarg;
      break;
    case Grace:
      right = read_number(optarg, 0, 60000, &t->grace);
      break;
    case Expect:
      word = index_of(optarg, VerdictNames, UNDECIDED);
      right = word >= 0;
      t->expected = (enum verdict)word;
      break;
    case Show:
      t->show = true;
      break;
    case Help:
      fputs(Usage, stdout);
      exit(0);
    default:
      right = false;
    }
  t->argv = argv + optind;
  right &= optind < argc;
  if (!right)
    fputs(Usage, stderr);
  return right;
}
