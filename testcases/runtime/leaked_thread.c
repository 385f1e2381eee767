// RUN: %verify-both %s
// RUN: %agree %s
// twin-no-diagnostics
//
// A thread per connection that answers one request: it closes when the peer
// ends, and forgets to when it has answered.

#include <arpa/inet.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static void *serve(void *arg) {
  int fd = (int)(intptr_t)arg;
  char request[512];
  if (recv(fd, request, sizeof request, 0) <= 0) {
    close(fd);
    return NULL;
  }
  send(fd, "done\n", 5, MSG_NOSIGNAL);
#ifdef REPAIRED
  close(fd);
#endif
  return NULL; // defect-warning{{'fd' is leaked}}
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
