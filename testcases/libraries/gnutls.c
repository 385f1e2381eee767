// RUN: %verify %s
// Sockets behind a session of GnuTLS, whose results say why they failed.
#include <gnutls/gnutls.h>

#include <stdint.h>
#include <sys/socket.h>
#include <unistd.h>

struct conn {
  int fd;
  gnutls_session_t tls;
  size_t used;
  char in[512];
};

void on_readable_forgets_the_end(struct conn *c) {
  ssize_t n = gnutls_record_recv(c->tls, c->in, sizeof c->in);
  if (n <= 0)
    return; // expected-warning{{'c->tls' stays open after gnutls_record_recv() returned 0}}
  c->used += (size_t)n;
}

void on_readable_closes(struct conn *c) {
  ssize_t n = gnutls_record_recv(c->tls, c->in, sizeof c->in);
  if (n == GNUTLS_E_AGAIN || n == GNUTLS_E_INTERRUPTED)
    return;
  if (n <= 0) {
    gnutls_deinit(c->tls);
    close(c->fd);
    return;
  }
  c->used += (size_t)n;
}

void errors_that_are_not_fatal_pass(struct conn *c) {
  ssize_t n = gnutls_record_recv(c->tls, c->in, sizeof c->in);
  if (n < 0 && gnutls_error_is_fatal((int)n) == 0)
    return;
  if (n <= 0) {
    gnutls_deinit(c->tls);
    return;
  }
  c->used += (size_t)n;
}

int read_line_spins_at_the_end(gnutls_session_t tls, char *to, size_t size) {
  size_t got = 0;
  while (got < size) {
    ssize_t n = gnutls_record_recv(tls, to + got, 1); // expected-warning{{'tls' is read again after gnutls_record_recv() returned 0}}
    if (n < 0 && n != GNUTLS_E_AGAIN)
      return -1;
    if (n > 0 && to[got++] == '\n')
      return 0;
  }
  return 0;
}

int read_line_leaves_at_the_end(gnutls_session_t tls, char *to, size_t size) {
  size_t got = 0;
  while (got < size) {
    ssize_t n = gnutls_record_recv(tls, to + got, 1);
    if (n == GNUTLS_E_AGAIN)
      continue;
    if (n <= 0)
      return -1;
    if (to[got++] == '\n')
      return 0;
  }
  return 0;
}

ssize_t error_is_retried_for_ever(gnutls_session_t tls, char *to, size_t size) {
  ssize_t n;
  do
    n = gnutls_record_recv(tls, to, size); // expected-warning{{'tls' is read again after gnutls_record_recv() failed for good}}
  while (n < 0);
  return n;
}

int serve_one_forgets_the_descriptor(gnutls_session_t tls, int listener) {
  char in[128];
  int fd = accept(listener, NULL, NULL);
  if (fd < 0)
    return -1;
  gnutls_transport_set_int2(tls, fd, fd);
  if (gnutls_record_recv(tls, in, sizeof in) <= 0)
    return -1; // expected-warning{{'fd' is never closed after gnutls_record_recv() returned 0}}
  gnutls_bye(tls, GNUTLS_SHUT_WR);
  close(fd);
  return 0;
}

int serve_one_by_pointer(gnutls_session_t tls, int listener) {
  char in[128];
  int fd = accept(listener, NULL, NULL);
  if (fd < 0)
    return -1;
  gnutls_transport_set_ptr(tls, (gnutls_transport_ptr_t)(intptr_t)fd);
  ssize_t n = gnutls_record_recv(tls, in, sizeof in);
  gnutls_deinit(tls);
  close(fd);
  return n <= 0 ? -1 : 0;
}
