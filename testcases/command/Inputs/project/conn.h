#ifndef CONN_H
#define CONN_H

struct conn {
  int fd;
  char in[512];
  unsigned long used;
};

#endif
