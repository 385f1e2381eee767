// RUN: %verify %s
//
// The status that goes back to the caller does not tell the end apart.

#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

enum outcome { NeedMore, GotData, PeerGone };

struct session {
  int sock;
  unsigned char command;
  size_t fill;
  char inbox[2048];
};

enum outcome end_is_reported_as_need_more(struct session *s) {
  ssize_t n = recv(s->sock, s->inbox, sizeof s->inbox, 0);
  if (n < 0 && (errno == EAGAIN || errno == EINTR))
    return NeedMore;
  if (n <= 0)
    return NeedMore; // expected-warning{{stays open after}}
  s->fill = (size_t)n;
  return GotData;
}

enum outcome end_is_reported_as_peer_gone(struct session *s) {
  ssize_t n = recv(s->sock, s->inbox, sizeof s->inbox, 0);
  if (n < 0 && (errno == EAGAIN || errno == EINTR))
    return NeedMore;
  if (n <= 0)
    return PeerGone;
  s->fill = (size_t)n;
  return GotData;
}

int end_is_taken_for_a_command(struct session *s) {
  if (recv(s->sock, &s->command, 1, 0) < 0)
    return -1;
  switch (s->command) {
  case 'q':
    s->fill = 0;
    break;
  default:
    s->fill = 1;
    break;
  }
  return 0; // expected-warning{{stays open after}}
}

int end_is_told_before_the_command(struct session *s) {
  if (recv(s->sock, &s->command, 1, 0) <= 0)
    return -1;
  switch (s->command) {
  case 'q':
    s->fill = 0;
    break;
  default:
    s->fill = 1;
    break;
  }
  return 0;
}

int end_keeps_the_watch(int sock, void *session) {
  struct session *s = session;
  ssize_t n = recv(sock, s->inbox, sizeof s->inbox, 0);
  if (n <= 0)
    return 1; // expected-warning{{stays open after}}
  s->fill = (size_t)n;
  return 1;
}

int end_removes_the_watch(int sock, void *session) {
  struct session *s = session;
  ssize_t n = recv(sock, s->inbox, sizeof s->inbox, 0);
  if (n <= 0)
    return 0;
  s->fill = (size_t)n;
  return 1;
}

struct queue {
  int fd;
  size_t used;
  char in[1024];
};

int an_end_counts_as_no_message(struct queue *q) {
  int messages = 0;
  ssize_t n = recv(q->fd, q->in + q->used, sizeof q->in - q->used, 0);
  if (n <= 0)
    return 0; // expected-warning{{stays open after}}
  for (q->used += (size_t)n; q->used >= 16; q->used -= 16)
    messages++;
  return messages;
}

int an_end_counts_as_none(struct queue *q) {
  int messages = 0;
  ssize_t n = recv(q->fd, q->in + q->used, sizeof q->in - q->used, 0);
  if (n <= 0)
    return -1;
  for (q->used += (size_t)n; q->used >= 16; q->used -= 16)
    messages++;
  return messages;
}

int session_step(struct session *s);

// One statement, two answers: a number where it gives up.
int end_is_told_by_the_other_arm(struct session *s) {
  int rc = recv(s->sock, s->inbox, sizeof s->inbox, 0) <= 0 ? -1 : 0;
  s->command = 0;
  return rc == 0 ? session_step(s) : rc;
}
