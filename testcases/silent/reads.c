// RUN: %verify %s
//
// Reads whose 0 is not the end, or whose end is dealt with elsewhere.
// expected-no-diagnostics

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

void parse(const char *text, size_t length);
struct peer {
  int sock, whole;
};

void consume(struct sockaddr_in *from, const char *text, size_t length);

int zero_bytes_asked_for(int sock) {
  char none;
  while (recv(sock, &none, 0, 0) == 0)
    if (sleep(1) != 0)
      return -1;
  return 0;
}

int peek_then_real_read(int sock) {
  char buf[64];
  ssize_t n = recv(sock, buf, sizeof buf, MSG_PEEK);
  if (n <= 0)
    return -1;
  n = recv(sock, buf, (size_t)n, 0);
  if (n <= 0)
    return -1;
  parse(buf, (size_t)n);
  return 0;
}

int end_seen_by_peek_is_read_by_the_other_call(int sock) {
  char buf[64];
  ssize_t n = recv(sock, buf, sizeof buf, MSG_PEEK);
  if (n == 0)
    n = read(sock, buf, sizeof buf);
  return (int)n;
}

// The 0 is still there for the read that takes the data away.
int waits_for_a_whole_head(struct peer *p) {
  char buf[64];
  ssize_t n = recv(p->sock, buf, sizeof buf, MSG_PEEK);
  if (n < 0) {
    close(p->sock);
    return -1;
  }
  p->whole = n == sizeof buf;
  return 0;
}

void datagram_of_zero_bytes(int sock) {
  char buf[1500];
  struct sockaddr_in from;
  for (;;) {
    socklen_t size = sizeof from;
    ssize_t n = recvfrom(sock, buf, sizeof buf, 0, (struct sockaddr *)&from, &size);
    if (n < 0)
      continue;
    consume(&from, buf, (size_t)n);
  }
}

int own_datagram_socket(const struct sockaddr *at, socklen_t size) {
  char buf[1500];
  int fd = socket(AF_INET, SOCK_DGRAM, 0);
  if (fd < 0)
    return -1;
  if (bind(fd, at, size) == 0)
    for (int count = 0; count < 100; ++count) {
      ssize_t n = recv(fd, buf, sizeof buf, 0);
      if (n <= 0)
        continue;
      parse(buf, (size_t)n);
    }
  close(fd);
  return 0;
}

int read_of_a_file_is_no_connection(int fd, char *text, size_t size) {
  ssize_t n = read(fd, text, size);
  if (n <= 0)
    return 0;
  text[n - 1] = '\0';
  return 0;
}

int few_tries_are_enough(int sock) {
  char buf[64];
  for (int tries = 0; tries < 3; ++tries) {
    ssize_t n = recv(sock, buf, sizeof buf, 0);
    if (n > 0) {
      parse(buf, (size_t)n);
      return 0;
    }
  }
  return -1;
}

int the_clock_ends_the_tries(int sock, time_t deadline) {
  char buf[64];
  while (time(NULL) < deadline) {
    ssize_t n = recv(sock, buf, sizeof buf, 0);
    if (n > 0) {
      parse(buf, (size_t)n);
      return 0;
    }
  }
  return -1;
}

int nothing_queued_after_poll_means_the_end(int sock) {
  int queued = 0;
  if (ioctl(sock, FIONREAD, &queued) < 0 || queued == 0) {
    close(sock);
    return -1;
  }
  return queued;
}

struct session {
  int fd;
  size_t used;
  char in[256];
};

static void serve_session(struct session *s) {
  for (;;) {
    struct iovec part = {s->in, sizeof s->in};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    ssize_t n = recvmsg(s->fd, &message, 0);
    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      break;
    s->used += (size_t)n;
  }
  close(s->fd);
}

void message_is_read_into_the_session_that_holds_the_socket(int listener) {
  for (;;) {
    int fd = accept(listener, NULL, NULL);
    if (fd < 0)
      continue;
    struct session session = {.fd = fd};
    serve_session(&session);
  }
}
