// Clang's attributes for handles, with the tag "socket", say what a row would.
//
// RUN: %verify %s

#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

#define GIVES __attribute__((acquire_handle("Socket")))
#define TAKES __attribute__((release_handle("socket")))
#define USES __attribute__((use_handle("SOCKET")))

GIVES int dial(const char *host);
int dial_into(const char *host, int *conn GIVES);
int log_peer(const char *text, int conn USES);
void hang_up(int reason, int conn TAKES);
int hand_over(int conn __attribute__((use_handle("fuchsia"))));

int eof_of_a_dialled_conn(const char *host) {
  char request[512];
  int conn = dial(host);
  if (conn < 0)
    return -1;
  if (recv(conn, request, sizeof request, 0) <= 0)
    return -1; // expected-warning{{'conn' is never closed after recv() returned 0}}
  hang_up(0, conn);
  return 0;
}

int released_by_the_second_argument(const char *host) {
  char request[512];
  int conn = dial(host);
  if (conn < 0)
    return -1;
  recv(conn, request, sizeof request, 0);
  hang_up(0, conn);
  return 0;
}

int used_and_forgotten(const char *host) {
  int conn;
  if (dial_into(host, &conn) != 0)
    return -1;
  if (log_peer("connected", conn) < 0)
    return -1; // expected-warning{{'conn' is leaked}}
  close(conn);
  return 0;
}

int another_tag_says_nothing(const char *host) {
  int conn = dial(host);
  if (conn < 0)
    return -1;
  return hand_over(conn);
}
