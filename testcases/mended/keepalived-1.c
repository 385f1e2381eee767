// RUN: %verify %s
//
// From acassen/keepalived e8ba5c10ceb4: the reader registers itself until the
// reply is whole; after the end of the connection it never will be.

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct task {
  int fd;
  struct mail *mail;
};

struct mail {
  size_t used;
  char reply[512];
};

int later(int (*run)(struct task *), struct mail *m, int fd);

static void greeted(struct task *t, int code) {
  if (code == 2)
    send(t->fd, "HELO me\r\n", 9, 0);
}

static void gone(struct task *t, int code) {
  if (code == 0)
    close(t->fd);
}

static void (*Steps[])(struct task *, int) = {greeted, gone};

#define STEP(number, task, code)                                                                                       \
  do {                                                                                                                 \
    if (Steps[number])                                                                                                 \
      Steps[number](task, code);                                                                                       \
  } while (0)

int eof_registers_again(struct task *t) {
  struct mail *m = t->mail;
  ssize_t n = read(t->fd, m->reply + m->used, sizeof m->reply - 1 - m->used);
  if (n < 0 && errno != EAGAIN) {
    STEP(1, t, 0);
    return 0;
  }
  if (n > 0)
    m->used += (size_t)n;
  m->reply[m->used] = '\0';
  if (!strstr(m->reply, "\r\n")) {
    later(eof_registers_again, m, t->fd);
    return 0; // expected-warning{{stays open after read() returned 0}}
  }
  STEP(0, t, m->reply[0] - '0');
  return 0;
}

int eof_quits(struct task *t) {
  struct mail *m = t->mail;
  ssize_t n = read(t->fd, m->reply + m->used, sizeof m->reply - 1 - m->used);
  if (n == 0 || (n < 0 && errno != EAGAIN)) {
    STEP(1, t, 0);
    return 0;
  }
  if (n > 0)
    m->used += (size_t)n;
  m->reply[m->used] = '\0';
  if (!strstr(m->reply, "\r\n")) {
    later(eof_quits, m, t->fd);
    return 0;
  }
  STEP(0, t, m->reply[0] - '0');
  return 0;
}
