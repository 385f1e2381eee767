//===- kernel.c - What the kernel says of running programs ----------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#define _GNU_SOURCE
#include "kernel.h"
#include <arpa/inet.h>
#include <dirent.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define LENGTH(ARRAY) (sizeof(ARRAY) / sizeof *(ARRAY))

/// Reads the state and the parent from a file like /proc/PID/stat; false if it
/// is gone. The name in it can hold blanks and brackets: what counts stands
/// behind the last bracket.
static bool read_stat(const char *path, char *state, int *parent) {
  char line[1024];
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    return false;
  ssize_t length = read(fd, line, sizeof line - 1);
  close(fd);
  line[length > 0 ? length : 0] = '\0';
  const char *name_end = strrchr(line, ')');
  return name_end && sscanf(name_end + 1, " %c %d", state, parent) == 2;
}

/// The parent of \p pid; 0 if it is gone.
static pid_t parent_of(pid_t pid) {
  char path[64], state;
  int parent;
  snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
  return read_stat(path, &state, &parent) ? parent : 0;
}

static bool is_in(const struct tree *tree, pid_t pid) {
  for (size_t i = 0; i < tree->count; ++i)
    if (tree->pids[i] == pid)
      return true;
  return false;
}

void find_tree(pid_t root, struct tree *out) {
  struct {
    pid_t pid, parent;
  } all[4096];
  size_t count = 0;
  out->count = 0;
  DIR *proc = opendir("/proc");
  if (!proc)
    return;
  for (struct dirent *entry; count < LENGTH(all) && (entry = readdir(proc));) {
    pid_t pid = atoi(entry->d_name);
    if (pid > 0) {
      all[count].pid = pid;
      all[count++].parent = parent_of(pid);
    }
  }
  closedir(proc);
  // A child can have a smaller number than its parent: until nothing is new.
  for (size_t before = (size_t)-1; before != out->count;) {
    before = out->count;
    for (size_t i = 0; i < count && out->count < LENGTH(out->pids); ++i)
      if ((all[i].parent == root || is_in(out, all[i].parent)) && !is_in(out, all[i].pid))
        out->pids[out->count++] = all[i].pid;
  }
}

static struct held *find(const struct sockets *set, unsigned long inode) {
  for (size_t i = 0; i < set->count; ++i)
    if (set->held[i].inode == inode)
      return (struct held *)&set->held[i];
  return NULL;
}

static void add_sockets_of(pid_t pid, struct sockets *out) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/fd", (int)pid);
  DIR *fds = opendir(path);
  if (!fds)
    return;
  for (struct dirent *entry; (entry = readdir(fds));) {
    char target[64];
    unsigned long inode;
    ssize_t length = readlinkat(dirfd(fds), entry->d_name, target, sizeof target - 1);
    if (length <= 0)
      continue;
    target[length] = '\0';
    if (sscanf(target, "socket:[%lu]", &inode) == 1 && !find(out, inode) && out->count < LENGTH(out->held))
      out->held[out->count++] = (struct held){inode, 0};
  }
  closedir(fds);
}

/// One line of a TCP table.
struct tcp_line {
  unsigned port, remote_port;
  int state;
  unsigned long inode;
};

/// Calls \p look for each line of both TCP tables.
static void each_tcp_line(void (*look)(const struct tcp_line *, void *), void *context) {
  static const char *const tables[] = {"/proc/self/net/tcp", "/proc/self/net/tcp6"};
  for (size_t i = 0; i < LENGTH(tables); ++i) {
    FILE *table = fopen(tables[i], "re");
    char text[512];
    while (table && fgets(text, sizeof text, table)) {
      struct tcp_line line;
      unsigned state;
      if (sscanf(text, " %*d: %*[0-9A-F]:%x %*[0-9A-F]:%x %x %*s %*s %*s %*s %*s %lu", &line.port, &line.remote_port,
                 &state, &line.inode) != 4)
        continue;
      line.state = (int)state;
      look(&line, context);
    }
    if (table)
      fclose(table);
  }
}

static void note_state(const struct tcp_line *line, void *context) {
  struct held *held = find(context, line->inode);
  if (held)
    held->state = line->state;
}

void find_sockets(const struct tree *tree, struct sockets *out) {
  out->count = 0;
  for (size_t i = 0; i < tree->count; ++i)
    add_sockets_of(tree->pids[i], out);
}

void note_states(struct sockets *set) { each_tcp_line(note_state, set); }

static void filter(struct sockets *set, const struct sockets *other, bool common) {
  size_t kept = 0;
  for (size_t i = 0; i < set->count; ++i)
    if ((find(other, set->held[i].inode) != NULL) == common)
      set->held[kept++] = set->held[i];
  set->count = kept;
}

void keep_common(struct sockets *set, const struct sockets *other) { filter(set, other, true); }

void drop_common(struct sockets *set, const struct sockets *other) { filter(set, other, false); }

size_t count_state(const struct sockets *set, int state) {
  size_t count = 0;
  for (size_t i = 0; i < set->count; ++i)
    count += set->held[i].state == state;
  return count;
}

struct search {
  struct sockets held;
  int port;
};

static void note_listener(const struct tcp_line *line, void *context) {
  struct search *search = context;
  if (line->state == TCP_LISTEN && find(&search->held, line->inode))
    search->port = (int)line->port;
}

int find_listener(const struct tree *tree) {
  struct search search = {0};
  for (size_t i = 0; i < tree->count; ++i)
    add_sockets_of(tree->pids[i], &search.held);
  each_tcp_line(note_listener, &search);
  return search.port;
}

struct connection {
  unsigned program_port, peer_port;
  bool is_there;
};

static void note_connection(const struct tcp_line *line, void *context) {
  struct connection *wanted = context;
  wanted->is_there |=
      line->port == wanted->program_port && line->remote_port == wanted->peer_port && line->state != TCP_TIME_WAIT;
}

bool is_connected(int program_port, int peer_port) {
  struct connection wanted = {(unsigned)program_port, (unsigned)peer_port, false};
  each_tcp_line(note_connection, &wanted);
  return wanted.is_there;
}

/// Whether each thread of \p pid sleeps, or has ended.
static bool threads_sleep(pid_t pid) {
  char path[64 + sizeof((struct dirent *)0)->d_name], state;
  int parent;
  snprintf(path, sizeof path, "/proc/%d/task", (int)pid);
  DIR *threads = opendir(path);
  bool sleep = true;
  for (struct dirent *entry; threads && sleep && (entry = readdir(threads));) {
    snprintf(path, sizeof path, "/proc/%d/task/%s/stat", (int)pid, entry->d_name);
    if (entry->d_name[0] != '.' && read_stat(path, &state, &parent))
      sleep = strchr("SZX", state) != NULL;
  }
  if (threads)
    closedir(threads);
  return sleep;
}

bool is_asleep(const struct tree *tree) {
  for (size_t i = 0; i < tree->count; ++i)
    if (!threads_sleep(tree->pids[i]))
      return false;
  return true;
}

double cpu_seconds(const struct tree *tree) {
  double sum = 0;
  for (size_t i = 0; i < tree->count; ++i) {
    clockid_t clock;
    struct timespec used;
    if (clock_getcpuclockid(tree->pids[i], &clock) == 0 && clock_gettime(clock, &used) == 0)
      sum += (double)used.tv_sec + (double)used.tv_nsec / 1e9;
  }
  return sum;
}
