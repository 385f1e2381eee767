// RUN: %verify-both %s
// RUN: %agree %s
// twin-no-diagnostics
//
// An event loop with a table of connections: the slot is emptied and the
// structure is freed, with the socket open in it.

#include <arpa/inet.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MaxFds = 1024 };

struct conn {
  int ep;
  int fd;
  char in[512];
};

static struct conn *conns[MaxFds];

static void drop(int ep, struct conn *c) {
  epoll_ctl(ep, EPOLL_CTL_DEL, c->fd, NULL);
  conns[c->fd] = NULL;
#ifdef REPAIRED
  close(c->fd);
#endif
  free(c); // defect-warning{{'c->fd' is never closed after}}
}

static void on_readable(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n < 0 && (errno == EAGAIN || errno == EINTR))
    return;
  if (n <= 0) {
    drop(c->ep, c);
    return;
  }
  send(c->fd, c->in, (size_t)n, MSG_NOSIGNAL);
}

static void on_connection(int ep, int listener) {
  int fd = accept(listener, NULL, NULL);
  if (fd < 0)
    return;
  struct conn *c = fd < MaxFds ? calloc(1, sizeof *c) : NULL;
  struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
  if (!c || epoll_ctl(ep, EPOLL_CTL_ADD, fd, &event) < 0) {
    close(fd);
    free(c);
    return;
  }
  c->ep = ep;
  c->fd = fd;
  conns[fd] = c;
}

int main(int argc, char **argv) {
  struct sockaddr_in here = {
      .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons(atoi(argv[argc - 1]))};
  int listener = socket(AF_INET, SOCK_STREAM, 0), ep = epoll_create1(0);
  struct epoll_event event = {.events = EPOLLIN, .data.fd = listener};
  signal(SIGPIPE, SIG_IGN);
  if (listener < 0 || bind(listener, (struct sockaddr *)&here, sizeof here) < 0 || listen(listener, 64) < 0 ||
      epoll_ctl(ep, EPOLL_CTL_ADD, listener, &event) < 0)
    return 1;
  for (;;) {
    struct epoll_event events[16];
    int ready = epoll_wait(ep, events, 16, -1);
    for (int i = 0; i < ready; ++i)
      if (events[i].data.fd == listener)
        on_connection(ep, listener);
      else
        on_readable(conns[events[i].data.fd]);
  }
}
