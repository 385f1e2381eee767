// RUN: %verify-both %s
// RUN: %agree %s
// twin-no-diagnostics
//
// Workers that are forked before the first connection: they live on after it,
// so nothing closes what they forget.

#include <arpa/inet.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static void echo(int fd) {
  char line[512];
  ssize_t n;
  while ((n = recv(fd, line, sizeof line, 0)) > 0)
    send(fd, line, (size_t)n, MSG_NOSIGNAL);
}

static void work(int listener) {
  for (;;) {
    // defect-warning@+1{{'fd' is never closed after}}
    int fd = accept(listener, NULL, NULL);
    if (fd < 0)
      continue;
    echo(fd);
#ifdef REPAIRED
    close(fd);
#endif
  }
}

int main(int argc, char **argv) {
  struct sockaddr_in here = {
      .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons(atoi(argv[argc - 1]))};
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  signal(SIGPIPE, SIG_IGN);
  if (listener < 0 || bind(listener, (struct sockaddr *)&here, sizeof here) < 0 || listen(listener, 64) < 0)
    return 1;
  for (int workers = 0; workers < 2; ++workers)
    if (fork() == 0)
      work(listener);
  for (;;)
    pause();
}
