// RUN: %verify %s
//
// From networkupstools/nut 2c2addd8a8f6: every read byte goes to the parser;
// the end of the connection has none, and select() reports it for ever.

#include <errno.h>
#include <stdlib.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

struct peer {
  int fd;
  void *parser;
  struct peer *next;
};

static struct peer *Peers;

int parse_byte(void *parser, char byte);

static void drop(struct peer *p) {
  struct peer **at = &Peers;
  while (*at && *at != p)
    at = &(*at)->next;
  if (*at)
    *at = p->next;
  close(p->fd);
  free(p);
}

static void eof_has_no_byte(struct peer *p) {
  char in[256];
  ssize_t n = read(p->fd, in, sizeof in);
  if (n < 0) {
    if (errno != EINTR && errno != EAGAIN)
      drop(p);
    return;
  }
  for (ssize_t i = 0; i < n; i++)
    if (parse_byte(p->parser, in[i]) < 0)
      return;
} // expected-warning{{stays open after read() returned 0}}

static void eof_drops(struct peer *p) {
  char in[256];
  ssize_t n = read(p->fd, in, sizeof in);
  if (n <= 0) {
    if (n == 0 || (errno != EINTR && errno != EAGAIN))
      drop(p);
    return;
  }
  for (ssize_t i = 0; i < n; i++)
    if (parse_byte(p->parser, in[i]) < 0)
      return;
}

void serve(const fd_set *ready, int repaired) {
  for (struct peer *p = Peers, *next; p; p = next) {
    next = p->next;
    if (FD_ISSET(p->fd, ready)) {
      if (repaired)
        eof_drops(p);
      else
        eof_has_no_byte(p);
    }
  }
}
