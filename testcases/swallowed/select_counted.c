// RUN: %verify %s
//
// The loop of the textbooks: the descriptor is the counter.

#include <stddef.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

void answer(int fd, const char *request, size_t length);

void read_and_left(int highest, const fd_set *all) {
  char request[512];
  fd_set readable = *all;
  if (select(highest + 1, &readable, NULL, NULL, NULL) < 0)
    return;
  for (int fd = 0; fd < FD_SETSIZE; ++fd) // expected-warning{{stays open after}}
    if (FD_ISSET(fd, &readable)) {
      ssize_t n = recv(fd, request, sizeof request, 0);
      if (n > 0)
        answer(fd, request, (size_t)n);
    }
}

void read_and_closed(int highest, const fd_set *all) {
  char request[512];
  fd_set readable = *all;
  if (select(highest + 1, &readable, NULL, NULL, NULL) < 0)
    return;
  for (int fd = 0; fd < FD_SETSIZE; ++fd)
    if (FD_ISSET(fd, &readable)) {
      ssize_t n = recv(fd, request, sizeof request, 0);
      if (n > 0)
        answer(fd, request, (size_t)n);
      else
        close(fd);
    }
}
