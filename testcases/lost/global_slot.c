// RUN: %verify %s
//
// The program's one connection stands in a global; the next one overwrites it.

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

static int client = -1;

void next_connection_overwrites_an_ended_one(int listener) {
  char in[256];
  for (;;) {
    client = accept(listener, NULL, NULL); // expected-warning{{'client' is never closed after}}
    if (client < 0)
      continue;
    ssize_t n = recv(client, in, sizeof in, 0);
    if (n <= 0)
      continue;
    send(client, in, (size_t)n, MSG_NOSIGNAL);
    close(client);
  }
}

void ended_one_is_closed_first(int listener) {
  char in[256];
  for (;;) {
    client = accept(listener, NULL, NULL);
    if (client < 0)
      continue;
    ssize_t n = recv(client, in, sizeof in, 0);
    if (n > 0)
      send(client, in, (size_t)n, MSG_NOSIGNAL);
    close(client);
    client = -1;
  }
}

int global_stays(int listener) {
  client = accept(listener, NULL, NULL);
  return client < 0 ? -1 : 0;
}

int copy_in_a_local_variable(void) {
  char in[256];
  int fd = client;
  ssize_t n = recv(fd, in, sizeof in, 0);
  fd = -1;
  return n <= 0 ? fd : 0;
}

void serve_client(void);

void unknown_function_may_close_it(int listener) {
  for (;;) {
    client = accept(listener, NULL, NULL);
    if (client < 0)
      continue;
    serve_client();
  }
}

static struct server {
  int waiting;
  int fd;
} *only;

void unknown_function_may_close_what_a_global_leads_to(int listener) {
  for (;;) {
    only->fd = accept(listener, NULL, NULL);
    if (only->fd < 0)
      continue;
    serve_client();
  }
}

static void drop_client(void) {
  close(client);
  client = -1;
}

static void serve_until_it_ends(void) {
  char in[256];
  for (;;) {
    ssize_t n = recv(client, in, sizeof in, 0);
    if (n <= 0) {
      if (n < 0 && errno == EINTR)
        continue;
      drop_client();
      return;
    }
    send(client, in, (size_t)n, MSG_NOSIGNAL);
  }
}

void function_that_is_not_followed_any_more_closes_it(int listener) {
  for (;;) {
    client = accept(listener, NULL, NULL);
    if (client < 0)
      continue;
    serve_until_it_ends();
  }
}
