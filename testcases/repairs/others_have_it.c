// No repair where somebody else may have the descriptor: another name of the
// variable has closed it, or it was never this function's own on every way.
//
// RUN: cp %s %t.c
// RUN: %analyze-alone %option apply-fixits=true %t.c >/dev/null 2>&1
// RUN: diff %s %t.c

#include <errno.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

struct keeper {
  int last;
};

int alias_before_the_opening(int how) {
  int fd = -1;
  int *same = &fd;
  fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (how)
    close(*same);
  return 0;
}

int given_or_opened(int given) {
  int fd = given >= 0 ? given : socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (listen(fd, 5) < 0)
    return -1;
  if (given < 0)
    close(fd);
  return 0;
}

static int cached = -1;
static int cached_or_opened(int use) {
  if (use)
    return cached;
  return socket(AF_INET, SOCK_STREAM, 0);
}

int from_a_cache(int use, const struct sockaddr_in *there) {
  int fd = cached_or_opened(use);
  if (fd < 0)
    return -1;
  if (connect(fd, (const struct sockaddr *)there, sizeof *there) < 0)
    return -1;
  if (!use)
    close(fd);
  return 0;
}

int exchanged(int how, int *place) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (how)
    __sync_lock_test_and_set(place, fd);
  return 0;
}

__attribute__((weak)) void hook(int fd) { (void)fd; }
int hooked(int how) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (how)
    hook(fd);
  return 0;
}

int value_of_a_statement(struct keeper *k, int how) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (how)
    k->last = ({ fd; });
  return 0;
}

static void end(int *fd) {
  if (*fd > 100)
    close(*fd);
}
int cleaned_up(int how) {
  __attribute__((cleanup(end))) int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (how)
    return -1;
  return 0;
}

// What cannot be written so that it compiles, and means the same.
int between_directives(const struct sockaddr_in *there) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (connect(fd, (const struct sockaddr *)there, sizeof *there) < 0)
#ifdef POSITIVE
    return 1;
#else
    return -1;
#endif
  close(fd);
  return 0;
}

int close_is_a_number(const struct sockaddr_in *there, int close) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (connect(fd, (const struct sockaddr *)there, sizeof *there) < 0)
    return close;
  return fd;
}
