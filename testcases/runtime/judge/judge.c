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
#include "pace.h"
#include "program.h"
#include "trial.h"
#include <errno.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
  /// How long the kernel and a TLS handshake may take, in milliseconds: longer
  /// than on any machine.
  ConnectTime = 60000,
  /// Times are counted in rests: looks at which the program slept. So many until it
  /// listens or connects, until it has heard what a peer says, and more where the
  /// peer is still for a while.
  StartRests = 100,
  AnswerRests = 2,
  StillRests = 10,
  /// How long it is looked at in the end.
  WatchRests = 10,
  /// How often a program that was busy and then rests gets its time again.
  MaxRounds = 5
};

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
static void look(const struct trial *t, const struct tree *tree, struct sockets *held) {
  find_sockets(tree, held);
  drop_common(held, &t->before);
}

static void drain_all(struct trial *t) {
  for (int i = 0; i < t->peer_count; ++i)
    drain(&t->peers[i]);
}

static bool is_all_heard(const struct trial *t) {
  for (int i = 0; i < t->peer_count; ++i)
    if (!is_heard(&t->peers[i]))
      return false;
  return true;
}

/// Waits until the program's end of each connection has all that the peers have
/// sent, FIN and RST included.
static bool wait_for_delivery(struct trial *t, struct pace *pace) {
  while (drain_all(t), !is_all_heard(t)) {
    if (pace->looks >= MostLooks)
      return false;
    next_look(pace);
  }
  return true;
}

/// Waits until the program has all that the peers have sent, and has slept for
/// so many looks since, or spins.
static void settle(struct trial *t, int rests) {
  struct pace pace;
  start_pace(&pace);
  wait_for_delivery(t, &pace);
  for (start_pace(&pace); is_under_way(&pace, rests); next_look(&pace))
    drain_all(t);
}

/// Waits until the program has let go of everything, spins, or has had its
/// time. Whether it spins.
static bool wait_for_letting_go(struct trial *t) {
  struct pace pace;
  struct sockets held;
  start_pace(&pace);
  do {
    drain_all(t);
    next_look(&pace);
    look(t, &pace.tree, &held);
  } while (held.count > 0 && is_under_way(&pace, t->grace / LookTime));
  return is_spinning(&pace);
}

/// Looks at the program until it has slept for some looks, or spins: leaves the
/// sockets that it holds all the time.
static void watch(struct trial *t, struct pace *pace, struct sockets *held) {
  struct sockets later;
  start_pace(pace);
  look(t, &pace->tree, held);
  while (is_under_way(pace, WatchRests)) {
    drain_all(t);
    next_look(pace);
    look(t, &pace->tree, &later);
    keep_common(&later, held);
    *held = later;
  }
}

/// The verdict on one act, after its peers have ended.
static enum verdict judge_end(struct trial *t) {
  struct pace pace;
  struct sockets held;
  start_pace(&pace);
  if (!wait_for_delivery(t, &pace))
    return because(t, UNDECIDED, "the end of a connection does not arrive");
  for (int round = 0, again = true; again; ++round) {
    bool spun = wait_for_letting_go(t);
    watch(t, &pace, &held);
    again = spun && !is_spinning(&pace) && held.count > 0 && round < MaxRounds;
  }
  note_states(&held);
  size_t stuck = count_state(&held, TCP_CLOSE_WAIT);
  if (is_spinning(&pace))
    return because(t, SPINNING, "%.0f ms of CPU time in %d looks, %zu sockets held", pace.busy * 1000, pace.looks,
                   held.count);
  if (pace.rests < WatchRests)
    return because(t, UNDECIDED, "the program neither sleeps nor burns CPU time");
  if (stuck > 0)
    return because(t, STUCK, "%zu of %d sockets in CLOSE_WAIT", stuck, t->peer_count);
  if (held.count > 0)
    return because(t, LEAKED, "%zu sockets held, none in CLOSE_WAIT", held.count);
  return because(t, CLEAN, "no socket held");
}

/// Waits for a program that connects.
static bool wait_for_client(struct trial *t, struct peer *peer) {
  struct pace pace;
  for (start_pace(&pace); !accept_peer(peer, t->listener); next_look(&pace))
    if (errno != EAGAIN || !is_under_way(&pace, StartRests))
      return false;
  return true;
}

/// Brings the peers of an act together with the program.
static enum verdict meet(struct trial *t) {
  for (int i = 0; i < t->peer_count; ++i) {
    struct peer *peer = &t->peers[i];
    bool met = t->client ? wait_for_client(t, peer) : connect_peer(peer, t->port, ConnectTime);
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
  settle(t, act == ACT_STILL ? StillRests : AnswerRests);
  for (int i = 0; i < t->peer_count; ++i) {
    if (act == ACT_RST)
      reset(&t->peers[i]);
    else
      finish(&t->peers[i]);
  }
}

/// Whether a peer that reads on has not heard of its connection's end.
static bool is_waiting(const struct trial *t) {
  for (int i = 0; i < t->peer_count; ++i)
    if (t->peers[i].fd >= 0 && !t->peers[i].ended)
      return true;
  return false;
}

/// Whether such a peer never hears of it.
static bool is_left_waiting(struct trial *t) {
  struct pace pace;
  for (start_pace(&pace); drain_all(t), is_waiting(t); next_look(&pace))
    if (!is_under_way(&pace, StartRests))
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
  verdict = judge_end(t);
  if (check_running(t) == UNDECIDED)
    return UNDECIDED;
  if (verdict == CLEAN && is_left_waiting(t))
    verdict = because(t, UNDECIDED, "a peer was left waiting");
  for (int i = 0; i < t->peer_count; ++i)
    close_peer(&t->peers[i]);
  return verdict;
}

/// Waits until the program listens, and notes what it holds.
static enum verdict wait_for_listener(struct trial *t) {
  struct pace pace;
  for (start_pace(&pace); is_under_way(&pace, StartRests); next_look(&pace)) {
    t->port = find_listener(&pace.tree);
    if (t->port) {
      find_sockets(&pace.tree, &t->before);
      return CLEAN;
    }
    if (check_running(t) == UNDECIDED)
      return UNDECIDED;
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
  if (count + 2 > sizeof argv / sizeof *argv)
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

int main(int argc, char **argv) {
  static struct trial trial;
  if (!read_options(argc, argv, &trial))
    return 2;
  // Whoever writes to a peer's closed socket is told by an error.
  signal(SIGPIPE, SIG_IGN);
  return guarded(work, &trial);
}
