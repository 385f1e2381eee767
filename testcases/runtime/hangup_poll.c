// RUN: %verify-both %s
// RUN: %agree %s
// twin-no-diagnostics
//
// A thread per connection that waits with poll(): a hang-up is a turn without
// data, and the next turn comes at once.

#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

// Returns 0, or -1 when the connection is over.
static int turn(struct pollfd *p) {
  char line[512];
  if (poll(p, 1, 1000) <= 0) // defect-warning{{is ignored}}
    return 0;
  if (p->revents & (POLLHUP | POLLERR))
#ifdef REPAIRED
    return -1;
#else
    return 0;
#endif
  ssize_t n = recv(p->fd, line, sizeof line, 0);
  if (n <= 0)
    return -1;
  send(p->fd, line, (size_t)n, MSG_NOSIGNAL);
  return 0;
}

static void *serve(void *arg) {
  struct pollfd p = {.fd = (int)(intptr_t)arg, .events = POLLIN};
  while (turn(&p) == 0)
    continue;
  close(p.fd);
  return NULL;
}

int main(int argc, char **argv) {
  struct sockaddr_in here = {
      .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons(atoi(argv[argc - 1]))};
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  signal(SIGPIPE, SIG_IGN);
  if (listener < 0 || bind(listener, (struct sockaddr *)&here, sizeof here) < 0 || listen(listener, 64) < 0)
    return 1;
  for (;;) {
    pthread_t thread;
    int fd = accept(listener, NULL, NULL);
    if (fd < 0)
      continue;
    if (pthread_create(&thread, NULL, serve, (void *)(intptr_t)fd) == 0)
      pthread_detach(thread);
    else
      close(fd);
  }
}
