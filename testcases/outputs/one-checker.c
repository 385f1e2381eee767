// Each checker of the package answers to its own name and reports nothing else.
//
// RUN: %clang --analyze -fplugin=%plugin -o /dev/null --analyzer-no-default-checks -Xclang -analyzer-checker=core,socket.CloseWait -Xclang -verify=closewait -Xclang -verify-ignore-unexpected=note %s
// RUN: %clang --analyze -fplugin=%plugin -o /dev/null --analyzer-no-default-checks -Xclang -analyzer-checker=core,socket.Hangup -Xclang -verify=hangup -Xclang -verify-ignore-unexpected=note %s
// RUN: %clang --analyze -fplugin=%plugin -o /dev/null --analyzer-no-default-checks -Xclang -analyzer-checker=core,socket.Leak -Xclang -verify=leak -Xclang -verify-ignore-unexpected=note %s
//
// All of them, and all but one, alone and beside the default checkers.
// RUN: %analyze-alone -Xclang -verify=closewait,hangup,leak -Xclang -verify-ignore-unexpected=note %s
// RUN: %analyze-alone -Xclang -analyzer-disable-checker=socket.Leak -Xclang -verify=closewait,hangup -Xclang -verify-ignore-unexpected=note %s
// RUN: %analyze-alone -Xclang -analyzer-disable-checker=socket.Hangup -Xclang -verify=closewait,leak -Xclang -verify-ignore-unexpected=note %s
// RUN: %analyze-alone -Xclang -analyzer-disable-checker=socket.CloseWait -Xclang -verify=hangup,leak -Xclang -verify-ignore-unexpected=note %s
// RUN: %analyze-beside -Xclang -analyzer-disable-checker=socket.Leak -Xclang -verify=closewait,hangup -Xclang -verify-ignore-unexpected=note %s
//
// A plugin that is loaded and not asked for says nothing.
// RUN: %clang --analyze -fplugin=%plugin -o /dev/null -Xclang -verify=silent %s
// RUN: %clang --analyze -fplugin=%plugin -o /dev/null --analyzer-no-default-checks -Xclang -analyzer-checker=core -Xclang -verify=silent %s
// RUN: %analyze-alone -Xclang -analyzer-disable-checker=socket -Xclang -verify=silent %s
// silent-no-diagnostics
//
// The name in brackets is the one to disable.
// RUN: %analyze-alone %s 2>&1 | FileCheck %s
// CHECK-DAG: is never closed after {{.*}} [CWE-772] [socket.CloseWait]
// CHECK-DAG: hang-up {{.*}} [CWE-772] [socket.Hangup]
// CHECK-DAG: is leaked{{.*}} [CWE-772] [socket.Leak]

#include <stddef.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

struct client {
  int fd;
  size_t used;
  char in[512];
};

void answer(const char *request, size_t length);

int ended_and_lost(int listener) {
  char request[512];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  ssize_t n = recv(conn, request, sizeof request, 0);
  if (n <= 0)
    return -1; // closewait-warning{{is never closed after}}
  answer(request, (size_t)n);
  close(conn);
  return 0;
}

int lost_while_open(const struct sockaddr *address, socklen_t length) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (connect(fd, address, length) < 0)
    return -1; // leak-warning{{is leaked}}
  return fd;
}

void hangup_is_ignored(int ep) {
  struct epoll_event ev;
  while (epoll_wait(ep, &ev, 1, -1) == 1) { // hangup-warning{{hang-up}}
    struct client *c = ev.data.ptr;
    if (ev.events & (EPOLLHUP | EPOLLERR))
      continue;
    ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
    if (n > 0)
      c->used = (size_t)n;
    else
      close(c->fd);
  }
}
