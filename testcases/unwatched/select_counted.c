// RUN: %verify %s
//
// The loop of the textbooks: the descriptor is the counter.

#include <stddef.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

void answer(int fd, const char *request, size_t length);
int look_at(int fd);
void greet(int fd);

void cleared_and_left(int listener, int highest, fd_set *all) {
  char request[512];
  fd_set readable = *all;
  if (select(highest + 1, &readable, NULL, NULL, NULL) < 0)
    return;
  for (int fd = 0; fd <= highest; fd++) { // expected-warning{{is taken out of the event loop after}}
    if (!FD_ISSET(fd, &readable))
      continue;
    if (fd == listener) {
      greet(accept(listener, NULL, NULL));
      continue;
    }
    ssize_t n = recv(fd, request, sizeof request, 0);
    if (n <= 0) {
      FD_CLR(fd, all);
      continue;
    }
    answer(fd, request, (size_t)n);
  }
}

void cleared_and_closed(int listener, int highest, fd_set *all) {
  char request[512];
  fd_set readable = *all;
  if (select(highest + 1, &readable, NULL, NULL, NULL) < 0)
    return;
  for (int fd = 0; fd <= highest; fd++) {
    if (!FD_ISSET(fd, &readable))
      continue;
    if (fd == listener) {
      greet(accept(listener, NULL, NULL));
      continue;
    }
    ssize_t n = recv(fd, request, sizeof request, 0);
    if (n <= 0) {
      close(fd);
      FD_CLR(fd, all);
      continue;
    }
    answer(fd, request, (size_t)n);
  }
}

/* Who called closes all that look_at() does not know. */
void given_on(int highest) {
  char request[512];
  for (int fd = 3; fd <= highest; fd++) {
    ssize_t n = recv(fd, request, sizeof request, MSG_DONTWAIT);
    if (n <= 0)
      look_at(fd);
  }
}

void close_all(void) {
  for (int fd = 3; fd < 256; fd++)
    close(fd);
}

/* A terminal or a pipe, as far as anybody knows, and told. */
int first_that_ends(int highest, const fd_set *all) {
  char request[512];
  for (int fd = 0; fd <= highest; fd++)
    if (FD_ISSET(fd, all) && read(fd, request, sizeof request) <= 0)
      return fd;
  return -1;
}
