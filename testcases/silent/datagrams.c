// RUN: %verify %s
//
// No end of stream: what was opened for datagrams, by way of a field, and what
// receives them with their senders' names.
// expected-no-diagnostics

#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

struct monitor {
  int events;
  int queries;
  size_t seen;
};

int monitor_open(struct monitor *m) {
  m->events = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, 0);
  m->queries = socket(AF_INET, SOCK_DGRAM, 0);
  return m->events < 0 || m->queries < 0 ? -1 : 0;
}

void on_event(struct monitor *m, char *packet, size_t size) {
  ssize_t n = recv(m->events, packet, size, 0);
  if (n <= 0)
    return;
  m->seen++;
}

void on_query(struct monitor *m, char *packet, size_t size) {
  for (;;) {
    ssize_t n = recv(m->queries, packet, size, 0);
    if (n < 0 && errno == EAGAIN)
      return;
    if (n <= 0)
      continue;
    m->seen++;
  }
}

// The place of the name stays where it was put, from call to call.
static ssize_t receive(int sock, struct iovec *part) {
  struct sockaddr_in from;
  struct msghdr header;
  for (;;) {
    ssize_t n;
    header.msg_control = NULL;
    header.msg_controllen = 0;
    header.msg_name = &from;
    header.msg_namelen = sizeof from;
    header.msg_iov = part;
    header.msg_iovlen = 1;
    header.msg_flags = 0;
    while ((n = recvmsg(sock, &header, MSG_PEEK | MSG_TRUNC)) == -1 && errno == EINTR)
      ;
    if (n != -1 && (header.msg_flags & MSG_TRUNC))
      part->iov_len = (size_t)n;
    header.msg_flags = 0;
    while ((n = recvmsg(sock, &header, 0)) == -1 && errno == EINTR)
      ;
    if (n == -1 || from.sin_port == 0)
      return n;
  }
}

void receive_all(int sock, char *packet, size_t size) {
  struct iovec part = {packet, size};
  while (receive(sock, &part) >= 0)
    packet[0] = 0;
}

#ifdef _GNU_SOURCE
struct receiver {
  int fd;
  unsigned count;
  struct mmsghdr *messages;
};

// Nobody counts messages on a stream.
void messages_are_counted(struct receiver *r) {
  int n = recvmmsg(r->fd, r->messages, 8, 0, NULL);
  if (n < 0)
    return;
  r->count += (unsigned)n;
}
#endif
