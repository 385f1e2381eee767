//===- judge.c - What the kernel says of a server -------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Starts a program on 127.0.0.1, plays its peers, and asks the kernel what has
// become of the sockets.
//
//===----------------------------------------------------------------------===//

#define _GNU_SOURCE
#include "kernel.h"
#include "peer.h"
#include "program.h"
#include <errno.h>
#include <getopt.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

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
                            "  --grace=MS      how long the program may take to let go (1000)\n"
                            "  --expect=WORD   the verdict that makes for exit code 0\n"
                            "  --show          do not throw away what PROGRAM prints\n"
                            "  --help          this text\n"
                            "\n"
                            "Exit code: 0 decided (with --expect: as expected); 1 decided otherwise;\n"
                            "2 wrong usage; 3 undecided; 128 and more: ended by that signal.\n";

enum verdict { CLEAN, STUCK, LEAKED, SPINNING, UNDECIDED, VERDICTS };
static const char *const VerdictNames[] = {"clean", "stuck", "leaked", "spinning", "undecided"};
static const char *const ActNames[] = {"fin", "mute", "rst", "still"};

#define LENGTH(ARRAY) (sizeof(ARRAY) / sizeof *(ARRAY))

enum {
  MaxPeers = 32,
  /// How long a program may take until it listens or connects.
  StartTime = 5000,
  /// How long a peer waits for the connection, and for an answer.
  ConnectTime = 2000,
  AnswerTime = 20,
  /// How long a still peer is still.
  StillTime = 200,
  /// The time between two looks, and the time that is looked at in the end.
  LookTime = 20,
  WatchTime = 200
};

/// The share of one CPU that is spinning.
static const double SpinShare = 0.2;

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

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void pause_for(int ms) {
  struct timespec left = {ms / 1000, ms % 1000 * 1000000L};
  while (nanosleep(&left, &left) < 0 && errno == EINTR)
    continue;
}

__attribute__((format(printf, 3, 4))) static enum verdict because(struct trial *t, enum verdict verdict,
                                                                  const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(t->why, sizeof t->why, format, arguments);
  va_end(arguments);
  return verdict;
}

/// UNDECIDED if the program has ended, else CLEAN.
static enum verdict check_running(struct trial *t) {
  int status;
  if (is_running(t->program, &status))
    return CLEAN;
  if (WIFSIGNALED(status))
    return because(t, UNDECIDED, "the program was ended by signal %d", WTERMSIG(status));
  return because(t, UNDECIDED, "the program ended with exit code %d", WEXITSTATUS(status));
}

/// What the program holds beyond what it held before the first peer.
static void look(const struct trial *t, struct tree *tree, struct sockets *held) {
  find_tree(getpid(), tree);
  find_sockets(tree, held);
  drop_common(held, &t->before);
}

static void drain_all(struct trial *t) {
  for (int i = 0; i < t->peer_count; ++i)
    drain(&t->peers[i]);
}

/// Waits until the program has let go of everything, spins, or has had its
/// time.
static void wait_for_letting_go(struct trial *t) {
  struct tree tree;
  struct sockets held;
  find_tree(getpid(), &tree);
  double start = now(), cpu = cpu_seconds(&tree);
  do {
    drain_all(t);
    pause_for(LookTime);
    look(t, &tree, &held);
  } while (held.count > 0 && (now() - start) * 1000 < t->grace &&
           cpu_seconds(&tree) - cpu < 2 * SpinShare * WatchTime / 1000);
}

/// The verdict on one act, after its peers have ended.
static enum verdict watch(struct trial *t) {
  struct tree tree;
  struct sockets held, later;
  look(t, &tree, &held);
  double start = now(), cpu = cpu_seconds(&tree);
  while ((now() - start) * 1000 < WatchTime) {
    drain_all(t);
    pause_for(LookTime);
    look(t, &tree, &later);
    keep_common(&later, &held);
    held = later;
  }
  double share = (cpu_seconds(&tree) - cpu) / (now() - start);
  note_states(&held);
  size_t stuck = count_state(&held, TCP_CLOSE_WAIT);
  if (share > SpinShare)
    return because(t, SPINNING, "%.0f %% of a CPU, %zu sockets held", share * 100, held.count);
  if (stuck > 0)
    return because(t, STUCK, "%zu of %d sockets in CLOSE_WAIT", stuck, t->peer_count);
  if (held.count > 0)
    return because(t, LEAKED, "%zu sockets held, none in CLOSE_WAIT", held.count);
  return because(t, CLEAN, "no socket held");
}

/// Brings the peers of an act together with the program.
static enum verdict meet(struct trial *t) {
  for (int i = 0; i < t->peer_count; ++i) {
    struct peer *peer = &t->peers[i];
    bool met = t->client ? accept_peer(peer, t->listener, ConnectTime) : connect_peer(peer, t->port, ConnectTime);
    if (met && t->tls)
      met = start_tls(peer, ConnectTime);
    if (met)
      continue;
    const char *error = strerror(errno);
    if (check_running(t) == UNDECIDED)
      return UNDECIDED;
    return because(t, UNDECIDED, "peer %d of %d: %s", i + 1, t->peer_count, error);
  }
  return CLEAN;
}

static void play(struct trial *t, enum act act) {
  bool talks = act == ACT_FIN || act == ACT_RST;
  for (int i = 0; talks && i < t->peer_count; ++i)
    say(&t->peers[i], t->text);
  pause_for(act == ACT_STILL ? StillTime : AnswerTime);
  drain_all(t);
  for (int i = 0; i < t->peer_count; ++i) {
    if (act == ACT_RST)
      reset(&t->peers[i]);
    else
      finish(&t->peers[i]);
  }
}

/// Whether a peer that reads on has never heard of its connection's end.
static bool is_waiting(const struct trial *t) {
  for (int i = 0; i < t->peer_count; ++i)
    if (t->peers[i].fd >= 0 && !t->peers[i].ended)
      return true;
  return false;
}

static enum verdict judge_act(struct trial *t, enum act act) {
  if (t->client && (t->listener = listen_for_program(&t->port)) < 0)
    return because(t, UNDECIDED, "listening: %s", strerror(errno));
  enum verdict verdict = meet(t);
  if (t->client)
    close(t->listener);
  if (verdict != CLEAN)
    return verdict;
  play(t, act);
  wait_for_letting_go(t);
  verdict = watch(t);
  if (check_running(t) == UNDECIDED)
    return UNDECIDED;
  if (verdict == CLEAN && is_waiting(t))
    verdict = because(t, UNDECIDED, "a peer was left waiting");
  for (int i = 0; i < t->peer_count; ++i)
    close_peer(&t->peers[i]);
  return verdict;
}

/// Waits until the program listens, and notes what it holds.
static enum verdict wait_for_listener(struct trial *t) {
  for (double start = now(); (now() - start) * 1000 < StartTime;) {
    struct tree tree;
    find_tree(getpid(), &tree);
    t->port = find_listener(&tree);
    if (t->port) {
      find_sockets(&tree, &t->before);
      return CLEAN;
    }
    if (check_running(t) == UNDECIDED)
      return UNDECIDED;
    pause_for(LookTime);
  }
  return because(t, UNDECIDED, "the program does not listen");
}

static enum verdict judge(struct trial *t) {
  char port[16] = "0";
  if (t->client) {
    // The port is free again, and this trial's as long as nobody asks for it
    // by name: the kernel gives it to no other listener at once.
    int fd = listen_for_program(&t->port);
    if (fd < 0)
      return because(t, UNDECIDED, "listening: %s", strerror(errno));
    close(fd);
    snprintf(port, sizeof port, "%d", t->port);
  }
  size_t count = 0;
  while (t->argv[count])
    ++count;
  char *argv[64];
  if (count + 2 > LENGTH(argv))
    return because(t, UNDECIDED, "too many arguments");
  memcpy(argv, t->argv, count * sizeof *argv);
  argv[count] = port;
  argv[count + 1] = NULL;
  t->program = start_program(argv, t->show);
  if (t->program < 0)
    return because(t, UNDECIDED, "starting: %s", strerror(errno));
  enum verdict verdict = t->client ? CLEAN : wait_for_listener(t);
  for (size_t i = 0; verdict == CLEAN && i < t->act_count; ++i)
    if ((verdict = judge_act(t, t->acts[i])) != CLEAN) {
      size_t length = strlen(t->why);
      snprintf(t->why + length, sizeof t->why - length, " (%s)", ActNames[t->acts[i]]);
    }
  return verdict;
}

static int work(void *context) {
  struct trial *t = context;
  enum verdict verdict = judge(t);
  printf("%s: %s\n", VerdictNames[verdict], t->why);
  if (fflush(stdout) != 0 || verdict == UNDECIDED)
    return 3;
  return t->expected != UNDECIDED && t->expected != verdict;
}

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
    int act = index_of(word, ActNames, LENGTH(ActNames));
    if (act < 0 || t->act_count == LENGTH(t->acts))
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

/// Reads the command line; false where it is wrong.
static bool read_options(int argc, char **argv, struct trial *t) {
  enum { Client = 1, Tls, Acts, Peers, Say, Grace, Expect, Show, Help };
  static const struct option options[] = {
      {"client", no_argument, NULL, Client},       {"tls", no_argument, NULL, Tls},
      {"acts", required_argument, NULL, Acts},     {"peers", required_argument, NULL, Peers},
      {"say", required_argument, NULL, Say},       {"grace", required_argument, NULL, Grace},
      {"expect", required_argument, NULL, Expect}, {"show", no_argument, NULL, Show},
      {"help", no_argument, NULL, Help},           {0}};
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
  return right && optind < argc;
}

int main(int argc, char **argv) {
  static struct trial trial = {.acts = {ACT_FIN, ACT_MUTE, ACT_RST},
                               .act_count = 3,
                               .peer_count = 3,
                               .text = "ping\n",
                               .grace = 1000,
                               .expected = UNDECIDED};
  if (!read_options(argc, argv, &trial)) {
    fputs(Usage, stderr);
    return 2;
  }
  // Whoever writes to a peer's closed socket is told by an error.
  signal(SIGPIPE, SIG_IGN);
  return guarded(work, &trial);
}
