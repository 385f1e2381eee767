// RUN: %verify %s
//
// A pipe is no connection, by whatever way its end has come.
// expected-no-diagnostics

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

struct child {
  int output;
  char reply[256];
};

int child_is_started_with_a_pipe(struct child *c) {
  int ends[2];
  if (pipe(ends) < 0)
    return -1;
  c->output = dup(ends[0]);
  close(ends[0]);
  return ends[1];
}

int copy_of_a_pipes_end_is_read_to_a_newline(struct child *c) {
  size_t used = 0;
  do {
    ssize_t n = read(c->output, c->reply + used, sizeof c->reply - used);
    if (n > 0)
      used += (size_t)n;
  } while (used == 0 || c->reply[used - 1] != '\n');
  return (int)used;
}

static int pour_out(int from, int file, size_t left) {
  char chunk[4096];
  while (left) {
    ssize_t n = read(from, chunk, sizeof chunk);
    if (n < 0 || write(file, chunk, (size_t)n) != n)
      return -1;
    left -= (size_t)n;
  }
  return 0;
}

// splice() to an offset of a file takes from nothing but a pipe.
int what_goes_to_an_offset_comes_from_a_pipe(int from, int file, size_t left) {
  off64_t at = 0;
  ssize_t n = splice(from, NULL, file, &at, left, SPLICE_F_MOVE);
  if (n < 0 && errno == EINVAL)
    return pour_out(from, file, left);
  return n == (ssize_t)left ? 0 : -1;
}

struct upload {
  int source;
  int file;
  off64_t at;
};

ssize_t upload_goes_to_an_offset(struct upload *u, size_t left) {
  return splice(u->source, NULL, u->file, &u->at, left, SPLICE_F_MOVE);
}

// So does another function that takes from the same field.
int upload_is_poured_out(struct upload *u, size_t left) {
  char chunk[4096];
  do {
    ssize_t n = read(u->source, chunk, sizeof chunk);
    if (n < 0 || write(u->file, chunk, (size_t)n) != n)
      return -1;
    left -= (size_t)n;
  } while (left);
  return 0;
}
