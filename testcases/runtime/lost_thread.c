// RUN: %verify-both %s
// RUN: %agree %s
// twin-no-diagnostics
//
// A thread per connection: the thread ends with the connection and leaves the
// descriptor to the process, which does not know it.

#include <arpa/inet.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static void *serve(void *arg) {
  int fd = *(int *)arg;
  char line[512];
  free(arg);
  for (;;) {
    ssize_t n = recv(fd, line, sizeof line, 0);
    if (n <= 0)
      break;
    send(fd, line, (size_t)n, MSG_NOSIGNAL);
  }
#ifdef REPAIRED
  close(fd);
#endif
  return NULL; // defect-warning{{'fd' is never closed after}}
}

static void start(int fd) {
  pthread_t thread;
  int *arg = malloc(sizeof *arg);
  if (!arg) {
    close(fd);
    return;
  }
  *arg = fd;
  if (pthread_create(&thread, NULL, serve, arg) != 0) {
    close(fd);
    free(arg);
    return;
  }
  pthread_detach(thread);
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
      start(fd);
  }
}
