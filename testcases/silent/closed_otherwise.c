// RUN: %verify %s
//
// Closed, though no close(conn) stands on the path.
// expected-no-diagnostics

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static void close_at_end_of_scope(int *fd) {
  if (*fd >= 0)
    close(*fd);
}

int closed_by_cleanup_attribute(int listener) {
  char buf[256];
  __attribute__((cleanup(close_at_end_of_scope))) int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  if (recv(conn, buf, sizeof buf, 0) <= 0)
    return -1;
  return buf[0];
}

int closed_with_its_stream(int listener) {
  char line[256];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  FILE *stream = fdopen(conn, "r+");
  if (!stream) {
    close(conn);
    return -1;
  }
  while (fgets(line, sizeof line, stream))
    fputs(line, stdout);
  fclose(stream);
  return 0;
}

int closed_by_dup2_onto_it(int listener, int null_device) {
  char buf[256];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  ssize_t n = recv(conn, buf, sizeof buf, 0);
  if (n <= 0) {
    dup2(null_device, conn);
    return -1;
  }
  close(conn);
  return (int)n;
}

int closed_by_close_range(int listener) {
  char buf[256];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  ssize_t n = recv(conn, buf, sizeof buf, 0);
  close_range(3, ~0U, 0);
  return n <= 0 ? -1 : 0;
}

static int close_quietly(int *fd) {
  int rc = *fd < 0 ? 0 : close(*fd);
  *fd = -1;
  return rc;
}

int closed_through_its_address(int listener) {
  char buf[256];
  int conn = accept(listener, NULL, NULL);
  ssize_t n = conn < 0 ? -1 : recv(conn, buf, sizeof buf, 0);
  close_quietly(&conn);
  return n <= 0 ? -1 : 0;
}

static int setup(int fd) {
  int on = 1;
  if (setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on) < 0) {
    close(fd);
    return -1;
  }
  return fd;
}

int closed_by_the_helper_that_failed(int family) {
  int fd = socket(family, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  return setup(fd);
}

static int close_in_either_case(int fd, int broken) {
  if (broken)
    fprintf(stderr, "descriptor %d broke\n", fd);
  return close(fd);
}

int number_is_used_again_after_close(int listener) {
  char buf[256];
  for (int turn = 0; turn < 2; ++turn) {
    int conn = accept(listener, NULL, NULL);
    if (conn < 0)
      return -1;
    ssize_t n = recv(conn, buf, sizeof buf, 0);
    close_in_either_case(conn, n <= 0);
  }
  return 0;
}

struct peer {
  struct peer *next;
  int fd;
  size_t heard;
};

static struct peer *peers;

static void drop_peer_with(int fd) {
  for (struct peer *p = peers; p; p = p->next) {
    if (p->fd == fd) {
      close(p->fd);
      p->fd = -1;
      break;
    }
  }
}

int the_holder_is_looked_up(struct peer *p, int source) {
  char buf[512];
  ssize_t n = recv(source, buf, sizeof buf, 0);
  if (n > 0)
    p->heard += (size_t)n;
  else
    drop_peer_with(source);
  return 1;
}

static void drop_peer(struct peer *p) {
  if (p->fd != -1)
    close(p->fd);
  free(p);
}

void what_was_read_is_open(struct peer *p) {
  char buf[512];
  ssize_t n = recv(p->fd, buf, sizeof buf, 0);
  if (n > 0)
    p->heard += (size_t)n;
  else
    drop_peer(p);
}

static int answers = -1;

static int open_answers(void) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_DGRAM, 0, ends) < 0)
    return -1;
  answers = ends[0];
  return ends[1];
}

// The number is needed for something else: the parameter is its other name.
int make_room_for(int number) {
  if (number < 0)
    return -1;
  int asks = answers < 0 ? open_answers() : -1;
  if (answers == number) {
    answers = dup(number);
    close(number);
  }
  return asks;
}
