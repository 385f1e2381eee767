// RUN: %verify %s
//
// From CESNET/libnetconf d84d41d6206d: one byte at a time up to an end mark;
// the end of the connection adds no byte, and the mark never comes.

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct session {
  int in;
};

char *eof_adds_no_byte(const struct session *s, const char *mark, size_t limit) {
  char *text = malloc(limit + 1);
  if (!text)
    return NULL;
  for (size_t used = 0; used < limit;) {
    ssize_t n = read(s->in, text + used, 1); // expected-warning{{is read again after read() returned 0}}
    if (n < 0) {
      if (errno == EAGAIN) {
        usleep(10);
        continue;
      }
      break;
    }
    used += (size_t)n;
    text[used] = '\0';
    if (used >= strlen(mark) && strcmp(text + used - strlen(mark), mark) == 0)
      return text;
  }
  free(text);
  return NULL;
}

char *eof_ends_the_text(const struct session *s, const char *mark, size_t limit) {
  char *text = malloc(limit + 1);
  if (!text)
    return NULL;
  for (size_t used = 0; used < limit;) {
    ssize_t n = read(s->in, text + used, 1);
    if (n < 0) {
      if (errno == EAGAIN) {
        usleep(10);
        continue;
      }
      break;
    }
    if (n == 0)
      break;
    used += (size_t)n;
    text[used] = '\0';
    if (used >= strlen(mark) && strcmp(text + used - strlen(mark), mark) == 0)
      return text;
  }
  free(text);
  return NULL;
}
