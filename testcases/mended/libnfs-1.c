// RUN: %verify %s
//
// From sahlberg/libnfs b319b976dc9d: a read of 0 is added to the input like data
// and reported as a success, so that the event loop never connects anew.

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>

struct client {
  int fd;
  size_t filled;
  char in[4096];
};

size_t message_size(const char *from);
int answer(const struct client *c, const char *message, size_t size);
void reconnect(struct client *c);

static int read_takes_eof_for_data(struct client *c) {
  ssize_t n = recv(c->fd, c->in + c->filled, sizeof c->in - c->filled, MSG_DONTWAIT);
  if (n < 0)
    return errno == EINTR || errno == EAGAIN ? 0 : -1;
  c->filled += (size_t)n;
  while (c->filled >= 4) {
    size_t size = message_size(c->in);
    if (c->filled < size)
      break;
    if (answer(c, c->in, size) != 0)
      return -1;
    memmove(c->in, c->in + size, c->filled - size);
    c->filled -= size;
  }
  return 0; // expected-warning{{stays open after recv() returned 0}}
}

void eof_is_taken_for_data(struct client *c, int revents) {
  if (revents & POLLIN)
    if (read_takes_eof_for_data(c) != 0)
      reconnect(c);
}

static int read_fails_at_eof(struct client *c) {
  ssize_t n = recv(c->fd, c->in + c->filled, sizeof c->in - c->filled, MSG_DONTWAIT);
  if (n < 0)
    return errno == EINTR || errno == EAGAIN ? 0 : -1;
  if (n == 0)
    return -1;
  c->filled += (size_t)n;
  while (c->filled >= 4) {
    size_t size = message_size(c->in);
    if (c->filled < size)
      break;
    if (answer(c, c->in, size) != 0)
      return -1;
    memmove(c->in, c->in + size, c->filled - size);
    c->filled -= size;
  }
  return 0;
}

void eof_reconnects(struct client *c, int revents) {
  if (revents & POLLIN)
    if (read_fails_at_eof(c) != 0)
      reconnect(c);
}
