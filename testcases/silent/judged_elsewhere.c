// RUN: %verify %s
//
// Nobody looks at the result, or a function in another file says what it means.
// expected-no-diagnostics

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

struct conn {
  int fd;
  char in[1024];
};

static long sent;

bool try_again(ssize_t result);
bool is_gone(ssize_t result);

// That nobody looks is another matter: the next read will tell.
void heartbeat(int sock) {
  for (;;) {
    ssize_t n = send(sock, "\n", 1, MSG_NOSIGNAL);
    sent += n;
    sleep(10);
  }
}

void statistics_of_writes(int sock, const char *text, size_t length) {
  while (recv(sock, &(char){0}, 1, 0) > 0) {
    ssize_t n = send(sock, text, length, MSG_NOSIGNAL);
    printf("sent %zd\n", n);
  }
}

int written_until_another_file_is_content(int sock, const char *text, size_t length) {
  while (try_again(send(sock, text, length, MSG_NOSIGNAL)))
    ;
  return errno == 0;
}

int message_until_another_file_is_content(int sock, const struct msghdr *message) {
  ssize_t n;
  do
    n = sendmsg(sock, message, MSG_NOSIGNAL);
  while (try_again(n));
  return errno == 0;
}

ssize_t read_until_another_file_is_content(int sock, char *buf, size_t length) {
  ssize_t n;
  do
    n = recv(sock, buf, length, 0);
  while (try_again(n));
  return n;
}

int read_in_the_condition(int sock, char *buf, size_t length) {
  while (try_again(recv(sock, buf, length, 0)))
    ;
  return errno == 0;
}

void lent_and_judged_elsewhere(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (is_gone(n))
    close(c->fd);
}
