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

// In another file.
void drop_connection(int index);

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
