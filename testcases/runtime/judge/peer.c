//===- peer.c - The other end of a program's connections ------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#define _GNU_SOURCE
#include "peer.h"
#include "kernel.h"
#include <arpa/inet.h>
#include <errno.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

static struct sockaddr_in loopback(int port) {
  return (struct sockaddr_in){
      .sin_family = AF_INET, .sin_port = htons((in_port_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
}

/// Closes \p fd, and keeps errno. Returns -1.
static int drop(int fd) {
  int error = errno;
  close(fd);
  errno = error;
  return -1;
}

int listen_for_program(int *port) {
  struct sockaddr_in address = loopback(*port);
  socklen_t size = sizeof address;
  int yes = 1;
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0)
    return -1;
  if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) < 0 ||
      bind(fd, (struct sockaddr *)&address, size) < 0 || listen(fd, 64) < 0 ||
      getsockname(fd, (struct sockaddr *)&address, &size) < 0)
    return drop(fd);
  *port = ntohs(address.sin_port);
  return fd;
}

static int port_of(int fd, int (*get_name)(int, struct sockaddr *, socklen_t *)) {
  struct sockaddr_in name = {0};
  socklen_t size = sizeof name;
  return get_name(fd, (struct sockaddr *)&name, &size) == 0 ? ntohs(name.sin_port) : 0;
}

static struct peer peer_with(int fd) {
  return (struct peer){.fd = fd, .port = port_of(fd, getsockname), .program_port = port_of(fd, getpeername)};
}

/// Waits for \p events on \p fd; false with errno if they do not come.
static bool wait_for(int fd, short events, int ms) {
  struct pollfd entry = {.fd = fd, .events = events};
  int ready;
  do
    ready = poll(&entry, 1, ms);
  while (ready < 0 && errno == EINTR);
  if (ready == 0)
    errno = ETIMEDOUT;
  return ready > 0;
}

bool connect_peer(struct peer *peer, int port, int ms) {
  struct sockaddr_in address = loopback(port);
  int error = 0;
  socklen_t size = sizeof error;
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0)
    return false;
  if (connect(fd, (struct sockaddr *)&address, sizeof address) < 0 &&
      (errno != EINPROGRESS || !wait_for(fd, POLLOUT, ms) || getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) < 0 ||
       error)) {
    if (error)
      errno = error;
    drop(fd);
    return false;
  }
  *peer = peer_with(fd);
  return true;
}

bool accept_peer(struct peer *peer, int listener) {
  int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
  if (fd < 0)
    return false;
  *peer = peer_with(fd);
  return true;
}

/// Waits for what the last call on \p tls asks for.
static bool wait_for_tls(SSL *tls, int result, int ms) {
  switch (SSL_get_error(tls, result)) {
  case SSL_ERROR_WANT_READ:
    return wait_for(SSL_get_fd(tls), POLLIN, ms);
  case SSL_ERROR_WANT_WRITE:
    return wait_for(SSL_get_fd(tls), POLLOUT, ms);
  default:
    errno = EPROTO;
    return false;
  }
}

bool start_tls(struct peer *peer, int ms) {
  SSL_CTX *context = SSL_CTX_new(TLS_client_method());
  peer->tls = context ? SSL_new(context) : NULL;
  SSL_CTX_free(context);
  if (!peer->tls || SSL_set_fd(peer->tls, peer->fd) != 1) {
    errno = ENOMEM;
    return false;
  }
  for (;;) {
    int done = SSL_connect(peer->tls);
    if (done == 1)
      return true;
    if (!wait_for_tls(peer->tls, done, ms))
      return false;
  }
}

void say(struct peer *peer, const char *text) {
  if (peer->tls) {
    if (SSL_write(peer->tls, text, (int)strlen(text)) <= 0)
      peer->ended = true;
    return;
  }
  if (send(peer->fd, text, strlen(text), MSG_NOSIGNAL) < 0 && errno != EAGAIN)
    peer->ended = true;
}

/// What recv(2) returns, for a peer that may speak TLS.
static ssize_t receive(struct peer *peer, char *room, size_t size) {
  if (!peer->tls)
    return recv(peer->fd, room, size, 0);
  int n = SSL_read(peer->tls, room, (int)size);
  if (n <= 0 && SSL_get_error(peer->tls, n) == SSL_ERROR_WANT_READ) {
    errno = EAGAIN;
    return -1;
  }
  return n > 0 ? n : 0;
}

void drain(struct peer *peer) {
  char room[4096];
  ssize_t n = 1;
  // A program that never stops talking gets another turn.
  for (int turns = 0; peer->fd >= 0 && !peer->ended && n > 0 && turns < 64; ++turns) {
    n = receive(peer, room, sizeof room);
    if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
      peer->ended = true;
  }
}

bool is_heard(const struct peer *peer) {
  int waiting = 0;
  if (peer->fd < 0)
    return !is_connected(peer->program_port, peer->port);
  // tcp(7): what has not been acknowledged; a FIN counts as a byte.
  return peer->ended || ioctl(peer->fd, SIOCOUTQ, &waiting) < 0 || waiting == 0;
}

void finish(struct peer *peer) { shutdown(peer->fd, SHUT_WR); }

void reset(struct peer *peer) {
  // socket(7): a linger time of 0 makes close() send RST.
  struct linger at_once = {.l_onoff = 1, .l_linger = 0};
  setsockopt(peer->fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  close_peer(peer);
}

void close_peer(struct peer *peer) {
  SSL_free(peer->tls);
  peer->tls = NULL;
  if (peer->fd >= 0)
    close(peer->fd);
  peer->fd = -1;
}
