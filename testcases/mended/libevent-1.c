// RUN: %verify %s
//
// From libevent/libevent 69db2610be9b: a listener whose callback has been taken
// away accepts all the same, and has nobody to give the connection to.

#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

struct listener {
  void (*lock)(void *);
  void (*unlock)(void *);
  void *mutex;
  void (*call)(struct listener *l, int fd, void *arg);
  void *arg;
};

#define LOCK(l) ((l)->lock ? (l)->lock((l)->mutex) : (void)0)
#define UNLOCK(l) ((l)->unlock ? (l)->unlock((l)->mutex) : (void)0)

void missing_callback_leaves_socket_open(int fd, short what, void *arg) {
  struct listener *l = arg;
  (void)what;
  LOCK(l);
  for (;;) {
    int conn = accept(fd, NULL, NULL);
    if (conn < 0)
      break;
    fcntl(conn, F_SETFL, O_NONBLOCK);
    if (!l->call) {
      UNLOCK(l);
      return; // expected-warning{{is leaked}}
    }
    UNLOCK(l);
    l->call(l, conn, l->arg);
    LOCK(l);
  }
  UNLOCK(l);
}

void missing_callback_closes(int fd, short what, void *arg) {
  struct listener *l = arg;
  (void)what;
  LOCK(l);
  for (;;) {
    int conn = accept(fd, NULL, NULL);
    if (conn < 0)
      break;
    fcntl(conn, F_SETFL, O_NONBLOCK);
    if (!l->call) {
      close(conn);
      UNLOCK(l);
      return;
    }
    UNLOCK(l);
    l->call(l, conn, l->arg);
    LOCK(l);
  }
  UNLOCK(l);
}
