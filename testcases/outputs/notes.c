// RUN: %analyze-alone -Wall --analyzer-output text %s 2>&1 | FileCheck %s
//
// A report tells the whole story, and names the socket as the code does. The
// warning and the two notes about no place on the path come first, then the
// path from the opening on.

#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct conn {
  int fd;
  char in[512];
};

void answer(const char *request, size_t length);

int a_variable(int listener) {
  char request[512];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  ssize_t n = recv(conn, request, sizeof request, 0);
  if (n == 0) {
    puts("the peer is gone");
    return 0;
  }
  if (n > 0)
    answer(request, (size_t)n);
  close(conn);
  return 1;
}
// CHECK: notes.c:[[#@LINE-7]]:{{[0-9]+}}: warning: 'conn' is never closed after recv() returned 0: the socket stays in CLOSE_WAIT [CWE-772] [socket.CloseWait]
// CHECK: notes.c:[[#@LINE-4]]:{{[0-9]+}}: note: Another path of the function closes it here
// CHECK: notes.c:[[#@LINE-9]]:{{[0-9]+}}: note: For the meaning and the repair, run: closewait explain CloseWait
// CHECK: notes.c:[[#@LINE-16]]:{{[0-9]+}}: note: The socket is opened here, by accept()
// CHECK: notes.c:[[#@LINE-14]]:{{[0-9]+}}: note: recv() returned 0: {{.*}}CLOSE_WAIT
// CHECK: notes.c:[[#@LINE-14]]:{{[0-9]+}}: note: Taking true branch
// CHECK: notes.c:[[#@LINE-13]]:{{[0-9]+}}: note: 'conn' is never closed after recv() returned 0: the socket stays in CLOSE_WAIT [CWE-772]

int a_field(int listener) {
  struct conn *c = calloc(1, sizeof *c);
  if (!c)
    return -1;
  c->fd = accept(listener, NULL, NULL);
  if (c->fd < 0) {
    free(c);
    return -1;
  }
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    free(c);
    return 0;
  }
  answer(c->in, (size_t)n);
  close(c->fd);
  free(c);
  return 1;
}
// CHECK: notes.c:[[#@LINE-8]]:{{[0-9]+}}: warning: 'c->fd' is never closed after recv() returned 0: the socket stays in CLOSE_WAIT [CWE-772] [socket.CloseWait]
// CHECK: notes.c:[[#@LINE-5]]:{{[0-9]+}}: note: Another path of the function closes it here
// CHECK: notes.c:[[#@LINE-10]]:{{[0-9]+}}: note: For the meaning and the repair, run: closewait explain CloseWait
// CHECK: notes.c:[[#@LINE-18]]:{{[0-9]+}}: note: The socket is opened here, by accept()
// CHECK: notes.c:[[#@LINE-14]]:{{[0-9]+}}: note: recv() returned 0: {{.*}}CLOSE_WAIT
// CHECK: notes.c:[[#@LINE-14]]:{{[0-9]+}}: note: Taking true branch
// CHECK: notes.c:[[#@LINE-14]]:{{[0-9]+}}: note: 'c->fd' is never closed after

void a_field_of_the_callers(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n < 0) {
    c->fd = -1;
    return;
  }
  if (n == 0)
    close(c->fd);
}
// CHECK: notes.c:[[#@LINE-6]]:{{[0-9]+}}: warning: 'c->fd' is never closed after recv() failed: the descriptor is lost [CWE-772] [socket.CloseWait]
// CHECK: notes.c:[[#@LINE-3]]:{{[0-9]+}}: note: Another path of the function closes it here
// CHECK: notes.c:[[#@LINE-8]]:{{[0-9]+}}: note: For the meaning and the repair, run: closewait explain CloseWait
// CHECK-NOT: The socket is opened here
// CHECK: notes.c:[[#@LINE-12]]:{{[0-9]+}}: note: recv() returned -1: {{.*}}only close() gives the descriptor back
// CHECK: notes.c:[[#@LINE-12]]:{{[0-9]+}}: note: Taking true branch
// CHECK: notes.c:[[#@LINE-12]]:{{[0-9]+}}: note: 'c->fd' is never closed after

void a_write(int sock, const char *text, size_t length) {
  if (send(sock, "> ", 2, MSG_NOSIGNAL) < 0)
    return;
  while (length > 0) {
    ssize_t n = send(sock, text, length, MSG_NOSIGNAL);
    if (n < 0)
      continue;
    text += n;
    length -= (size_t)n;
  }
}
// CHECK: notes.c:[[#@LINE-7]]:{{[0-9]+}}: warning: 'sock' is written again after send() failed for good: this loop never ends [CWE-772] [socket.CloseWait]
// CHECK: notes.c:[[#@LINE-8]]:{{[0-9]+}}: note: For the meaning and the repair, run: closewait explain CloseWait
// CHECK-NOT: returned -1
// CHECK: notes.c:[[#@LINE-10]]:{{[0-9]+}}: note: send() returned -1: unless errno says "try again", the connection is over
// CHECK-NOT: returned -1
// CHECK: notes.c:[[#@LINE-12]]:{{[0-9]+}}: note: 'sock' is written again after

// CHECK: 4 warnings generated.
