// RUN: %analyze-alone -Xclang -analyzer-checker=debug.Stats -Xclang -analyzer-config -Xclang max-nodes=4000 %s 2>&1 | FileCheck %s
//
// What happened on a path since an ending is forgotten when no descriptor asks
// for it any more: turns of a loop that come out alike are one path, and the
// analyzer comes to the end of a server within its budget.

#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

int more(void);
void answer(const char *request, size_t length);

static void serve_one(int listener) {
  char request[512];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return;
  ssize_t n = recv(conn, request, sizeof request, 0);
  if (n < 0) {
    close(conn);
    return;
  }
  if (n == 0) {
    close(conn);
    return;
  }
  answer(request, (size_t)n);
  close(conn);
}

// CHECK: serve -> {{.*}}Empty WorkList: yes
void serve(int first, int second) {
  while (more())
    serve_one(first);
  while (more())
    serve_one(second);
}
