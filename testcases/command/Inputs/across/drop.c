#include "conn.h"
#include <unistd.h>

void conn_drop(struct conn *c) {
  conn_log(c, "dropped");
  close(c->fd);
  c->fd = -1;
}
