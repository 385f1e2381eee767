// Which functions a pointer can be.
// RUN: %facts %s | FileCheck %s
struct conn;
struct ops {
  int (*read)(struct conn *);
  void (*close)(struct conn *);
};
struct conn {
  const struct ops *ops;
  void (*done)(struct conn *);
};
int plain_read(struct conn *c);
int tls_read(struct conn *c);
void plain_close(struct conn *c);
static void ignore(struct conn *c) { (void)c; }
int (*chosen)(struct conn *);

static const struct ops plain = {plain_read, plain_close};
static const struct ops tls = {.read = tls_read, .close = plain_close};

void setUp(struct conn *c, void (*done)(struct conn *), int secure) {
  c->ops = secure ? &tls : &plain;
  c->done = done;
  chosen = secure ? tls_read : plain_read;
}

// CHECK-DAG: names: [ readsBy ], {{.*}} calls: [ { of: ops.read, line: [[@LINE+1]], number: 1, always: true, with: [ "0" ], turns: [ { from: "..", same: true } ] } ]
int readsBy(struct conn *c) { return c->ops->read(c); }

// CHECK-DAG: names: [ ends ], {{.*}} calls: [ { of: conn.done, line: [[@LINE+1]], always: true, with: [ "0" ] } ]
void ends(struct conn *c) { c->done(c); }

// CHECK-DAG: names: [ readsChosen ], {{.*}} calls: [ { of: chosen, line: [[@LINE+1]]
int readsChosen(struct conn *c) { return chosen(c); }

void starts(struct conn *c) { setUp(c, ignore, 0); }

// CHECK:      pointers:
// CHECK-NEXT: { to: chosen, from: [ 'plain_read()', 'tls_read()' ] }
// CHECK-NEXT: { to: conn.done, from: [ 'setUp#1' ] }
// CHECK-NEXT: { to: ops.close, from: [ 'plain_close()' ] }
// CHECK-NEXT: { to: ops.read, from: [ 'plain_read()', 'tls_read()' ] }
// CHECK-NEXT: { to: 'setUp#1', from: [ 'ignore@{{.*}}()' ] }
