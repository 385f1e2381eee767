// RUN: %verify-both %s
// RUN: %agree %s
// twin-no-diagnostics
//
// The end of the connection comes up through two wrappers of recv(), and is
// taken for "no request".

#include <arpa/inet.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static ssize_t net_read(int fd, char *to, size_t size) {
  ssize_t n;
  do
    n = recv(fd, to, size, 0);
  while (n < 0 && errno == EINTR);
  return n;
}

// Returns 0, or -1 if there is none.
static int read_request(int fd, char *to, size_t size) {
  ssize_t n = net_read(fd, to, size - 1);
  if (n <= 0)
    return -1;
  to[n] = '\0';
  return 0;
}

static void serve_one(int listener) {
  char request[512];
  int fd = accept(listener, NULL, NULL);
  if (fd < 0)
    return;
  if (read_request(fd, request, sizeof request) < 0) {
#ifdef REPAIRED
    close(fd);
#endif
    return; // defect-warning{{'fd' is never closed after}}
  }
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
  for (;;)
    serve_one(listener);
}
