// One of the cases has more paths than a look can follow. The short ones beside
// it are followed first.
//
// RUN: %analyze-alone -Wall -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
// RUN: %analyze-beside -Wall -Xclang -verify -Xclang -verify-ignore-unexpected=note %s

#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

struct client {
  int fd;
  char state;
  int options[300];
};

void apply(unsigned option);

#define OPTION(n)                                                              \
  if (c->options[n])                                                           \
    apply(n);                                                                  \
  else if (c->options[n + 200])                                                \
    apply(n + 100);
#define OPTIONS_4(n) OPTION(n) OPTION(n + 1) OPTION(n + 2) OPTION(n + 3)
#define OPTIONS_10(n)                                                          \
  OPTIONS_4(n) OPTIONS_4(n + 4) OPTION(n + 8) OPTION(n + 9)
#define OPTIONS_16(n)                                                          \
  OPTIONS_4(n) OPTIONS_4(n + 4) OPTIONS_4(n + 8) OPTIONS_4(n + 12)

static int on_message(struct client *c) {
  if (recv(c->fd, &c->state, 1, 0) < 0)
    return -1;
  switch (c->state) {
  case 1:
    OPTIONS_10(0)
    return -1;
  case 2:
    apply(1000);
    break;
  default:
    OPTIONS_10(20)
    return -1;
  }
  return 0; // expected-warning{{'c->fd' stays open after recv() returned 0}}
}

static int on_message_or_end(struct client *c) {
  if (recv(c->fd, &c->state, 1, 0) <= 0)
    return -1;
  switch (c->state) {
  case 1:
    OPTIONS_10(0)
    return -1;
  case 2:
    apply(1000);
    break;
  default:
    OPTIONS_10(20)
    return -1;
  }
  return 0;
}

void serve(struct client *c, struct client *d) {
  if (on_message(c) < 0 || on_message_or_end(d) < 0) {
    close(c->fd);
    close(d->fd);
    return;
  }
  OPTIONS_16(0)
  OPTIONS_16(16)
  OPTIONS_16(32)
}
