// RUN: %verify-both %s
// RUN: %agree %s
// twin-no-diagnostics
//
// A server that answers and shuts its side down: CLOSE_WAIT is avoided, the
// descriptor is still there.

#include <arpa/inet.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static void serve_one(int listener) {
  char request[512];
  int fd = accept(listener, NULL, NULL);
  if (fd < 0)
    return;
  if (recv(fd, request, sizeof request, 0) > 0)
    send(fd, "done\n", 5, MSG_NOSIGNAL);
  shutdown(fd, SHUT_WR);
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
  for (;;)
    serve_one(listener);
}
