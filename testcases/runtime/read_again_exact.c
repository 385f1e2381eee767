// RUN: %verify-both %s
// RUN: %agree %s
// twin-no-diagnostics
//
// A thread per connection, messages of a fixed size: the loop that collects one
// adds the 0 of the end to what it has, and reads on.

#include <arpa/inet.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static int read_exact(int fd, char *to, size_t size) {
  for (size_t got = 0; got < size;) {
    // defect-warning@+1{{'fd' is read again after}}
    ssize_t n = recv(fd, to + got, size - got, 0);
#ifdef REPAIRED
    if (n <= 0)
#else
    if (n < 0)
#endif
      return -1;
    got += (size_t)n;
  }
  return 0;
}

static void *serve(void *arg) {
  int fd = (int)(intptr_t)arg;
  char message[16];
  while (read_exact(fd, message, sizeof message) == 0)
    send(fd, message, sizeof message, MSG_NOSIGNAL);
  close(fd);
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
