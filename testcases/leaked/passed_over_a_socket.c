// RUN: %verify %s
//
// A connection sent to another process: gone only if the message went out.

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int failed_pass_leaves_conn_open(int listener, int worker) {
  char tag = 'c', room[CMSG_SPACE(sizeof(int))] = "";
  struct iovec part = {&tag, 1};
  struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
  message.msg_control = room;
  message.msg_controllen = sizeof room;
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  struct cmsghdr *control = CMSG_FIRSTHDR(&message);
  control->cmsg_level = SOL_SOCKET;
  control->cmsg_type = SCM_RIGHTS;
  control->cmsg_len = CMSG_LEN(sizeof conn);
  memcpy(CMSG_DATA(control), &conn, sizeof conn);
  if (sendmsg(worker, &message, 0) < 0)
    return -1; // expected-warning{{is leaked}}
  close(conn);
  return 0;
}

int failed_pass_closes_conn(int listener, int worker) {
  char tag = 'c', room[CMSG_SPACE(sizeof(int))] = "";
  struct iovec part = {&tag, 1};
  struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
  message.msg_control = room;
  message.msg_controllen = sizeof room;
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  struct cmsghdr *control = CMSG_FIRSTHDR(&message);
  control->cmsg_level = SOL_SOCKET;
  control->cmsg_type = SCM_RIGHTS;
  control->cmsg_len = CMSG_LEN(sizeof conn);
  memcpy(CMSG_DATA(control), &conn, sizeof conn);
  ssize_t n = sendmsg(worker, &message, 0);
  close(conn);
  return n < 0 ? -1 : 0;
}
