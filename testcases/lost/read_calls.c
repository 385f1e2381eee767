// RUN: %verify %s
//
// Whatever call reads the stream: its 0 and its -1 end the connection.

#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

int read_then_return(int listener) {
  char buf[256];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  if (read(conn, buf, sizeof buf) <= 0)
    return -1; // expected-warning{{is never closed after}}
  close(conn);
  return buf[0];
}

int read_then_close(int listener) {
  char buf[256];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  if (read(conn, buf, sizeof buf) <= 0) {
    close(conn);
    return -1;
  }
  close(conn);
  return buf[0];
}

int readv_then_return(int listener) {
  char head[16], body[256];
  struct iovec parts[2] = {{head, sizeof head}, {body, sizeof body}};
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  if (readv(conn, parts, 2) <= 0)
    return -1; // expected-warning{{is never closed after}}
  close(conn);
  return 0;
}

int readv_then_close(int listener) {
  char head[16], body[256];
  struct iovec parts[2] = {{head, sizeof head}, {body, sizeof body}};
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  ssize_t n = readv(conn, parts, 2);
  close(conn);
  return n <= 0 ? -1 : 0;
}

int recvfrom_without_address_then_return(int listener) {
  char buf[256];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  ssize_t n = recvfrom(conn, buf, sizeof buf, 0, NULL, NULL);
  if (n <= 0)
    return -1; // expected-warning{{is never closed after}}
  close(conn);
  return (int)n;
}

int recvfrom_without_address_then_close(int listener) {
  char buf[256];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  ssize_t n = recvfrom(conn, buf, sizeof buf, 0, NULL, NULL);
  close(conn);
  return (int)n;
}

int recvmsg_without_name_then_return(int listener) {
  char buf[256];
  struct iovec part = {buf, sizeof buf};
  struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  ssize_t n = recvmsg(conn, &message, 0);
  if (n <= 0)
    return -1; // expected-warning{{is never closed after}}
  close(conn);
  return (int)n;
}

int recvmsg_without_name_then_close(int listener) {
  char buf[256];
  struct iovec part = {buf, sizeof buf};
  struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  ssize_t n = recvmsg(conn, &message, 0);
  close(conn);
  return (int)n;
}
