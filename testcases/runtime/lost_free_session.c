// RUN: %verify-both %s
// RUN: %agree %s
// twin-no-diagnostics
//
// A thread per connection with a session on the heap: the session is freed with
// the socket open in it.

#include <arpa/inet.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct session {
  int fd;
  size_t used;
  char in[512];
};

static void end_session(struct session *s) {
#ifdef REPAIRED
  close(s->fd);
#endif
  free(s);
}

static void *serve(void *arg) {
  struct session *s = arg;
  for (;;) {
    ssize_t n = recv(s->fd, s->in, sizeof s->in, 0);
    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      break;
    s->used += (size_t)n;
    send(s->fd, s->in, (size_t)n, MSG_NOSIGNAL);
  }
  end_session(s);
  return NULL; // defect-warning{{'s->fd' is never closed after}}
}

static void on_connection(int fd) {
  pthread_t thread;
  struct session *s = calloc(1, sizeof *s);
  if (!s) {
    close(fd);
    return;
  }
  s->fd = fd;
  if (pthread_create(&thread, NULL, serve, s) != 0) {
    close(fd);
    free(s);
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
      on_connection(fd);
  }
}
