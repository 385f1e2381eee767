// RUN: %verify %s
// Sockets in a net_context, and behind an ssl_context, of Mbed TLS.
#include <mbedtls/net_sockets.h>
#include <mbedtls/ssl.h>

#include <sys/types.h>

struct conn {
  mbedtls_net_context net;
  mbedtls_ssl_context tls;
  size_t used;
  unsigned char in[512];
};

void on_readable_forgets_the_end(struct conn *c) {
  int n = mbedtls_ssl_read(&c->tls, c->in, sizeof c->in);
  if (n == MBEDTLS_ERR_SSL_WANT_READ || n == MBEDTLS_ERR_SSL_WANT_WRITE)
    return;
  if (n <= 0)
    return; // expected-warning{{'c->tls' stays open after mbedtls_ssl_read() returned 0}}
  c->used += (size_t)n;
}

void on_readable_closes(struct conn *c) {
  int n = mbedtls_ssl_read(&c->tls, c->in, sizeof c->in);
  if (n == MBEDTLS_ERR_SSL_WANT_READ || n == MBEDTLS_ERR_SSL_WANT_WRITE)
    return;
  if (n <= 0) {
    mbedtls_ssl_free(&c->tls);
    mbedtls_net_free(&c->net);
    return;
  }
  c->used += (size_t)n;
}

void closing_the_context_is_enough(struct conn *c) {
  int n = mbedtls_ssl_read(&c->tls, c->in, sizeof c->in);
  switch (n) {
  case MBEDTLS_ERR_SSL_WANT_READ:
  case MBEDTLS_ERR_SSL_WANT_WRITE:
    return;
  case 0:
  case MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY:
  case MBEDTLS_ERR_NET_CONN_RESET:
    mbedtls_net_free(&c->net);
    return;
  default:
    if (n < 0) {
      mbedtls_net_free(&c->net);
      return;
    }
    c->used += (size_t)n;
  }
}

void plain_read_forgets_the_end(struct conn *c) {
  int n = mbedtls_net_recv(&c->net, c->in, sizeof c->in);
  if (n == MBEDTLS_ERR_SSL_WANT_READ)
    return;
  if (n <= 0)
    return; // expected-warning{{'c->net' stays open after mbedtls_net_recv() returned 0}}
  c->used += (size_t)n;
}

void plain_read_closes(struct conn *c) {
  int n = mbedtls_net_recv(&c->net, c->in, sizeof c->in);
  if (n == MBEDTLS_ERR_SSL_WANT_READ)
    return;
  if (n <= 0) {
    mbedtls_net_free(&c->net);
    return;
  }
  c->used += (size_t)n;
}

int dial_leaks_when_the_answer_fails(const char *host, unsigned char *in) {
  mbedtls_net_context net;
  mbedtls_net_init(&net);
  if (mbedtls_net_connect(&net, host, "7", MBEDTLS_NET_PROTO_TCP) != 0)
    return -1;
  int n = mbedtls_net_recv(&net, in, 1);
  if (n <= 0)
    return -1; // expected-warning{{'net' is never closed after mbedtls_net_recv() returned 0}}
  mbedtls_net_free(&net);
  return 0;
}

int dial_closes(const char *host, unsigned char *in) {
  mbedtls_net_context net;
  mbedtls_net_init(&net);
  if (mbedtls_net_connect(&net, host, "7", MBEDTLS_NET_PROTO_TCP) != 0)
    return -1;
  int n = mbedtls_net_recv(&net, in, 1);
  mbedtls_net_free(&net);
  return n;
}

int serve_one_forgets_the_context(mbedtls_ssl_context *tls,
                                  mbedtls_net_context *listener,
                                  unsigned char *in) {
  mbedtls_net_context client;
  mbedtls_net_init(&client);
  if (mbedtls_net_accept(listener, &client, NULL, 0, NULL) != 0)
    return -1;
  mbedtls_ssl_set_bio(tls, &client, mbedtls_net_send, mbedtls_net_recv, NULL);
  if (mbedtls_ssl_handshake(tls) != 0)
    return -1; // expected-warning{{'client.fd' is leaked}}
  int n = mbedtls_ssl_read(tls, in, 1);
  mbedtls_net_free(&client);
  return n;
}

void fatal_error_is_retried_for_ever(mbedtls_ssl_context *tls,
                                     unsigned char *in) {
  while (mbedtls_ssl_read(tls, in, 1) <= 0) // expected-warning{{'tls' is read again after mbedtls_ssl_read() returned 0}}
    ;
}
