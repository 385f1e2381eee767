// RUN: %verify-both %s
// RUN: %agree %s
// twin-no-diagnostics
//
// A process per connection: the child closes its descriptor, the parent keeps
// its own, and so the connection is never closed.

#include <arpa/inet.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static void serve(int fd) {
  char line[512];
  ssize_t n;
  while ((n = recv(fd, line, sizeof line, 0)) > 0)
    send(fd, line, (size_t)n, MSG_NOSIGNAL);
  close(fd);
}

static void accept_one(int listener) {
  int fd = accept(listener, NULL, NULL);
  if (fd < 0)
    return;
  if (fork() == 0) {
    close(listener);
    serve(fd);
    _exit(0);
  }
#ifdef REPAIRED
  close(fd);
#endif
} // defect-warning{{'fd' is leaked}}

int main(int argc, char **argv) {
  struct sockaddr_in here = {
      .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons(atoi(argv[argc - 1]))};
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  signal(SIGPIPE, SIG_IGN);
  if (listener < 0 || bind(listener, (struct sockaddr *)&here, sizeof here) < 0 || listen(listener, 64) < 0)
    return 1;
  signal(SIGCHLD, SIG_IGN);
  for (;;)
    accept_one(listener);
}
