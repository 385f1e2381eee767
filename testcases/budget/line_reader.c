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

// The same with a helper that writes.
static int send_all(int fd, const char *data, size_t left) {
  while (left) {
    ssize_t n = send(fd, data, left, MSG_NOSIGNAL);
    if (n < 0)
      return -1;
    data += n;
    left -= (size_t)n;
  }
  return 0;
}

int first_greeting_closes(int listener, const char *text, size_t size) {
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  int sent = send_all(conn, text, size);
  close(conn);
  return sent;
}

int second_greeting_forgets(int listener, const char *text, size_t size) {
  char answer[64];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  if (send_all(conn, text, size) < 0) {
    close(conn);
    return -1;
  }
  if (recv(conn, answer, sizeof answer, 0) <= 0)
    return -1; // expected-warning{{'conn' is never closed after recv() returned 0}}
  close(conn);
  return 0;
}
