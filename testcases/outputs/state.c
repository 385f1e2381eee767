// What the path knows of its sockets is part of the analyzer's own dumps.
//
// RUN: %clang --analyze -fplugin=%plugin -o /dev/null --analyzer-no-default-checks -Xclang -analyzer-checker=core,socket,debug.ExprInspection %s > %t 2>&1
// RUN: FileCheck %s --check-prefix=ENDED --input-file=%t
// RUN: FileCheck %s --check-prefix=FAILED --input-file=%t

#include <errno.h>
#include <sys/socket.h>

void clang_analyzer_printState(void);

int receive(int fd, char *into, unsigned long length) {
  long n = recv(fd, into, length, 0);
  if (n == 0) {
    clang_analyzer_printState();
    return 0;
  }
  if (n < 0) {
    errno = 0;
    clang_analyzer_printState();
    return -1;
  }
  return 1;
}

// ENDED: "socket reg_{{.*}}<int fd> PeerClosed, state {{[0-9]+}}, epoch 1
// ENDED: "epoch 1"
// FAILED: "socket reg_{{.*}}<int fd> Failed, state {{[0-9]+}}, epoch 1 errno conj_
// FAILED: "errno at {{.*}} set by the program
