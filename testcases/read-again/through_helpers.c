// RUN: %verify %s
//
// The read stands in a helper; the caller's loop comes back to it.

#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

static int get_request(int sock, char *buf, size_t size) {
  ssize_t n = recv(sock, buf, size, 0); // expected-warning{{is read again after}}
  return n < 0 ? -1 : (int)n;
}

void keep_alive_loop_takes_zero_for_a_request(int sock) {
  char buf[1024];
  for (;;) {
    int length = get_request(sock, buf, sizeof buf);
    if (length < 0)
      break;
    printf("request of %d bytes\n", length);
  }
  close(sock);
}

static int next_request(int sock, char *buf, size_t size) {
  ssize_t n = recv(sock, buf, size, 0);
  return n <= 0 ? -1 : (int)n;
}

void keep_alive_loop_stops_at_the_end(int sock) {
  char buf[1024];
  for (;;) {
    int length = next_request(sock, buf, sizeof buf);
    if (length < 0)
      break;
    printf("request of %d bytes\n", length);
  }
  close(sock);
}

struct peer {
  int sock;
  size_t used;
  char in[256];
};

static void receive_some(struct peer *p) {
  ssize_t n = recv(p->sock, p->in, sizeof p->in, 0); // expected-warning{{is read again after}}
  if (n > 0)
    p->used = (size_t)n;
}

void loop_over_a_silent_helper(struct peer *p) {
  for (;;)
    receive_some(p);
}

static int receive_or_fail(struct peer *p) {
  ssize_t n = recv(p->sock, p->in, sizeof p->in, 0);
  if (n > 0)
    p->used = (size_t)n;
  return n > 0 ? 0 : -1;
}

int loop_over_an_honest_helper(struct peer *p) {
  for (;;)
    if (receive_or_fail(p) < 0)
      return -1;
}
