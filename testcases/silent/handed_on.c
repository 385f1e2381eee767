// RUN: %verify %s
//
// Somebody else has the connection now.
// expected-no-diagnostics

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

struct conn {
  int fd;
  size_t used;
  char in[1024];
  struct conn *next;
};

struct queue {
  struct conn jobs[16];
  unsigned head;
};

#define SLOTS 1024
int Table[SLOTS];
struct conn *Head;
fd_set Watched;

void conn_free(struct conn *c);
void session_start(int fd);

static void drop(struct conn *c) {
  close(c->fd);
  free(c);
}

void freed_by_a_helper(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    drop(c);
    return;
  }
  c->used = (size_t)n;
}

void freed_by_a_helper_of_another_file(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    conn_free(c);
    return;
  }
  c->used = (size_t)n;
}

int given_to_another_file(int listener) {
  char hello[8];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  if (recv(conn, hello, sizeof hello, MSG_PEEK) < 0) {
    close(conn);
    return -1;
  }
  session_start(conn);
  return 0;
}

int kept_in_a_table(int listener, unsigned slot) {
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  Table[slot % SLOTS] = conn;
  return 0;
}

int kept_in_a_list(int listener) {
  struct conn *c = calloc(1, sizeof *c);
  if (!c)
    return -1;
  c->fd = accept(listener, NULL, NULL);
  if (c->fd < 0) {
    free(c);
    return -1;
  }
  c->next = Head;
  Head = c;
  return 0;
}

int kept_in_an_fd_set(int listener) {
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  FD_SET(conn, &Watched);
  return 0;
}

int kept_by_epoll(int listener, int ep) {
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  struct epoll_event ev = {.events = EPOLLIN, .data.fd = conn};
  if (epoll_ctl(ep, EPOLL_CTL_ADD, conn, &ev) < 0) {
    close(conn);
    return -1;
  }
  return 0;
}

void copied_with_its_struct(int listener, struct queue *q) {
  struct conn c = {.fd = accept(listener, NULL, NULL)};
  if (c.fd < 0)
    return;
  q->jobs[q->head++ % 16] = c;
}

int stored_for_the_caller(int listener, int *out) {
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  *out = conn;
  return 0;
}

static void *serve(void *arg) {
  int conn = *(int *)arg;
  free(arg);
  send(conn, "bye\n", 4, MSG_NOSIGNAL);
  close(conn);
  return NULL;
}

int given_to_a_thread(int listener) {
  pthread_t thread;
  int *cell = malloc(sizeof *cell);
  if (!cell)
    return -1;
  *cell = accept(listener, NULL, NULL);
  if (*cell < 0 || pthread_create(&thread, NULL, serve, cell) != 0) {
    if (*cell >= 0)
      close(*cell);
    free(cell);
    return -1;
  }
  return pthread_detach(thread);
}

int given_to_another_process(int listener, int worker) {
  char tag = 'c', room[CMSG_SPACE(sizeof(int))] = "";
  struct iovec part = {&tag, 1};
  struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
  message.msg_control = room;
  message.msg_controllen = sizeof room;
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  struct cmsghdr *control = CMSG_FIRSTHDR(&message);
  control->cmsg_level = SOL_SOCKET;
  control->cmsg_type = SCM_RIGHTS;
  control->cmsg_len = CMSG_LEN(sizeof conn);
  memcpy(CMSG_DATA(control), &conn, sizeof conn);
  if (sendmsg(worker, &message, 0) < 0) {
    close(conn);
    return -1;
  }
  return 0;
}

struct listeners {
  int fd[16];
  int count;
};

// Once one element is written, the analyzer knows the index no more.
int keeps_in_a_table_that_counts_itself(int listener, int wanted, struct listeners *all) {
  for (int i = 0; i < wanted; i++) {
    all->fd[all->count] = accept(listener, NULL, NULL);
    if (all->fd[all->count] == -1) {
      if (i + 1 < wanted)
        continue;
      return -1;
    }
    all->count++;
  }
  return 0;
}
