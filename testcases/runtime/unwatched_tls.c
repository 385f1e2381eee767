// RUN: %verify-both %s
// RUN: %agree %s --tls
// twin-no-diagnostics
//
// TLS with memory BIOs in an event loop: a connection that has ended leaves
// epoll, and its socket stays.

#include <arpa/inet.h>
#include <errno.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

struct conn {
  int ep;
  int fd;
  SSL *tls;
  struct conn *next;
};

static SSL_CTX *context;
static struct conn *conns;

// Makes a key and a certificate of its own.
static int make_identity(void) {
  EVP_PKEY *key = EVP_EC_gen("P-256");
  X509 *cert = X509_new();
  context = SSL_CTX_new(TLS_server_method());
  if (!key || !cert || !context)
    return -1;
  ASN1_INTEGER_set(X509_get_serialNumber(cert), 1);
  X509_gmtime_adj(X509_getm_notBefore(cert), 0);
  X509_gmtime_adj(X509_getm_notAfter(cert), 3600);
  X509_set_pubkey(cert, key);
  X509_sign(cert, key, EVP_sha256());
  return SSL_CTX_use_certificate(context, cert) == 1 && SSL_CTX_use_PrivateKey(context, key) == 1 ? 0 : -1;
}

// Sends what TLS has to say.
static void flush(int fd, SSL *tls) {
  char out[4096];
  int n;
  while ((n = BIO_read(SSL_get_wbio(tls), out, sizeof out)) > 0)
    send(fd, out, (size_t)n, MSG_NOSIGNAL);
}

static void echo(int fd, SSL *tls) {
  char line[512];
  int n;
  while ((n = SSL_read(tls, line, sizeof line)) > 0)
    SSL_write(tls, line, n);
  flush(fd, tls);
}

static void on_readable(struct conn *c) {
  char in[4096];
  ssize_t n = recv(c->fd, in, sizeof in, 0);
  if (n < 0 && errno == EINTR)
    return;
  if (n <= 0) {
    epoll_ctl(c->ep, EPOLL_CTL_DEL, c->fd, NULL);
#ifdef REPAIRED
    close(c->fd);
    SSL_free(c->tls);
    c->fd = -1;
#endif
    return; // defect-warning{{is taken out of the event loop after}}
  }
  BIO_write(SSL_get_rbio(c->tls), in, (int)n);
  echo(c->fd, c->tls);
}

static SSL *new_tls(void) {
  SSL *tls = SSL_new(context);
  if (!tls)
    return NULL;
  SSL_set_bio(tls, BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
  SSL_set_accept_state(tls);
  return tls;
}

// A structure that is free again, or a new one, or NULL.
static struct conn *find_conn(void) {
  struct conn *c;
  for (c = conns; c; c = c->next)
    if (c->fd < 0)
      return c;
  c = calloc(1, sizeof *c);
  if (c) {
    c->fd = -1;
    c->next = conns;
    conns = c;
  }
  return c;
}

static void on_connection(int ep, int listener) {
  int fd = accept(listener, NULL, NULL);
  if (fd < 0)
    return;
  struct conn *c = find_conn();
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = c};
  SSL *tls = new_tls();
  if (!c || !tls || epoll_ctl(ep, EPOLL_CTL_ADD, fd, &event) < 0) {
    close(fd);
    SSL_free(tls);
    return;
  }
  c->ep = ep;
  c->fd = fd;
  c->tls = tls;
}

int main(int argc, char **argv) {
  struct sockaddr_in here = {
      .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons(atoi(argv[argc - 1]))};
  int listener = socket(AF_INET, SOCK_STREAM, 0), ep = epoll_create1(0);
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = NULL};
  signal(SIGPIPE, SIG_IGN);
  if (listener < 0 || bind(listener, (struct sockaddr *)&here, sizeof here) < 0 || listen(listener, 64) < 0 ||
      epoll_ctl(ep, EPOLL_CTL_ADD, listener, &event) < 0)
    return 1;
  if (make_identity() < 0)
    return 1;
  for (;;) {
    struct epoll_event events[16];
    int ready = epoll_wait(ep, events, 16, -1);
    for (int i = 0; i < ready; ++i)
      if (events[i].data.ptr)
        on_readable(events[i].data.ptr);
      else
        on_connection(ep, listener);
  }
}
