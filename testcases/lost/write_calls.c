// RUN: %verify %s
//
// A write whose result was tested and that failed ends the connection as well.

#include <string.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

static const char Banner[] = "220 ready\r\n";

int send_fails_then_return(int listener) {
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  if (send(conn, Banner, sizeof Banner - 1, MSG_NOSIGNAL) < 0)
    return -1; // expected-warning{{is never closed after}}
  close(conn);
  return 0;
}

int send_fails_then_close(int listener) {
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  if (send(conn, Banner, sizeof Banner - 1, MSG_NOSIGNAL) < 0) {
    close(conn);
    return -1;
  }
  close(conn);
  return 0;
}

int write_fails_then_return(int listener) {
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  if (write(conn, Banner, sizeof Banner - 1) == -1)
    return -1; // expected-warning{{is never closed after}}
  close(conn);
  return 0;
}

int write_fails_then_close(int listener) {
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  ssize_t n = write(conn, Banner, sizeof Banner - 1);
  close(conn);
  return n == -1 ? -1 : 0;
}

int writev_fails_then_return(int listener, char *head, char *body) {
  struct iovec parts[2] = {{head, strlen(head)}, {body, strlen(body)}};
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  if (writev(conn, parts, 2) < 0)
    return -1; // expected-warning{{is never closed after}}
  close(conn);
  return 0;
}

int writev_fails_then_close(int listener, char *head, char *body) {
  struct iovec parts[2] = {{head, strlen(head)}, {body, strlen(body)}};
  int rc = 0;
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  if (writev(conn, parts, 2) < 0)
    rc = -1;
  close(conn);
  return rc;
}

int sendto_without_address_fails_then_return(int listener) {
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  if (sendto(conn, Banner, sizeof Banner - 1, 0, NULL, 0) < 0)
    return -1; // expected-warning{{is never closed after}}
  close(conn);
  return 0;
}

int sendto_without_address_fails_then_close(int listener) {
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  ssize_t n = sendto(conn, Banner, sizeof Banner - 1, 0, NULL, 0);
  close(conn);
  return n < 0 ? -1 : 0;
}

int sendmsg_fails_then_return(int listener, char *text) {
  struct iovec part = {text, strlen(text)};
  struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  if (sendmsg(conn, &message, MSG_NOSIGNAL) < 0)
    return -1; // expected-warning{{is never closed after}}
  close(conn);
  return 0;
}

int sendmsg_fails_then_close(int listener, char *text) {
  struct iovec part = {text, strlen(text)};
  struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  ssize_t n = sendmsg(conn, &message, MSG_NOSIGNAL);
  close(conn);
  return n < 0 ? -1 : 0;
}

int sendfile_fails_then_return(int listener, int page, size_t size) {
  off_t at = 0;
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  if (sendfile(conn, page, &at, size) < 0)
    return -1; // expected-warning{{is never closed after}}
  close(conn);
  return 0;
}

int sendfile_fails_then_close(int listener, int page, size_t size) {
  off_t at = 0;
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  ssize_t n = sendfile(conn, page, &at, size);
  close(conn);
  return n < 0 ? -1 : 0;
}
