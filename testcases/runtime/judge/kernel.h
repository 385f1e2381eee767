//===- kernel.h - What the kernel says of running programs --------*- C -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_KERNEL_H
#define CLOSEWAIT_KERNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/// Processes that descend from one.
struct tree {
  size_t count;
  pid_t pids[256];
};

/// Sockets by inode, each with its state once that is noted: TCP_CLOSE_WAIT and its kin of
/// <netinet/tcp.h>, or 0 for a socket that no TCP table knows (not connected,
/// reset by its peer, not TCP).
struct sockets {
  size_t count;
  struct held {
    unsigned long inode;
    int state;
  } held[1024];
};

/// The processes that descend from \p root, without it (proc(5), stat).
void find_tree(pid_t root, struct tree *out);

/// The sockets that processes of \p tree hold open, each once (proc(5), fd).
void find_sockets(const struct tree *tree, struct sockets *out);

/// Notes the state of each (proc(5), net/tcp). The kernel walks all its
/// connections for that: not to be asked at every look.
void note_states(struct sockets *set);

/// Leaves in \p set what \p other has, too, or what it has not.
void keep_common(struct sockets *set, const struct sockets *other);
void drop_common(struct sockets *set, const struct sockets *other);

/// How many sockets of \p set are in \p state.
size_t count_state(const struct sockets *set, int state);

/// The port of 127.0.0.1, or of every address, that a process of \p tree
/// listens on; 0 for none.
int find_listener(const struct tree *tree);

/// Whether the kernel knows an open connection between these ports, one of the
/// program's and one of its peer's, as the program's end has it.
bool is_connected(int program_port, int peer_port);

/// Whether every thread of \p tree sleeps until something happens: none runs,
/// waits for a CPU, or waits for a disk (proc(5), stat).
bool is_asleep(const struct tree *tree);

/// The CPU time that the processes of \p tree have used, in seconds.
double cpu_seconds(const struct tree *tree);

#endif // CLOSEWAIT_KERNEL_H
