// RUN: %verify-both %s
// RUN: %agree %s
// twin-no-diagnostics
//
// A process per connection that runs a service on its standard input, as inetd
// does. Nothing tells the service that it reads from a socket: that 0 is no
// failure is all that its loop knows.

#include <arpa/inet.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void echo(int in, int out) {
  char line[512];
  ssize_t n;
  // defect-warning@+2{{'in' is read again after}}
#ifndef REPAIRED
  while ((n = read(in, line, sizeof line)) >= 0)
#else
  while ((n = read(in, line, sizeof line)) > 0)
#endif
    if (write(out, line, (size_t)n) < 0)
      break;
}

static void discard(int in, int out) {
  char line[512];
  (void)out;
  while (read(in, line, sizeof line) > 0)
    continue;
}

static struct service {
  const char *name;
  void (*run)(int in, int out);
} services[] = {{"echo", echo}, {"discard", discard}};

static const struct service *service_of(const char *name) {
  for (size_t i = 1; name && i < sizeof services / sizeof *services; ++i)
    if (strcmp(services[i].name, name) == 0)
      return &services[i];
  return &services[0];
}

int main(int argc, char **argv) {
  struct sockaddr_in here = {
      .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons(atoi(argv[argc - 1]))};
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  const struct service *service = service_of(getenv("SERVICE"));
  signal(SIGPIPE, SIG_IGN);
  signal(SIGCHLD, SIG_IGN);
  if (listener < 0 || bind(listener, (struct sockaddr *)&here, sizeof here) < 0 || listen(listener, 64) < 0)
    return 1;
  for (;;) {
    int fd = accept(listener, NULL, NULL);
    if (fd < 0)
      continue;
    if (fork() == 0) {
      dup2(fd, STDIN_FILENO);
      dup2(fd, STDOUT_FILENO);
      close(fd);
      service->run(STDIN_FILENO, STDOUT_FILENO);
      _exit(0);
    }
    close(fd);
  }
}
