// What a function answers where it has read: at the end of the stream, after a
// failure, where it is to be tried again, and with data.
// RUN: %facts %s | FileCheck %s
#include <errno.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <unistd.h>

struct conn {
  int fd;
  int eof;
  char in[100];
  size_t used;
};

// CHECK-DAG: names: [ plain ], {{.*}} reads: [ { of: "0->fd", end: "0", failed: "-1", again: "-1", data: "1.." } ]
ssize_t plain(struct conn *c, void *to, size_t size) { return read(c->fd, to, size); }

// CHECK-DAG: names: [ codes ], {{.*}} reads: [ { of: "0->fd", end: "-1", failed: "-2", again: "0", data: "1" } ]
int codes(struct conn *c) {
  ssize_t n = read(c->fd, c->in, sizeof c->in);
  if (n == 0)
    return -1;
  if (n < 0) {
    if (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)
      return 0;
    return -2;
  }
  c->used = (size_t)n;
  return 1;
}

// CHECK-DAG: names: [ retried ], {{.*}} reads: [ { of: "0", end: "0", failed: "-1", again: "-1", data: "1.." } ]
ssize_t retried(int fd, void *to, size_t size) {
  ssize_t n;
  do
    n = recv(fd, to, size, 0);
  while (n < 0 && errno == EINTR);
  return n;
}

// CHECK-DAG: names: [ negative_errno ], {{.*}} reads: [ { of: "0", end: "0", failed: "..-1", again: "-11,-4", data: "1.." } ]
int negative_errno(int fd, void *to, size_t size) {
  ssize_t n = recv(fd, to, size, 0);
  return n < 0 ? -errno : (int)n;
}

// CHECK-DAG: names: [ exactly ], {{.*}} reads: [ { of: "0", end: "-1", failed: "-1", again: "-1", data: "0" } ], without: "0"
int exactly(int fd, char *to, size_t size) {
  size_t got = 0;
  while (got < size) {
    ssize_t n = read(fd, to + got, size - got);
    if (n <= 0)
      return -1;
    got += (size_t)n;
  }
  return 0;
}

enum outcome { DATA, END, ERROR, AGAIN };

// CHECK-DAG: names: [ by_enum ], {{.*}} reads: [ { of: "0->fd", end: "1", failed: "2", again: "3", data: "0" } ]
enum outcome by_enum(struct conn *c) {
  enum outcome result = DATA;
  ssize_t n = read(c->fd, c->in, sizeof c->in);
  int saved = errno;
  switch (n) {
  case 0:
    result = END;
    break;
  case -1:
    switch (saved) {
    case EAGAIN:
    case EINTR:
      result = AGAIN;
      break;
    default:
      result = ERROR;
    }
    break;
  }
  return result;
}

// CHECK-DAG: names: [ has_more ], {{.*}} reads: [ { of: "0->fd", end: "0", failed: "0", again: "0", data: "1" } ]
bool has_more(struct conn *c) { return read(c->fd, c->in, sizeof c->in) > 0; }

// Whoever is told of the end may close.
// CHECK-DAG: names: [ noted ], {{.*}} reads: [ { of: "0->fd", failed: "-1", again: "-1", data: "1.." } ]
ssize_t noted(struct conn *c) {
  ssize_t n = read(c->fd, c->in, sizeof c->in);
  if (n == 0)
    c->eof = 1;
  return n;
}

// CHECK-DAG: names: [ closes ], {{.*}} reads: [ { of: "0->fd", again: "-1", data: "1" } ]
int closes(struct conn *c) {
  ssize_t n = read(c->fd, c->in, sizeof c->in);
  if (n <= 0) {
    close(c->fd);
    return -1;
  }
  return 1;
}

// A look is no read.
// CHECK-DAG: names: [ looks ], does: body, at: 'reads.c:{{[0-9]+}}', keeps: [ "0->fd" ] }
ssize_t looks(struct conn *c) { return recv(c->fd, c->in, 1, MSG_PEEK); }

int other_read(struct conn *c, char *to, int size);

// What becomes of the answers of another function, which may read.
// CHECK-DAG: names: [ passed_on ], {{.*}} turns: [ { from: "..0", to: "-1" }, { from: "..-1", again: true, to: "0" }, { from: "1..", same: true } ]
int passed_on(struct conn *c) {
  int n = other_read(c, c->in, 10);
  if (n < 0)
    return errno == EAGAIN ? 0 : -1;
  if (n == 0)
    return -1;
  return n;
}
