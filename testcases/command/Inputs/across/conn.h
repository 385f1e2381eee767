#ifndef CONN_H
#define CONN_H

struct conn {
  int fd;
  char in[512];
  unsigned long used;
};

void conn_log(struct conn *c, const char *what);
void conn_drop(struct conn *c);

#endif
