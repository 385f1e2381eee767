// What a body calls, and with what: what that does stands elsewhere.
// RUN: %facts %s | FileCheck %s
#include <sys/socket.h>

struct conn {
  int fd;
};
int dial(const char *host);
struct conn *lookup(int id);
void drop(struct conn *c);
void drop_number(int *fd);
void note(const char *text);

// CHECK-DAG: names: [ passes ], {{.*}} calls: [ { of: drop, line: [[@LINE+1]], always: true, with: [ "0" ] } ]
void passes(struct conn *c) { drop(c); }

// CHECK-DAG: names: [ passesPlace ], {{.*}} calls: [ { of: drop_number, line: [[@LINE+1]], always: true, with: [ "&0->fd" ] } ]
void passesPlace(struct conn *c) { drop_number(&c->fd); }

// The result of one is given to another.
// CHECK-DAG: names: [ found ], {{.*}} calls: [ { of: lookup, line: [[@LINE+2]], number: 1, always: true, with: [ "0" ] }, { of: drop, line: [[@LINE+4]], always: true, with: [ "%1" ] } ]
void found(int id) {
  struct conn *c = lookup(id);
  if (c)
    drop(c);
}

// CHECK-DAG: names: [ opens ], {{.*}} gives: [ "new" ]
int opens(void) { return socket(AF_INET, SOCK_STREAM, 0); }

// CHECK-DAG: names: [ dials ], {{.*}} gives: [ "%1" ], calls: [ { of: dial, line: [[@LINE+1]], number: 1, always: true } ]
int dials(void) { return dial("localhost"); }

// A string leads to no descriptor.
// CHECK-DAG: names: [ notes ], {{.*}} calls: [ { of: note, line: [[@LINE+1]], always: true } ]
void notes(void) { note("nothing"); }
