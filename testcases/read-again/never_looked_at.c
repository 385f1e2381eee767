// RUN: %verify %s
//
// The result of the read is thrown away, so the end is never seen.

#include <sys/socket.h>
#include <unistd.h>

void parse(const char *text, size_t length);

void recv_without_a_result(int sock) {
  char buf[64];
  for (;;) {
    recv(sock, buf, sizeof buf, MSG_WAITALL); // expected-warning{{ignores the result of}}
    parse(buf, sizeof buf);
  }
}

void recv_with_a_result(int sock) {
  char buf[64];
  for (;;) {
    if (recv(sock, buf, sizeof buf, MSG_WAITALL) != sizeof buf)
      break;
    parse(buf, sizeof buf);
  }
  close(sock);
}

void result_is_cast_away(int listener) {
  char buf[64] = "";
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return;
  while (buf[0] != 'q')
    (void)recv(conn, buf, sizeof buf, MSG_WAITALL); // expected-warning{{ignores the result of}}
  close(conn);
}

void result_is_tested(int listener) {
  char buf[64] = "";
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return;
  while (buf[0] != 'q')
    if (recv(conn, buf, sizeof buf, MSG_WAITALL) <= 0)
      break;
  close(conn);
}

void terminator_never_comes(int sock, char *reply) {
  do
    recvfrom(sock, reply, 1, 0, NULL, NULL); // expected-warning{{ignores the result of}}
  while (reply[0] != '\n');
}

int terminator_or_end_comes(int sock, char *reply) {
  do
    if (recvfrom(sock, reply, 1, 0, NULL, NULL) <= 0)
      return -1;
  while (reply[0] != '\n');
  return 0;
}
