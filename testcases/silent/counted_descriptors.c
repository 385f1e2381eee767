// RUN: %verify %s
//
// Loops whose counter is a descriptor, and loops whose counter only looks like
// one.
// expected-no-diagnostics

#include <stddef.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

void answer(int fd, const char *request, size_t length);
void woken(void);

void the_first_that_is_ready(fd_set *readable, int highest) {
  char request[512];
  ssize_t n = 0;
  int fd;
  for (fd = 0; fd <= highest; fd++)
    if (FD_ISSET(fd, readable)) {
      n = recv(fd, request, sizeof request, 0);
      break;
    }
  if (fd > highest)
    return;
  if (n <= 0) {
    close(fd);
    return;
  }
  answer(fd, request, (size_t)n);
}

void the_first_below_the_limit(fd_set *readable) {
  char request[512];
  ssize_t n = 0;
  int fd;
  for (fd = 3; fd < FD_SETSIZE; fd++)
    if (FD_ISSET(fd, readable)) {
      n = recv(fd, request, sizeof request, 0);
      break;
    }
  if (fd == FD_SETSIZE)
    return;
  if (n <= 0) {
    close(fd);
    return;
  }
  answer(fd, request, (size_t)n);
}

void ended_ones_are_closed_behind_the_loop(fd_set *readable, int highest) {
  char request[512];
  int ended[FD_SETSIZE], count = 0;
  for (int fd = 0; fd <= highest; fd++) {
    if (!FD_ISSET(fd, readable))
      continue;
    ssize_t n = recv(fd, request, sizeof request, 0);
    if (n <= 0)
      ended[count++] = fd;
    else
      answer(fd, request, (size_t)n);
  }
  while (count > 0)
    close(ended[--count]);
}

void ended_ones_are_put_into_a_set(fd_set *readable, int highest) {
  char request[512];
  fd_set ended;
  FD_ZERO(&ended);
  for (int fd = 0; fd <= highest; fd++) {
    if (!FD_ISSET(fd, readable))
      continue;
    ssize_t n = recv(fd, request, sizeof request, 0);
    if (n <= 0)
      FD_SET(fd, &ended);
    else
      answer(fd, request, (size_t)n);
  }
  for (int fd = 0; fd <= highest; fd++)
    if (FD_ISSET(fd, &ended))
      close(fd);
}

void ended_ones_are_marked(fd_set *readable, int highest) {
  char request[512];
  struct {
    int dead;
  } clients[FD_SETSIZE] = {{0}};
  for (int fd = 0; fd <= highest; fd++) {
    if (!FD_ISSET(fd, readable))
      continue;
    ssize_t n = recv(fd, request, sizeof request, 0);
    if (n <= 0)
      clients[fd].dead = 1;
    else
      answer(fd, request, (size_t)n);
  }
  for (int fd = 0; fd <= highest; fd++)
    if (clients[fd].dead)
      close(fd);
}

void one_of_them_is_a_pipe(fd_set *readable, int highest) {
  char request[512];
  int wake[2];
  if (pipe(wake) < 0)
    return;
  for (int fd = 0; fd <= highest; fd++) {
    if (!FD_ISSET(fd, readable))
      continue;
    if (fd == wake[0]) {
      if (read(fd, request, 1) > 0)
        woken();
      continue;
    }
    ssize_t n = recv(fd, request, sizeof request, 0);
    if (n <= 0)
      close(fd);
    else
      answer(fd, request, (size_t)n);
  }
  close(wake[0]);
  close(wake[1]);
}

void one_of_them_is_for_datagrams(fd_set *readable, int highest) {
  char request[512];
  int udp = socket(AF_INET, SOCK_DGRAM, 0);
  if (udp < 0)
    return;
  for (int fd = 0; fd <= highest; fd++) {
    if (!FD_ISSET(fd, readable))
      continue;
    ssize_t n = recv(fd, request, sizeof request, 0);
    if (fd == udp) {
      if (n > 0)
        answer(fd, request, (size_t)n);
      continue;
    }
    if (n <= 0)
      close(fd);
    else
      answer(fd, request, (size_t)n);
  }
  close(udp);
}

void pointer_to_a_pair(void) {
  int fds[2];
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, fds) < 0)
    return;
  for (int *p = fds; p < fds + 2; ++p)
    close(*p);
}

/* The same variable counts tries, slots and descriptors. */
void one_counter_for_everything(int control, int highest) {
  char request[512];
  fd_set readable;
  int fds[8], i;
  ssize_t n = 0;
  for (i = 0; i < 3; i++) {
    n = recv(control, request, sizeof request, 0);
    if (n > 0)
      break;
  }
  if (n <= 0) {
    close(control);
    return;
  }
  for (i = 0; i < 8; i++)
    fds[i] = socket(AF_INET, SOCK_STREAM, 0);
  FD_ZERO(&readable);
  if (select(highest + 1, &readable, NULL, NULL, NULL) > 0)
    for (i = 0; i <= highest; i++)
      if (FD_ISSET(i, &readable)) {
        n = recv(i, request, sizeof request, 0);
        if (n <= 0)
          close(i);
      }
  for (i = 0; i < 8; i++)
    if (fds[i] >= 0)
      close(fds[i]);
  close(control);
}
