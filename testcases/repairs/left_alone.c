// Where one close() is not known to be right, or cannot be written, the report
// carries no repair.
//
// RUN: cp %s %t.c
// RUN: %analyze-alone %option apply-fixits=true %t.c >%t.out 2>&1
// RUN: diff %s %t.c
// RUN: grep -c 'warning: ' %t.out | grep -qx 10

#include <sys/socket.h>
#include <unistd.h>

#define FAIL_IF(Condition)                                                     \
  if (Condition)                                                               \
  return -1

void set(int *fd);
int keep_number(int fd);

int others_leave_there_with_a_closed_one(int listener) {
  char request[64];
  int result = -1;
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  if (recv(conn, request, sizeof request, 0) == 0)
    goto out;
  close(conn);
  result = 0;
out:
  return result;
}

int others_leave_there_without_one(int listener, int how) {
  char request[64];
  int conn;
  if (how == 0)
    goto out;
  conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  if (recv(conn, request, sizeof request, 0) > 0) {
    close(conn);
    return 0;
  }
out:
  return how;
}

int in_a_macro(int listener) {
  char request[64];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  FAIL_IF(recv(conn, request, sizeof request, 0) == 0);
  close(conn);
  return 0;
}

int another_has_its_name(int listener) {
  char request[64];
  int fd = accept(listener, NULL, NULL);
  if (fd < 0)
    return -1;
  if (recv(fd, request, sizeof request, 0) == 0) {
    int fd = request[0];
    request[1] = (char)fd;
    return 0;
  }
  close(fd);
  return 0;
}

int opened_at_two_places(int listener, int how) {
  char request[64];
  int fd;
  if (how)
    fd = accept(listener, NULL, NULL);
  else
    fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (recv(fd, request, sizeof request, 0) == 0)
    return 0;
  close(fd);
  return 0;
}

int its_address_is_known(int listener, int how) {
  char request[64];
  int fd = accept(listener, NULL, NULL);
  if (fd < 0)
    return -1;
  if (how)
    set(&fd);
  else if (recv(fd, request, sizeof request, 0) == 0)
    how = 1;
  return how;
}

// Errno cannot be kept: the unit does not know it.
int caller_may_ask_errno(int listener) {
  int fd = accept(listener, NULL, NULL);
  if (fd < 0)
    return -1;
  if (send(fd, "hello", 5, 0) < 0)
    return -1;
  close(fd);
  return 0;
}

// What a structure holds, somebody else may close, too.
struct conn {
  int fd;
};

int in_a_structure(int listener) {
  char request[64];
  struct conn c = {accept(listener, NULL, NULL)};
  if (c.fd < 0)
    return -1;
  if (recv(c.fd, request, sizeof request, 0) == 0)
    return 0;
  close(c.fd);
  return 0;
}

// Behind the loop, what the last turn left is closed.
void the_last_one_is_closed_behind(int listener, int turns) {
  char request[64];
  int fd = -1;
  while (turns-- > 0) {
    fd = accept(listener, NULL, NULL);
    if (fd < 0)
      break;
    if (recv(fd, request, sizeof request, 0) == 0)
      continue;
    break;
  }
  if (fd >= 0)
    close(fd);
}

int at_the_closing_brace(int listener, char *request) {
  while (listener > 0) {
    int fd = accept(listener, NULL, NULL);
    if (fd < 0)
      return -1;
    if (recv(fd, request, sizeof request, 0) > 0)
      close(fd);
  }
  return 0;
}
