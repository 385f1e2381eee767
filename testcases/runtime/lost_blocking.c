// RUN: %verify-both %s
// RUN: %agree %s
// RUN: %repair %s
// twin-no-diagnostics
//
// One connection after the other, with blocking calls: a peer that goes away
// without a request is forgotten.

#include <arpa/inet.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static int serve_one(int listener) {
  char request[512];
  int fd = accept(listener, NULL, NULL);
  if (fd < 0)
    return -1;
  ssize_t n = recv(fd, request, sizeof request, 0);
  if (n <= 0) {
#ifdef REPAIRED
    close(fd);
#endif
    return -1; // defect-warning{{'fd' is never closed after}}
  }
  send(fd, request, (size_t)n, MSG_NOSIGNAL);
  close(fd);
  return 0;
}

int main(int argc, char **argv) {
  struct sockaddr_in here = {
      .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons(atoi(argv[argc - 1]))};
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  signal(SIGPIPE, SIG_IGN);
  if (listener < 0 || bind(listener, (struct sockaddr *)&here, sizeof here) < 0 || listen(listener, 64) < 0)
    return 1;
  for (;;)
    serve_one(listener);
}
