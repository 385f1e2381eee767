// RUN: %verify %s
//
// What happens between two rounds: another socket ends, a write is tested or
// fails and is logged, a flag is turned.
// expected-no-diagnostics

#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

void echo_logs_a_failed_write(int listener) {
  char buf[512];
  int fd = accept(listener, NULL, NULL);
  if (fd < 0)
    return;
  for (;;) {
    ssize_t n = recv(fd, buf, sizeof buf, 0);
    if (n <= 0)
      break;
    if (send(fd, buf, (size_t)n, MSG_NOSIGNAL) < 0)
      perror("send");
  }
  close(fd);
}

int retries_with_a_tested_write_between(int a, int b) {
  char buf[64];
  int tries = 0;
  for (;;) {
    ssize_t n = recv(a, buf, sizeof buf, 0);
    if (n > 0)
      return (int)n;
    if (++tries > 3)
      return -1;
    if (send(b, "?", 1, MSG_NOSIGNAL) < 0)
      return -1;
  }
}

static int send_all(int fd, const char *p, size_t left) {
  while (left > 0) {
    ssize_t n = send(fd, p, left, MSG_NOSIGNAL);
    if (n < 0) {
      if (errno == EINTR)
        continue;
      return -1;
    }
    p += n;
    left -= (size_t)n;
  }
  return 0;
}

// A negative descriptor in the array: poll() reports nothing of it.
void each_direction_ends_for_itself(int a, int b) {
  char buf[1024];
  bool a_open = true, b_open = true;
  while (a_open || b_open) {
    struct pollfd p[2] = {{.fd = a_open ? a : -1, .events = POLLIN}, {.fd = b_open ? b : -1, .events = POLLIN}};
    ssize_t n;
    if (poll(p, 2, 60000) <= 0)
      break;
    if (p[0].revents) {
      n = recv(a, buf, sizeof buf, 0);
      if (n <= 0 || send_all(b, buf, (size_t)n) < 0) {
        a_open = false;
        shutdown(b, SHUT_WR);
      }
    }
    if (p[1].revents) {
      n = recv(b, buf, sizeof buf, 0);
      if (n <= 0 || send_all(a, buf, (size_t)n) < 0) {
        b_open = false;
        shutdown(a, SHUT_WR);
      }
    }
  }
  close(a);
  close(b);
}

// The name buffer says that it is a datagram socket.
int datagram_with_a_name(int sock, char *data, size_t size) {
  struct sockaddr_storage from;
  struct iovec part = {data, size};
  struct msghdr header;
  memset(&header, 0, sizeof header);
  header.msg_name = &from;
  header.msg_namelen = sizeof from;
  header.msg_iov = &part;
  header.msg_iovlen = 1;
  ssize_t n = recvmsg(sock, &header, 0);
  if (n <= 0)
    return 0;
  data[n - 1] = 0;
  return 0;
}

// A thread's socket can be a datagram socket, too.
static void *udp_worker(void *argument) {
  int sock = (int)(intptr_t)argument;
  char packet[512];
  struct sockaddr_in from;
  for (;;) {
    socklen_t size = sizeof from;
    ssize_t n = recvfrom(sock, packet, sizeof packet, 0, (struct sockaddr *)&from, &size);
    if (n <= 0)
      continue;
    sendto(sock, packet, (size_t)n, 0, (struct sockaddr *)&from, size);
  }
  return NULL;
}

int start_udp_worker(int sock) {
  pthread_t worker;
  return pthread_create(&worker, NULL, udp_worker, (void *)(intptr_t)sock);
}
