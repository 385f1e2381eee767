// RUN: %verify %s
//
// The program notes the end down and reads no more, but its poll() still asks
// for data of the ended socket: it comes back at once, every time.

#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

struct side {
  int fd;
  bool ended;
};

static bool forward(struct side *from, struct side *to) {
  char buf[4096];
  ssize_t n = recv(from->fd, buf, sizeof buf, 0);
  if (n == 0)
    from->ended = true;
  return n < 0 ? errno == EINTR : n == 0 || send(to->fd, buf, (size_t)n, MSG_NOSIGNAL) == n;
}

void ended_side_stays_in_the_array(int listener, struct side *server) {
  struct side client = {accept(listener, NULL, NULL), false};
  if (client.fd < 0)
    return;
  struct pollfd p[2] = {{.fd = client.fd, .events = POLLIN}, {.fd = server->fd, .events = POLLIN}};
  while (poll(p, 2, -1) > 0 || errno == EINTR) { // expected-warning{{'p[0].fd' is waited for again after recv() returned 0}}
    if (!client.ended && (p[0].revents & POLLIN) && !forward(&client, server))
      break;
    if ((p[1].revents & POLLIN) && (!forward(server, &client) || server->ended))
      break;
  }
  close(client.fd);
}

void ended_side_is_asked_nothing_more(int listener, struct side *server) {
  struct side client = {accept(listener, NULL, NULL), false};
  if (client.fd < 0)
    return;
  struct pollfd p[2] = {{.fd = client.fd, .events = POLLIN}, {.fd = server->fd, .events = POLLIN}};
  while (poll(p, 2, -1) > 0 || errno == EINTR) {
    if (!client.ended && (p[0].revents & POLLIN) && !forward(&client, server))
      break;
    if (client.ended)
      p[0].events = 0;
    if ((p[1].revents & POLLIN) && (!forward(server, &client) || server->ended))
      break;
  }
  close(client.fd);
}

void end_is_seen_at_the_next_round(int sock) {
  char buf[512];
  bool ended = false;
  struct pollfd p = {.fd = sock, .events = POLLIN};
  for (;;) {
    int ready = poll(&p, 1, 1000);
    if (ready < 0 && errno != EINTR)
      break;
    if (ready <= 0 || !(p.revents & POLLIN))
      continue;
    if (ended)
      break;
    ended = recv(sock, buf, sizeof buf, 0) <= 0;
  }
  close(sock);
}

void only_room_to_write_is_awaited(int sock, const char *text, size_t length) {
  char buf[512];
  bool ended = false;
  struct pollfd p = {.fd = sock, .events = POLLIN | POLLOUT};
  while (length > 0 && poll(&p, 1, -1) >= 0) {
    if (!ended && (p.revents & POLLIN) && recv(sock, buf, sizeof buf, 0) == 0) {
      ended = true;
      p.events = POLLOUT;
    }
    ssize_t n = send(sock, text, length, MSG_NOSIGNAL);
    if (n < 0)
      break;
    text += n;
    length -= (size_t)n;
  }
  close(sock);
}
