#ifndef CONN_H
#define CONN_H

#include <sys/types.h>

struct conn {
  int fd;
  char in[512];
  unsigned long used;
  int answers;
};

ssize_t conn_read(struct conn *c);
int conn_fill(struct conn *c);
ssize_t conn_write(struct conn *c, const char *text, size_t size);
void conn_note(struct conn *c, const char *what);
void conn_drop(struct conn *c);
int take(int listener);

#endif
