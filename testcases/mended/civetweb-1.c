// RUN: %verify %s
//
// From civetweb/civetweb 0e8cdd7d6a29: a loop opens one listener a port; a bad
// setting goes on to the next port, and its socket takes the place of this one.

#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct opening {
  int sock;
  struct sockaddr_in at;
};

struct server {
  const char *backlog;
  int count;
  struct opening all[8];
};

static const char *next_port(const char *list, struct opening *found) {
  char *end;
  long port = strtol(list, &end, 10);
  found->at.sin_family = AF_INET;
  found->at.sin_port = htons((in_port_t)port);
  return end == list ? NULL : end + 1;
}

void bad_backlog_leaves_socket_open(struct server *s, const char *list) {
  struct opening o = {0};
  while ((list = next_port(list, &o)) && s->count < 8) {
    if ((o.sock = socket(AF_INET, SOCK_STREAM, 0)) == -1) // expected-warning{{is leaked}}
      continue;
    int backlog = atoi(s->backlog);
    if (backlog < 1)
      continue;
    if (bind(o.sock, (struct sockaddr *)&o.at, sizeof o.at) != 0 || listen(o.sock, backlog) != 0) {
      close(o.sock);
      continue;
    }
    s->all[s->count++] = o;
  }
}

void bad_backlog_closes(struct server *s, const char *list) {
  struct opening o = {0};
  while ((list = next_port(list, &o)) && s->count < 8) {
    if ((o.sock = socket(AF_INET, SOCK_STREAM, 0)) == -1)
      continue;
    int backlog = atoi(s->backlog);
    if (backlog < 1) {
      close(o.sock);
      continue;
    }
    if (bind(o.sock, (struct sockaddr *)&o.at, sizeof o.at) != 0 || listen(o.sock, backlog) != 0) {
      close(o.sock);
      continue;
    }
    s->all[s->count++] = o;
  }
}
