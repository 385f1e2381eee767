#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int greet(int listener) {
  int conn = accept(listener, 0, 0);
  if (conn < 0)
    return -1;
  /* süß */ if (send(conn, "grüß", 6, 0) < 0) { int saved_errno = errno; close(conn); errno = saved_errno; return -1; }
  close(conn);
  return 0;
}

int both_or_none(int how) {
  int one, other = -1;
  one = socket(AF_INET, SOCK_STREAM, 0);
  if (one < 0)
    return -1;
  other = socket(AF_INET, SOCK_STREAM, 0);
  if (how) {
    int saved_errno = errno;
    close(one);
    errno = saved_errno;
    int saved_errno2 = errno;
    close(other);
    errno = saved_errno2;
    return -1;
  }
  close(one);
  close(other);
  return 0;
}
