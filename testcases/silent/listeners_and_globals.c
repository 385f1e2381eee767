// RUN: %verify %s
//
// Listeners never end, standard descriptors are not ours, and a plain global
// has its readers elsewhere.
// expected-no-diagnostics

#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

int Listener = -1;
int Control = -1;

void session_start(int fd);

int listener_stays_in_a_global(const struct sockaddr *at, socklen_t size) {
  Listener = socket(AF_INET, SOCK_STREAM, 0);
  if (Listener < 0)
    return -1;
  if (bind(Listener, at, size) < 0 || listen(Listener, 64) < 0) {
    perror("bind");
    return -1;
  }
  return 0;
}

void accept_fails_and_is_tried_again(void) {
  for (;;) {
    int conn = accept(Listener, NULL, NULL);
    if (conn < 0) {
      perror("accept");
      continue;
    }
    session_start(conn);
  }
}

int every_waiting_client_is_accepted(int listener) {
  int count = 0;
  for (;;) {
    int conn = accept(listener, NULL, NULL);
    if (conn < 0)
      return errno == EAGAIN ? count : -1;
    session_start(conn);
    ++count;
  }
}

void plain_global_is_looked_after_elsewhere(void) {
  char command[64];
  ssize_t n = recv(Control, command, sizeof command, 0);
  if (n <= 0)
    return;
  fwrite(command, 1, (size_t)n, stdout);
}

void standard_input_of_an_inetd_service(void) {
  char line[256];
  ssize_t n = recv(STDIN_FILENO, line, sizeof line, 0);
  if (n <= 0)
    return;
  send(STDOUT_FILENO, line, (size_t)n, MSG_NOSIGNAL);
}

int connection_in_progress_goes_back(const struct sockaddr *to, socklen_t size) {
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  if (fd < 0)
    return -1;
  if (connect(fd, to, size) < 0 && errno != EINPROGRESS) {
    close(fd);
    return -1;
  }
  return fd;
}

int datagram_error_is_no_end(int sock) {
  char buf[512];
  struct sockaddr_storage from;
  socklen_t size = sizeof from;
  while (recvfrom(sock, buf, sizeof buf, 0, (struct sockaddr *)&from, &size) < 0)
    if (errno != ECONNREFUSED)
      return -1;
  return 0;
}
