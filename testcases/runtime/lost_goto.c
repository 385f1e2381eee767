// RUN: %verify-both %s
// RUN: %agree %s
// twin-no-diagnostics
//
// One way out with labels: the end of the connection jumps to the label behind
// the close.

#include <arpa/inet.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int serve_one(int listener) {
  int result = -1;
  char *request = NULL;
  int fd = accept(listener, NULL, NULL);
  if (fd < 0)
    goto out;
  request = malloc(512);
  if (!request)
    goto out_close;
  ssize_t n = recv(fd, request, 512, 0);
  if (n <= 0)
#ifdef REPAIRED
    goto out_close;
#else
    goto out;
#endif
  if (!memchr(request, '\n', (size_t)n))
    goto out_close;
  send(fd, "done\n", 5, MSG_NOSIGNAL);
  result = 0;
out_close:
  close(fd);
out:
  free(request);
  return result; // defect-warning{{'fd' is never closed after}}
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
