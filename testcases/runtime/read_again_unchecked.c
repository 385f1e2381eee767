// RUN: %verify-both %s
// RUN: %agree %s
// twin-no-diagnostics
//
// Waits for a whole line without a look at what recv() returns: the line of a
// peer that is gone never comes.

#include <arpa/inet.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void serve(int fd) {
  char line[64] = "";
  while (!strchr(line, '\n'))
#ifdef REPAIRED
    if (recv(fd, line, sizeof line - 1, 0) <= 0)
      break;
#else
    // defect-warning@+1{{ignores the result of recv()}}
    recv(fd, line, sizeof line - 1, 0);
#endif
  send(fd, "done\n", 5, MSG_NOSIGNAL);
  close(fd);
}

int main(int argc, char **argv) {
  struct sockaddr_in here = {
      .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons(atoi(argv[argc - 1]))};
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  signal(SIGPIPE, SIG_IGN);
  if (listener < 0 || bind(listener, (struct sockaddr *)&here, sizeof here) < 0 || listen(listener, 64) < 0)
    return 1;
  for (;;) {
    int fd = accept(listener, NULL, NULL);
    if (fd >= 0)
      serve(fd);
  }
}
