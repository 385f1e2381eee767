// RUN: %verify %s
//
// The calls that only Linux has.

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

void answer(const char *request, size_t length);

int accept4_eof_then_return(int listener) {
  char request[512];
  int conn = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
  if (conn < 0)
    return -1;
  ssize_t n = recv(conn, request, sizeof request, 0);
  if (n <= 0)
    return -1; // expected-warning{{is never closed after}}
  answer(request, (size_t)n);
  close(conn);
  return 0;
}

int accept4_eof_then_close_range_is_clean(int listener) {
  char request[512];
  int conn = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
  if (conn < 0)
    return -1;
  ssize_t n = recv(conn, request, sizeof request, 0);
  if (n > 0)
    answer(request, (size_t)n);
  close_range((unsigned)conn, (unsigned)conn, 0);
  return n > 0 ? 0 : -1;
}

int splice_eof_then_return(int listener, int pipe_end) {
  int conn = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
  if (conn < 0)
    return -1;
  ssize_t n = splice(conn, NULL, pipe_end, NULL, 65536, SPLICE_F_MOVE);
  if (n <= 0)
    return -1; // expected-warning{{is never closed after}}
  close(conn);
  return 0;
}

int splice_eof_then_close_is_clean(int listener, int pipe_end) {
  int conn = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
  if (conn < 0)
    return -1;
  ssize_t n = splice(conn, NULL, pipe_end, NULL, 65536, SPLICE_F_MOVE);
  close(conn);
  return n <= 0 ? -1 : 0;
}

int recvmmsg_fails_then_return(int listener) {
  char text[2][128];
  struct iovec parts[2] = {{text[0], sizeof text[0]}, {text[1], sizeof text[1]}};
  struct mmsghdr messages[2] = {{.msg_hdr = {.msg_iov = &parts[0], .msg_iovlen = 1}},
                                {.msg_hdr = {.msg_iov = &parts[1], .msg_iovlen = 1}}};
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  if (recvmmsg(conn, messages, 2, 0, NULL) < 0)
    return -1; // expected-warning{{is never closed after}}
  close(conn);
  return 0;
}

int recvmmsg_fails_then_close_is_clean(int listener) {
  char text[2][128];
  struct iovec parts[2] = {{text[0], sizeof text[0]}, {text[1], sizeof text[1]}};
  struct mmsghdr messages[2] = {{.msg_hdr = {.msg_iov = &parts[0], .msg_iovlen = 1}},
                                {.msg_hdr = {.msg_iov = &parts[1], .msg_iovlen = 1}}};
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  int n = recvmmsg(conn, messages, 2, 0, NULL);
  close(conn);
  return n;
}

int sendmmsg_fails_then_return(int listener, char *text) {
  struct iovec part = {text, strlen(text)};
  struct mmsghdr message = {.msg_hdr = {.msg_iov = &part, .msg_iovlen = 1}};
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  if (sendmmsg(conn, &message, 1, MSG_NOSIGNAL) < 0)
    return -1; // expected-warning{{is never closed after}}
  close(conn);
  return 0;
}

int sendmmsg_fails_then_close_is_clean(int listener, char *text) {
  struct iovec part = {text, strlen(text)};
  struct mmsghdr message = {.msg_hdr = {.msg_iov = &part, .msg_iovlen = 1}};
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  int n = sendmmsg(conn, &message, 1, MSG_NOSIGNAL);
  close(conn);
  return n;
}

int marked_for_exec_is_not_closed(int listener) {
  char request[512];
  int conn = accept4(listener, NULL, NULL, 0);
  if (conn < 0)
    return -1;
  ssize_t n = recv(conn, request, sizeof request, 0);
  close_range(3, ~0u, CLOSE_RANGE_CLOEXEC);
  if (n <= 0)
    return -1; // expected-warning{{is never closed after}}
  answer(request, (size_t)n);
  close(conn);
  return 0;
}
