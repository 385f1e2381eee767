// RUN: %verify %s
//
// From darkk/redsocks be63952abf50: the stream owns the socket once there is one;
// up to there every jump to the common way out leaves it open.

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct stream;
struct stream *stream_open(int fd, void *arg);
int stream_enable(struct stream *s, short events);
void stream_free(struct stream *s);

struct client {
  struct stream *relay;
  struct sockaddr_in to;
};

static void drop(struct client *c) {
  if (c->relay)
    stream_free(c->relay);
  free(c);
}

void way_out_leaves_socket_open(struct client *c) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd == -1)
    goto fail;
  if (fcntl(fd, F_SETFL, O_NONBLOCK) == -1)
    goto fail;
  if (connect(fd, (struct sockaddr *)&c->to, sizeof c->to) && errno != EINPROGRESS)
    goto fail;
  c->relay = stream_open(fd, c);
  if (!c->relay)
    goto fail;
  if (stream_enable(c->relay, 4))
    goto fail;
  return;
fail:
  drop(c);
} // expected-warning{{is leaked}}

void way_out_closes(struct client *c) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd == -1)
    goto fail;
  if (fcntl(fd, F_SETFL, O_NONBLOCK) == -1)
    goto fail;
  if (connect(fd, (struct sockaddr *)&c->to, sizeof c->to) && errno != EINPROGRESS)
    goto fail;
  c->relay = stream_open(fd, c);
  if (!c->relay)
    goto fail;
  fd = -1;
  if (stream_enable(c->relay, 4))
    goto fail;
  return;
fail:
  if (fd != -1)
    close(fd);
  drop(c);
}
