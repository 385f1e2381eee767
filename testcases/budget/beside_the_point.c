// A parser of settings takes no part in the fate of a socket, and its many paths
// use up the analyzer's steps before the second turn of the loop. The second
// look passes it over.
//
// RUN: %analyze-alone -Wall %s 2>&1 | FileCheck %s
// RUN: %analyze-beside -Wall %fortified %s 2>&1 | FileCheck %s
// CHECK: warning: 's.fd' is leaked
// CHECK-NOT: warning: 's.fd' is leaked

#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct setting {
  int fd;
  struct sockaddr_in at;
  int backlog;
  unsigned flags;
};

static const char *skip(const char *text) {
  while (*text == ' ' || *text == '\t')
    ++text;
  return text;
}

extern const char *const Names[16];
#define SETTING(n)                                                             \
  if (strstr(text, Names[n]))                                                  \
    s->flags |= 1u << (n);
#define SETTINGS_4(n) SETTING(n) SETTING(n + 1) SETTING(n + 2) SETTING(n + 3)

static const char *parse(const char *text, struct setting *s) {
  SETTINGS_4(0) SETTINGS_4(4) SETTINGS_4(8) SETTINGS_4(12)
  text = skip(text);
  char *end;
  long port = strtol(text, &end, 10);
  if (end == text || port < 1 || port > 65535)
    return NULL;
  s->at.sin_port = htons((in_port_t)port);
  s->backlog = *end == ':' ? (int)strtol(end + 1, &end, 10) : 0;
  text = strchr(end, ',');
  return text ? skip(text + 1) : end + strlen(end);
}

struct server {
  struct setting listeners[16];
  unsigned count;
};

void bad_backlog_forgets_the_listener(struct server *srv, const char *text) {
  struct setting s = {.at = {.sin_family = AF_INET}};
  while ((text = parse(text, &s)) && srv->count < 16) {
    if ((s.fd = socket(AF_INET, SOCK_STREAM, 0)) < 0)
      continue;
    if (bind(s.fd, (struct sockaddr *)&s.at, sizeof s.at) < 0) {
      close(s.fd);
      continue;
    }
    if (s.backlog < 0)
      continue;
    if (listen(s.fd, s.backlog) < 0) {
      close(s.fd);
      continue;
    }
    srv->listeners[srv->count++] = s;
  }
}
