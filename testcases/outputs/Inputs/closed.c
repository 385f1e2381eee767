#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

void answer(const char *request, size_t length);

int serve(int listener) {
  char request[512];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  ssize_t n = recv(conn, request, sizeof request, 0);
  if (n > 0)
    answer(request, (size_t)n);
  close(conn);
  return n > 0;
}
