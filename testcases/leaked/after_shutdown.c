// RUN: %verify %s
//
// shutdown() sends our FIN; the descriptor is still there.

#include <sys/socket.h>
#include <unistd.h>

int shutdown_after_eof_leaves_a_descriptor(int listener) {
  char request[512];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  if (recv(conn, request, sizeof request, 0) <= 0) {
    shutdown(conn, SHUT_RDWR);
    return -1; // expected-warning{{is leaked}}
  }
  close(conn);
  return 0;
}

int shutdown_and_close_after_eof(int listener) {
  char request[512];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  if (recv(conn, request, sizeof request, 0) <= 0) {
    shutdown(conn, SHUT_RDWR);
    close(conn);
    return -1;
  }
  close(conn);
  return 0;
}

int shutdown_without_an_end_leaves_a_descriptor(int listener) {
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  send(conn, "busy\n", 5, MSG_NOSIGNAL);
  shutdown(conn, SHUT_WR);
  return 0; // expected-warning{{is leaked}}
}
