// RUN: %verify %s
// Sockets behind an SSL or a BIO of OpenSSL.
#include <openssl/bio.h>
#include <openssl/ssl.h>

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

struct conn {
  int fd;
  SSL *tls;
  size_t used;
  char in[512];
};

void on_readable_forgets_the_end(struct conn *c) {
  int n = SSL_read(c->tls, c->in, sizeof c->in);
  if (n <= 0) {
    if (SSL_get_error(c->tls, n) == SSL_ERROR_WANT_READ)
      return;
    return; // expected-warning{{'c->tls' stays open after SSL_read() returned 0}}
  }
  c->used += (size_t)n;
}

void on_readable_closes(struct conn *c) {
  int n = SSL_read(c->tls, c->in, sizeof c->in);
  if (n <= 0) {
    if (SSL_get_error(c->tls, n) == SSL_ERROR_WANT_READ)
      return;
    SSL_free(c->tls);
    close(c->fd);
    return;
  }
  c->used += (size_t)n;
}

void closing_the_descriptor_is_enough(struct conn *c) {
  int n = SSL_read(c->tls, c->in, sizeof c->in);
  if (n <= 0 && SSL_get_error(c->tls, n) != SSL_ERROR_WANT_READ) {
    close(c->fd);
    return;
  }
  if (n > 0)
    c->used += (size_t)n;
}

void all_kinds_of_again_are_again(struct conn *c) {
  int n = SSL_read(c->tls, c->in, sizeof c->in);
  if (n > 0) {
    c->used += (size_t)n;
    return;
  }
  switch (SSL_get_error(c->tls, n)) {
  case SSL_ERROR_WANT_READ:
  case SSL_ERROR_WANT_WRITE:
    return;
  default:
    SSL_free(c->tls);
  }
}

// From CESNET/libnetconf 06e79d8d7e67: the 0 slips through a test for negative
// results, and the loop asks for ever.
int read_all_spins_at_the_end(SSL *tls, char *to, size_t want) {
  size_t got = 0;
  while (got < want) {
    int n = SSL_read(tls, to + got, (int)(want - got)); // expected-warning{{'tls' is read again after SSL_read() returned 0}}
    if (n < 0) {
      int why = SSL_get_error(tls, n);
      if (why == SSL_ERROR_WANT_READ) {
        usleep(1000);
        continue;
      }
      return -1;
    }
    got += (size_t)n;
  }
  return 0;
}

int read_all_asks_about_the_end(SSL *tls, char *to, size_t want) {
  size_t got = 0;
  while (got < want) {
    int n = SSL_read(tls, to + got, (int)(want - got));
    if (n <= 0) {
      int why = SSL_get_error(tls, n);
      if (why == SSL_ERROR_WANT_READ) {
        usleep(1000);
        continue;
      }
      return -1;
    }
    got += (size_t)n;
  }
  return 0;
}

void read_ex_forgets_the_end(struct conn *c) {
  size_t n;
  if (!SSL_read_ex(c->tls, c->in, sizeof c->in, &n))
    return; // expected-warning{{'c->tls' stays open after SSL_read_ex() failed}}
  c->used += n;
}

void read_ex_asks_why(struct conn *c) {
  size_t n;
  if (!SSL_read_ex(c->tls, c->in, sizeof c->in, &n)) {
    if (SSL_get_error(c->tls, 0) != SSL_ERROR_WANT_READ)
      SSL_free(c->tls);
    return;
  }
  c->used += n;
}

// The descriptor behind the SSL is the path's own: SSL_free() closes it not.
int serve_one_forgets_the_descriptor(SSL_CTX *ctx, int listener) {
  char in[128];
  int fd = accept(listener, NULL, NULL);
  if (fd < 0)
    return -1;
  SSL *tls = SSL_new(ctx);
  if (!tls) {
    close(fd);
    return -1;
  }
  SSL_set_fd(tls, fd);
  int n = SSL_read(tls, in, sizeof in);
  SSL_free(tls);
  if (n <= 0)
    return -1; // expected-warning{{'fd' is never closed after SSL_read() returned 0}}
  close(fd);
  return n;
}

int serve_one(SSL_CTX *ctx, int listener) {
  char in[128];
  int fd = accept(listener, NULL, NULL);
  if (fd < 0)
    return -1;
  SSL *tls = SSL_new(ctx);
  if (!tls) {
    close(fd);
    return -1;
  }
  SSL_set_fd(tls, fd);
  int n = SSL_read(tls, in, sizeof in);
  SSL_shutdown(tls);
  SSL_free(tls);
  close(fd);
  return n;
}

// The bytes go through the program's own buffers.
struct pipe_like {
  SSL *engine;
  size_t used;
  char out[256];
};

void feed(struct pipe_like *p, BIO *in, BIO *out) {
  SSL_set_bio(p->engine, in, out);
}

void bytes_in_memory_have_no_socket(struct pipe_like *p) {
  int n = SSL_read(p->engine, p->out, sizeof p->out);
  if (n <= 0)
    return;
  p->used += (size_t)n;
}

void peek_and_read(struct conn *c) {
  char first;
  if (SSL_peek(c->tls, &first, 1) <= 0) {
    SSL_free(c->tls);
    return;
  }
  int n = SSL_read(c->tls, c->in, sizeof c->in);
  if (n < 0)
    SSL_free(c->tls);
  else
    c->used += (size_t)n;
}

// Whoever asks errno instead learns something, and nobody knows what.
void asks_errno_instead(struct conn *c) {
  int n = SSL_read(c->tls, c->in, sizeof c->in);
  if (n == 0) {
    SSL_free(c->tls);
    return;
  }
  if (n < 0) {
    if (SSL_get_error(c->tls, n) == SSL_ERROR_SYSCALL && errno == EAGAIN)
      return;
    SSL_free(c->tls);
    return;
  }
  c->used += (size_t)n;
}

// From stunnel: a loop that asks both the library and errno.
int asks_both_and_retries(SSL *tls, char *to, int want) {
  while (want > 0) {
    if (!SSL_pending(tls))
      usleep(10);
    int n = SSL_read(tls, to, want);
    int why = SSL_get_error(tls, n);
    if (why == SSL_ERROR_NONE) {
      to += n;
      want -= n;
    } else if (why == SSL_ERROR_SYSCALL) {
      int error = errno;
      if (error == EAGAIN)
        continue;
      return -1;
    } else if (why != SSL_ERROR_WANT_READ) {
      return -1;
    }
  }
  return 0;
}

int bio_leaks_without_close(int listener) {
  char in[64];
  int fd = accept(listener, NULL, NULL);
  if (fd < 0)
    return -1;
  BIO *b = BIO_new_socket(fd, BIO_NOCLOSE);
  if (!b) {
    close(fd);
    return -1;
  }
  int n = BIO_read(b, in, sizeof in);
  BIO_free(b);
  return n; // expected-warning{{'fd' is never closed after BIO_read() returned 0}}
}

int bio_closes_what_it_was_given(int listener) {
  char in[64];
  int fd = accept(listener, NULL, NULL);
  if (fd < 0)
    return -1;
  BIO *b = BIO_new_socket(fd, BIO_CLOSE);
  if (!b) {
    close(fd);
    return -1;
  }
  int n = BIO_read(b, in, sizeof in);
  BIO_free(b);
  return n;
}

int bio_retries(int fd) {
  char in[64];
  int n;
  BIO *b = BIO_new_socket(fd, BIO_CLOSE);
  do
    n = BIO_read(b, in, sizeof in);
  while (n <= 0 && BIO_should_retry(b));
  BIO_free_all(b);
  return n;
}

void failed_write_is_retried_when_told_so(struct conn *c) {
  int n;
  do
    n = SSL_write(c->tls, c->in, (int)c->used);
  while (n < 0 && SSL_get_error(c->tls, n) == SSL_ERROR_WANT_WRITE);
}

void failed_write_is_retried_for_ever(struct conn *c) {
  while (SSL_write(c->tls, c->in, (int)c->used) < 0) // expected-warning{{'c->tls' is written again after SSL_write() failed for good}}
    ;
}

// A lingering close: the rest is read after the good-bye, and the close is left
// to a timer.
void rest_is_drained_after_the_goodbye(struct conn *c) {
  if (SSL_shutdown(c->tls) == 0) {
    char rest[512];
    int left = SSL_pending(c->tls), n;
    do
      n = SSL_read(c->tls, rest, sizeof rest);
    while (n > 0 && (left -= n) > 0);
  }
}

void goodbye_after_the_end_excuses_nothing(struct conn *c) {
  int n = SSL_read(c->tls, c->in, sizeof c->in);
  if (n <= 0) {
    SSL_shutdown(c->tls);
    return; // expected-warning{{'c->tls' stays open after SSL_read() returned 0}}
  }
  c->used = (size_t)n;
}

// The SSL itself remembers the end, and somebody asks it.
void end_is_asked_for(struct conn *c) {
  int n = SSL_read(c->tls, c->in, sizeof c->in);
  if (n > 0)
    c->used = (size_t)n;
  if (SSL_get_shutdown(c->tls) & SSL_RECEIVED_SHUTDOWN)
    return;
}

void asked_before_the_end(struct conn *c) {
  if (SSL_get_shutdown(c->tls) & SSL_RECEIVED_SHUTDOWN)
    return;
  int n = SSL_read(c->tls, c->in, sizeof c->in);
  if (n <= 0)
    return; // expected-warning{{'c->tls' stays open after SSL_read() returned 0}}
  c->used = (size_t)n;
}
