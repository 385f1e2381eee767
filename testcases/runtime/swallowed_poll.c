// RUN: %verify-both %s
// RUN: %agree %s
// twin-no-diagnostics
//
// poll() over a table of slots: the handler takes the end of a connection for a
// wake-up without data.

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct table {
  nfds_t used;
  nfds_t room;
  struct pollfd slots[];
};

static void on_connection(struct table *t, int listener) {
  int fd = accept(listener, NULL, NULL);
  if (fd < 0)
    return;
  if (t->used == t->room) {
    close(fd);
    return;
  }
  t->slots[t->used++] = (struct pollfd){.fd = fd, .events = POLLIN};
}

static void on_readable(struct table *t, nfds_t i) {
  char line[512];
  ssize_t n = recv(t->slots[i].fd, line, sizeof line, 0);
  if (n < 0 && errno == EINTR)
    return;
  if (n <= 0) {
#ifdef REPAIRED
    close(t->slots[i].fd);
    t->slots[i] = t->slots[--t->used];
#endif
    return; // defect-warning{{stays open after}}
  }
  send(t->slots[i].fd, line, (size_t)n, MSG_NOSIGNAL);
}

static struct table *new_table(nfds_t room) {
  struct table *t = malloc(sizeof *t + room * sizeof *t->slots);
  if (!t)
    abort();
  t->used = 0;
  t->room = room;
  return t;
}

int main(int argc, char **argv) {
  struct sockaddr_in here = {
      .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons(atoi(argv[argc - 1]))};
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  signal(SIGPIPE, SIG_IGN);
  if (listener < 0 || bind(listener, (struct sockaddr *)&here, sizeof here) < 0 || listen(listener, 64) < 0)
    return 1;
  struct pollfd front = {.fd = listener, .events = POLLIN};
  struct table *t = new_table(64);
  t->slots[t->used++] = front;
  for (;;) {
    if (poll(t->slots, t->used, -1) <= 0)
      continue;
    for (nfds_t i = t->used; i-- > 1;)
      if (t->slots[i].revents)
        on_readable(t, i);
    if (t->slots[0].revents)
      on_connection(t, listener);
  }
}
