// RUN: %verify %s
//
// Taken out of the master set of a select() server.

#include <stdio.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

struct client {
  int fd;
  size_t used;
  char in[512];
  struct client *next;
};

void eof_is_cleared_from_the_set(struct client *c, fd_set *watched) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    FD_CLR(c->fd, watched);
    return; // expected-warning{{out of the event loop}}
  }
  c->used = (size_t)n;
}

void eof_is_cleared_and_closed(struct client *c, fd_set *watched) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    FD_CLR(c->fd, watched);
    close(c->fd);
    c->fd = -1;
    return;
  }
  c->used = (size_t)n;
}

void cleared_while_walking_the_list(struct client *list, fd_set *ready, fd_set *watched) {
  for (struct client *c = list; c; c = c->next) { // expected-warning{{out of the event loop}}
    if (!FD_ISSET(c->fd, ready))
      continue;
    ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
    if (n <= 0)
      FD_CLR(c->fd, watched);
    else
      c->used = (size_t)n;
  }
}

void closed_while_walking_the_list(struct client *list, fd_set *ready, fd_set *watched) {
  for (struct client *c = list; c; c = c->next) {
    if (!FD_ISSET(c->fd, ready))
      continue;
    ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
    if (n <= 0) {
      FD_CLR(c->fd, watched);
      close(c->fd);
      c->fd = -1;
    } else {
      c->used = (size_t)n;
    }
  }
}

int status_is_the_same_for_cleared(int sock, fd_set *watched) {
  char buf[512];
  ssize_t n = recv(sock, buf, sizeof buf, 0);
  if (n <= 0) {
    FD_CLR(sock, watched);
    return 0; // expected-warning{{out of the event loop}}
  }
  fwrite(buf, 1, (size_t)n, stdout);
  return 0;
}

int status_is_the_same_for_closed(int sock, fd_set *watched) {
  char buf[512];
  ssize_t n = recv(sock, buf, sizeof buf, 0);
  if (n <= 0) {
    FD_CLR(sock, watched);
    close(sock);
    return 0;
  }
  fwrite(buf, 1, (size_t)n, stdout);
  return 0;
}
