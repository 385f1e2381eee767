// Functions of other files of which it is known what they do.
//
// RUN: %analyze-alone %option socket:Models=%S/Inputs/others.yaml -Wall -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
// RUN: %analyze-beside %option socket:Models=%S/Inputs/others.yaml -Wall -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

struct conn {
  int fd;
  int state;
  struct conn *peer;
  char in[512];
};
void conn_log(struct conn *c, const char *what);
void conn_mark(struct conn *c);
void conn_count(struct conn *c);
void conn_free(struct conn *c);
void conn_queue(struct conn *c);
struct conn *conn_peer(struct conn *c);
void peer_free(struct conn *c);
int fd_setup(int fd);
void fd_close(int fd);
void fd_close_at(int *fd);
void give_up(int fd);
int may_go_on(int fd);
void sweep(int now);

void logging_is_no_close(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    conn_log(c, "gone");
    return; // expected-warning{{'c->fd' stays open after recv() returned 0}}
  }
  c->state = (int)n;
}

void a_mark_tells(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    conn_mark(c);
    return;
  }
  c->in[0] = 0;
}

void what_a_function_notes_for_itself_tells(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    conn_count(c);
    return;
  }
  c->state = (int)n;
}

void freeing_closes(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    conn_free(c);
    return;
  }
  c->state = (int)n;
}

void queueing_hands_on(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    conn_queue(c);
    return;
  }
  c->state = (int)n;
}

// The peer's connection is another one.
void closing_what_lies_beside_closes_nothing(struct conn *c) {
  int mine = accept(c->fd, 0, 0);
  if (mine < 0)
    return;
  char byte;
  ssize_t n = recv(mine, &byte, 1, 0);
  peer_free(c);
  if (n <= 0)
    return; // expected-warning{{'mine' is never closed after recv() returned 0}}
  close(mine);
}

// What sweeps may close any connection that others know.
struct conn *current;
void sweeping_may_close(void) {
  ssize_t n = recv(current->fd, current->in, sizeof current->in, 0);
  if (n <= 0) {
    sweep(0);
    return;
  }
  current->state = (int)n;
}

int a_failed_connect_leaks(const struct sockaddr_in *to) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (fd_setup(fd) < 0 || connect(fd, (const struct sockaddr *)to, sizeof *to))
    return -1; // expected-warning{{'fd' is leaked}}
  return fd;
}

int a_close_elsewhere_is_one(const struct sockaddr_in *to) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (connect(fd, (const struct sockaddr *)to, sizeof *to)) {
    fd_close(fd);
    return -1;
  }
  return fd;
}

int a_close_by_address_is_one(const struct sockaddr_in *to) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (connect(fd, (const struct sockaddr *)to, sizeof *to)) {
    fd_close_at(&fd);
    return -1;
  }
  return fd;
}

int what_never_returns_ends_all(const struct sockaddr_in *to) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (connect(fd, (const struct sockaddr *)to, sizeof *to))
    give_up(fd);
  return fd;
}

// The answer may be another one next time.
void a_bounded_retry(int fd) {
  char byte;
  while (may_go_on(fd)) {
    if (recv(fd, &byte, 1, 0) <= 0)
      continue;
    write(1, &byte, 1);
  }
}

void an_endless_retry(int fd) {
  char byte;
  while (fd_setup(fd) >= 0) {
    ssize_t n = recv(fd, &byte, 1, 0); // expected-warning{{recv() returned 0}}
    if (n <= 0)
      continue;
    write(1, &byte, 1);
  }
}
