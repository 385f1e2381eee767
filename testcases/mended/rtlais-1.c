// RUN: %verify %s
//
// From dgiardini/rtl-ais 65f8d417a5e5: with a receive time-out every failure is
// taken for the time-out, a reset too, and the thread turns for ever.

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct viewer {
  int sock;
};

static int Verbose;

void *failure_is_taken_for_the_timeout(void *arg) {
  struct viewer *v = arg;
  struct timeval patience = {10, 0};
  char in[100];
  setsockopt(v->sock, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  while (1) {
    ssize_t n = recv(v->sock, in, sizeof in, 0); // expected-warning{{is read again after recv() failed}}
    if (n < 0) {
      if (Verbose)
        perror("recv");
    } else if (n == 0) {
      break;
    } else if (Verbose) {
      printf("%.*s\n", (int)n, in);
    }
  }
  close(v->sock);
  free(v);
  return NULL;
}

void *only_the_timeout_waits_on(void *arg) {
  struct viewer *v = arg;
  struct timeval patience = {10, 0};
  char in[100];
  setsockopt(v->sock, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  while (1) {
    ssize_t n = recv(v->sock, in, sizeof in, 0);
    if (n < 0 && errno == EAGAIN)
      continue;
    if (n <= 0)
      break;
    if (Verbose)
      printf("%.*s\n", (int)n, in);
  }
  close(v->sock);
  free(v);
  return NULL;
}
