//===- program.c - Start a program, and leave nothing of it ---------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#define _GNU_SOURCE
#include "program.h"
#include "kernel.h"
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/// A pause between two looks, in nanoseconds.
#define PAUSE 5000000L
/// More rounds than any program needs to die in.
#define ROUNDS 400

void end_all(void) {
  for (int round = 0; round < ROUNDS; ++round) {
    struct tree tree;
    find_tree(getpid(), &tree);
    for (size_t i = 0; i < tree.count; ++i)
      kill(tree.pids[i], SIGKILL);
    while (waitpid(-1, NULL, WNOHANG) > 0)
      continue;
    if (tree.count == 0)
      return;
    nanosleep(&(struct timespec){.tv_nsec = PAUSE}, NULL);
  }
}

/// The signals that end a program from outside, and the one that tells of a
/// child: the guards take them one by one, without a handler.
static sigset_t guarded_signals(void) {
  static const int signals[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGCHLD};
  sigset_t set;
  sigemptyset(&set);
  for (size_t i = 0; i < sizeof signals / sizeof *signals; ++i)
    sigaddset(&set, signals[i]);
  return set;
}

/// Waits until \p child has ended, or a signal asks for it.
static int wait_as_guard(pid_t child, const sigset_t *signals) {
  for (;;) {
    int status, signal = sigwaitinfo(signals, NULL);
    if (signal > 0 && signal != SIGCHLD)
      return 128 + signal;
    if (waitpid(child, &status, WNOHANG) == child)
      return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
}

/// Runs \p work in a child that dies with us by \p signal, and leaves nothing
/// of it.
static int guard(int (*work)(void *), void *context, int signal) {
  sigset_t signals = guarded_signals(), before;
  pid_t self = getpid();
  sigprocmask(SIG_BLOCK, &signals, &before);
  // Orphans come to us, not to init (prctl(2)).
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  pid_t child = fork();
  if (child < 0)
    return 128;
  if (child == 0) {
    prctl(PR_SET_PDEATHSIG, signal);
    sigprocmask(SIG_SETMASK, &before, NULL);
    if (getppid() != self)
      _exit(128 + signal);
    exit(work(context));
  }
  int code = wait_as_guard(child, &signals);
  end_all();
  sigprocmask(SIG_SETMASK, &before, NULL);
  return code;
}

struct task {
  int (*work)(void *);
  void *context;
};

static int second_guard(void *context) {
  const struct task *task = context;
  return guard(task->work, task->context, SIGKILL);
}

int guarded(int (*work)(void *), void *context) {
  // Two guards: the one that is not killed cleans up.
  return guard(second_guard, &(struct task){work, context}, SIGTERM);
}

static void limit(int resource, rlim_t most) { setrlimit(resource, &(struct rlimit){most, most}); }

/// The child's part; it does not return.
static void become(char *const *argv, pid_t parent, bool show) {
  signal(SIGPIPE, SIG_DFL);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  int nowhere = open("/dev/null", O_RDWR);
  if (getppid() != parent || nowhere < 0)
    _exit(127);
  dup2(nowhere, STDIN_FILENO);
  if (!show) {
    dup2(nowhere, STDOUT_FILENO);
    dup2(nowhere, STDERR_FILENO);
  }
  close(nowhere);
  limit(RLIMIT_CPU, 10);
  limit(RLIMIT_NOFILE, 256);
  limit(RLIMIT_FSIZE, 1 << 20);
  limit(RLIMIT_CORE, 0);
  execv(argv[0], argv);
  _exit(127);
}

pid_t start_program(char *const *argv, bool show) {
  pid_t parent = getpid();
  pid_t program = fork();
  if (program == 0)
    become(argv, parent, show);
  return program;
}

bool is_running(pid_t program, int *status) { return waitpid(program, status, WNOHANG) == 0; }
