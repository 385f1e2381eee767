// A helper that reads byte by byte runs into the analyzer's loop limit, and is
// inlined nowhere after that: who called it gets a second look.
//
// RUN: %verify %s

#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

struct conn {
  int fd;
  char line[512];
};

void obey(const char *line);

static int read_line(int fd, char *line, size_t size) {
  size_t used = 0;
  while (used + 1 < size) {
    char byte;
    if (recv(fd, &byte, 1, 0) <= 0)
      return -1;
    if (byte == '\n')
      break;
    line[used++] = byte;
  }
  line[used] = '\0';
  return (int)used;
}

int first_caller_closes(int listener) {
  struct conn c = {.fd = accept(listener, NULL, NULL)};
  if (c.fd < 0)
    return -1;
  int length = read_line(c.fd, c.line, sizeof c.line);
  if (length > 0)
    obey(c.line);
  close(c.fd);
  return length;
}

int second_caller_closes(int listener) {
  struct conn c = {.fd = accept(listener, NULL, NULL)};
  if (c.fd < 0)
    return -1;
  int length = read_line(c.fd, c.line, sizeof c.line);
  if (length > 0)
    obey(c.line);
  close(c.fd);
  return length;
}

int accepted_conn_is_lost(int listener) {
  struct conn c = {.fd = accept(listener, NULL, NULL)};
  if (c.fd < 0)
    return -1;
  int length = read_line(c.fd, c.line, sizeof c.line);
  if (length < 0)
    return -1; // expected-warning{{is never closed after recv() returned 0}}
  obey(c.line);
  close(c.fd);
  return length;
}

int other_accepted_conn_is_lost(int listener) {
  struct conn c = {.fd = accept(listener, NULL, NULL)};
  if (c.fd < 0)
    return -1;
  int length = read_line(c.fd, c.line, sizeof c.line);
  if (length < 0)
    return -1; // expected-warning{{is never closed after recv() returned 0}}
  obey(c.line);
  close(c.fd);
  return length;
}
