// RUN: %verify %s
//
// Loops that collect a known number of bytes and take 0 for progress.

#include <errno.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

int zero_counts_as_progress(int sock, char *buf, size_t want) {
  size_t have = 0;
  while (have < want) {
    ssize_t n = recv(sock, buf + have, want - have, 0); // expected-warning{{is read again after}}
    if (n < 0)
      return -1;
    have += (size_t)n;
  }
  return 0;
}

int zero_ends_the_collection(int sock, char *buf, size_t want) {
  size_t have = 0;
  while (have < want) {
    ssize_t n = recv(sock, buf + have, want - have, 0);
    if (n <= 0)
      return -1;
    have += (size_t)n;
  }
  return 0;
}

int any_descriptor_spins_at_its_end(int fd, char *buf, size_t want) {
  size_t have = 0;
  while (have < want) {
    ssize_t n = read(fd, buf + have, want - have); // expected-warning{{is read again after}}
    if (n < 0)
      return -1;
    have += (size_t)n;
  }
  return 0;
}

int any_descriptor_stops_at_its_end(int fd, char *buf, size_t want) {
  size_t have = 0;
  while (have < want) {
    ssize_t n = read(fd, buf + have, want - have);
    if (n < 0)
      return -1;
    if (n == 0)
      break;
    have += (size_t)n;
  }
  return have == want ? 0 : -1;
}

int line_is_never_finished(int sock, char *line, size_t size) {
  size_t at = 0;
  for (;;) {
    char ch;
    ssize_t n = recv(sock, &ch, 1, 0); // expected-warning{{is read again after}}
    if (n < 0 && errno != EINTR)
      return -1;
    if (n == 1) {
      if (ch == '\n' || at + 1 >= size)
        break;
      line[at++] = ch;
    }
  }
  line[at] = '\0';
  return (int)at;
}

int line_ends_with_the_stream(int sock, char *line, size_t size) {
  size_t at = 0;
  for (;;) {
    char ch;
    ssize_t n = recv(sock, &ch, 1, 0);
    if (n == 0 || (n < 0 && errno != EINTR))
      return -1;
    if (n == 1) {
      if (ch == '\n' || at + 1 >= size)
        break;
      line[at++] = ch;
    }
  }
  line[at] = '\0';
  return (int)at;
}

int rest_of_the_body_is_skipped_for_ever(int listener, size_t left) {
  char sink[1024];
  struct iovec part = {sink, sizeof sink};
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  while (left > 0) {
    ssize_t n = readv(conn, &part, 1); // expected-warning{{is read again after}}
    if (n < 0)
      break;
    left -= (size_t)n < left ? (size_t)n : left;
  }
  return close(conn);
}

int rest_of_the_body_is_skipped_to_the_end(int listener, size_t left) {
  char sink[1024];
  struct iovec part = {sink, sizeof sink};
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  while (left > 0) {
    ssize_t n = readv(conn, &part, 1);
    if (n <= 0)
      break;
    left -= (size_t)n < left ? (size_t)n : left;
  }
  return close(conn);
}
