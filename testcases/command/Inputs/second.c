#include <sys/socket.h>
#include <unistd.h>

int serve_one(int listener) {
  char request[512];
  int conn = accept(listener, 0, 0);
  if (conn < 0)
    return -1;
  if (recv(conn, request, sizeof request, 0) <= 0)
    return -1;
  close(conn);
  return 0;
}
