// RUN: %verify %s
//
// A loop over many connections notes down which of them are over, in a variable
// of its own, and closes them when it is done.
// expected-no-diagnostics

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

struct conn {
  int fd;
  struct conn *next;
};

struct server {
  bool sweep_needed;
};

struct verdict {
  int index, why;
};

enum { OPEN, CLOSING };
struct client {
  int fd, state;
  struct client *next;
};

// In another file.
void drop_connection(int index);
struct conn *conn_at(struct server *server, int index);
void conn_drop(struct server *server, int index);
void conn_close(struct server *server, struct conn *c);
void feed(struct client *c, const char *data, size_t length);

static bool is_over(ssize_t n) {
  return n == 0 || (n < 0 && errno != EAGAIN);
}

void by_index(struct conn *conns, int count) {
  char in[512];
  int over[64], how_many = 0;
  for (int i = 0; i < count; i++) {
    ssize_t n = recv(conns[i].fd, in, sizeof in, 0);
    if (is_over(n))
      over[how_many++] = i;
  }
  while (how_many > 0)
    close(conns[over[--how_many]].fd);
}

void by_pointer(struct conn *all) {
  char in[512];
  struct conn *over[64];
  int how_many = 0;
  for (struct conn *c = all; c; c = c->next) {
    ssize_t n = recv(c->fd, in, sizeof in, 0);
    if (is_over(n))
      over[how_many++] = c;
  }
  while (how_many > 0)
    close(over[--how_many]->fd);
}

void by_descriptor(struct conn *all) {
  char in[512];
  int over[64], how_many = 0;
  for (struct conn *c = all; c; c = c->next) {
    ssize_t n = recv(c->fd, in, sizeof in, 0);
    if (is_over(n))
      over[how_many++] = c->fd;
  }
  while (how_many > 0)
    close(over[--how_many]);
}

void the_last_one(struct conn *conns, int count) {
  char in[512];
  struct conn *over = NULL;
  for (int i = 0; i < count && !over; i++) {
    ssize_t n = recv(conns[i].fd, in, sizeof in, 0);
    if (is_over(n))
      over = &conns[i];
  }
  if (over)
    close(over->fd);
}

void in_a_set_of_bits(struct conn *conns, int count) {
  char in[512];
  unsigned over = 0;
  for (int i = 0; i < count; i++) {
    ssize_t n = recv(conns[i].fd, in, sizeof in, 0);
    if (n == 0) {
      over |= 1u << i;
      continue;
    }
    if (n < 0 && errno != EAGAIN)
      over |= 1u << i;
  }
  for (int i = 0; i < count; i++)
    if (over & (1u << i))
      close(conns[i].fd);
}

void that_there_is_one(struct conn *all) {
  char in[512];
  bool any = false;
  for (struct conn *c = all; c; c = c->next) {
    ssize_t n = recv(c->fd, in, sizeof in, 0);
    if (is_over(n))
      any = true;
  }
  for (struct conn *c = all; any && c; c = c->next)
    close(c->fd);
}

// The mark that the second connection sets may be there since the first.
void that_there_is_one_for_the_server(struct conn *all, struct server *server) {
  char in[512];
  for (struct conn *c = all; c; c = c->next) {
    ssize_t n = recv(c->fd, in, sizeof in, 0);
    if (n <= 0)
      server->sweep_needed = true;
  }
}

int and_says_so_in_the_end(struct conn *all) {
  char in[512];
  int result = 0;
  for (struct conn *c = all; c; c = c->next) {
    ssize_t n = recv(c->fd, in, sizeof in, 0);
    if (is_over(n))
      result = -1;
  }
  return result;
}

void another_file_gets_the_index(struct conn *conns, int count) {
  char in[512];
  for (int i = 0; i < count; i++) {
    ssize_t n = recv(conns[i].fd, in, sizeof in, 0);
    if (is_over(n))
      drop_connection(i);
  }
}

void in_a_table_of_zeros(struct conn *conns, int count) {
  char in[512];
  int over[64] = {0}, how_many = 0;
  for (int i = 0; i < count; i++) {
    ssize_t n = recv(conns[i].fd, in, sizeof in, 0);
    if (is_over(n))
      over[how_many++] = i;
  }
  while (how_many > 0)
    close(conns[over[--how_many]].fd);
}

void with_the_reason(struct conn *conns, int count) {
  char in[512];
  struct verdict over[64];
  int how_many = 0;
  for (int i = 0; i < count; i++) {
    ssize_t n = recv(conns[i].fd, in, sizeof in, 0);
    if (is_over(n)) {
      struct verdict v = {i, n == 0};
      over[how_many++] = v;
    }
  }
  while (how_many > 0)
    close(conns[over[--how_many].index].fd);
}

void in_a_table_of_results(struct conn *conns, int count) {
  char in[512];
  ssize_t results[64];
  for (int i = 0; i < count; i++)
    results[i] = recv(conns[i].fd, in, sizeof in, 0);
  for (int i = 0; i < count; i++)
    if (results[i] == 0)
      close(conns[i].fd);
}

void in_a_table_of_counts(struct conn *conns, int count) {
  char in[512];
  int over[64] = {0};
  for (int i = 0; i < count; i++) {
    ssize_t n = recv(conns[i].fd, in, sizeof in, 0);
    if (is_over(n))
      over[i]++;
  }
  for (int i = 0; i < count; i++)
    if (over[i])
      close(conns[i].fd);
}

// The mark may stand there on a path that goes on reading, too.
void a_mark_that_is_looked_at(struct client *all) {
  char in[512];
  for (struct client *c = all; c; c = c->next) {
    ssize_t n = recv(c->fd, in, sizeof in, 0);
    if (is_over(n)) {
      c->state = CLOSING;
      continue;
    }
    if (n < 0 || c->state == CLOSING)
      continue;
    feed(c, in, (size_t)n);
  }
}

void the_old_index_is_still_spoken_of(struct server *server, int count) {
  char in[512];
  for (int i = 0; i < count; i++) {
    struct conn *c = conn_at(server, i);
    ssize_t n = recv(c->fd, in, sizeof in, 0);
    if (is_over(n))
      conn_drop(server, i--);
  }
}

void the_variable_of_the_index_gets_the_result(struct server *server, int i) {
  char in[512];
  struct conn *c = conn_at(server, i);
  i = (int)recv(c->fd, in, sizeof in, 0);
  if (is_over(i))
    conn_close(server, c);
}
