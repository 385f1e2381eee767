// RUN: %verify-both %s
// RUN: %agree %s
// RUN: %repair %s
// twin-no-diagnostics
//
// A process per connection, and two at most: the connection too many is
// accepted and forgotten.

#include <arpa/inet.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MaxChildren = 2 };

static int children;

static void serve(int fd) {
  char line[512];
  ssize_t n;
  while ((n = recv(fd, line, sizeof line, 0)) > 0)
    send(fd, line, (size_t)n, MSG_NOSIGNAL);
}

static void accept_one(int listener) {
  int fd = accept(listener, NULL, NULL);
  if (fd < 0)
    return;
  while (children > 0 && waitpid(-1, NULL, WNOHANG) > 0)
    --children;
  if (children >= MaxChildren) {
#ifdef REPAIRED
    close(fd);
#endif
    return; // defect-warning{{'fd' is leaked}}
  }
  pid_t child = fork();
  if (child == 0) {
    serve(fd);
    _exit(0);
  }
  if (child > 0)
    ++children;
  close(fd);
}

int main(int argc, char **argv) {
  struct sockaddr_in here = {
      .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons(atoi(argv[argc - 1]))};
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  signal(SIGPIPE, SIG_IGN);
  if (listener < 0 || bind(listener, (struct sockaddr *)&here, sizeof here) < 0 || listen(listener, 64) < 0)
    return 1;
  for (;;)
    accept_one(listener);
}
