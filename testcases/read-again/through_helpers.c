// RUN: %verify %s
//
// The read stands in a helper; the caller's loop comes back to it.

#include <errno.h>
#include <stdio.h>
#include <string.h>
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

struct request {
  int fd;
  size_t used;
  char head[1024];
};

int nothing_is_added_to_the_head(struct request *r) {
  r->used = 0;
  r->head[0] = '\0';
  while (!strstr(r->head, "\r\n\r\n")) {
    if (r->used == sizeof r->head - 1)
      return -1;
    ssize_t n = recv(r->fd, r->head + r->used, sizeof r->head - 1 - r->used, 0); // expected-warning{{is read again after}}
    if (n < 0)
      return -1;
    r->used += (size_t)n;
    r->head[r->used] = '\0';
  }
  return 0;
}

int end_of_the_head_is_told(struct request *r) {
  r->used = 0;
  r->head[0] = '\0';
  while (!strstr(r->head, "\r\n\r\n")) {
    if (r->used == sizeof r->head - 1)
      return -1;
    ssize_t n = recv(r->fd, r->head + r->used, sizeof r->head - 1 - r->used, 0);
    if (n <= 0)
      return -1;
    r->used += (size_t)n;
    r->head[r->used] = '\0';
  }
  return 0;
}

// What another file says of the data is no word about the 0.
int is_complete(const char *text, ssize_t length);

int data_are_judged_elsewhere(int sock) {
  char buf[64];
  for (;;) {
    ssize_t n = recv(sock, buf, sizeof buf, 0); // expected-warning{{is read again after}}
    if (n < 0)
      return -1;
    if (is_complete(buf, n))
      return 0;
  }
}

// Nor what it says of a byte, or of the errno that the 0 has left as it was.
int is_last(char byte);
int would_block(int error);

int byte_is_judged_elsewhere(int sock) {
  char byte;
  do
    if (recv(sock, &byte, 1, 0) < 0) // expected-warning{{is read again after}}
      return -1;
  while (!is_last(byte));
  return 0;
}

int errno_is_judged_elsewhere(int sock, char *buf, size_t size) {
  ssize_t n;
  do
    n = recv(sock, buf, size, 0); // expected-warning{{is read again after}}
  while (n <= 0 && would_block(errno));
  return (int)n;
}
