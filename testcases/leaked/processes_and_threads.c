// RUN: %verify %s
//
// The parent's copy after fork, and the thread that did not start.

#include <pthread.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <threads.h>
#include <unistd.h>

static const char Hello[] = "hello\n";

int parent_keeps_conn_open(int listener) {
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  pid_t child = fork();
  if (child == 0) {
    send(conn, Hello, sizeof Hello - 1, MSG_NOSIGNAL);
    _exit(0);
  }
  return child < 0 ? -1 : 0; // expected-warning{{is leaked}}
}

int parent_closes_conn(int listener) {
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  pid_t child = fork();
  if (child == 0) {
    send(conn, Hello, sizeof Hello - 1, MSG_NOSIGNAL);
    _exit(0);
  }
  close(conn);
  return child < 0 ? -1 : 0;
}

void parent_loop_overwrites_conn(int listener) {
  int conn;
  while ((conn = accept(listener, NULL, NULL)) >= 0) { // expected-warning{{is leaked}}
    if (fork() == 0) {
      send(conn, Hello, sizeof Hello - 1, MSG_NOSIGNAL);
      _exit(0);
    }
  }
}

void parent_loop_closes_conn(int listener) {
  int conn;
  while ((conn = accept(listener, NULL, NULL)) >= 0) {
    if (fork() == 0) {
      send(conn, Hello, sizeof Hello - 1, MSG_NOSIGNAL);
      _exit(0);
    }
    close(conn);
  }
}

int failed_fork_leaves_conn_open(int listener) {
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  pid_t child = fork();
  if (child < 0)
    return -1; // expected-warning{{is leaked}}
  if (child == 0) {
    send(conn, Hello, sizeof Hello - 1, MSG_NOSIGNAL);
    _exit(0);
  }
  close(conn);
  return 0;
}

int parent_keeps_conn_open_after_vfork(int listener, char *const argv[]) {
  pid_t (*const spawn)(void) = vfork;
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  pid_t child = spawn();
  if (child == 0) {
    execv(argv[0], argv);
    _exit(127);
  }
  return child < 0 ? -1 : 0; // expected-warning{{is leaked}}
}

int parent_closes_conn_after_vfork(int listener, char *const argv[]) {
  pid_t (*const spawn)(void) = vfork;
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  pid_t child = spawn();
  if (child == 0) {
    execv(argv[0], argv);
    _exit(127);
  }
  close(conn);
  return child < 0 ? -1 : 0;
}

static void *serve(void *arg) {
  int conn = (int)(intptr_t)arg;
  send(conn, Hello, sizeof Hello - 1, MSG_NOSIGNAL);
  close(conn);
  return NULL;
}

int failed_thread_leaves_conn_open(int listener) {
  pthread_t thread;
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  if (pthread_create(&thread, NULL, serve, (void *)(intptr_t)conn) != 0)
    return -1; // expected-warning{{is leaked}}
  pthread_detach(thread);
  return 0;
}

int failed_thread_closes_conn(int listener) {
  pthread_t thread;
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  if (pthread_create(&thread, NULL, serve, (void *)(intptr_t)conn) != 0) {
    close(conn);
    return -1;
  }
  pthread_detach(thread);
  return 0;
}

static int serve_c11(void *arg) {
  serve(arg);
  return 0;
}

int failed_c11_thread_leaves_conn_open(int listener) {
  thrd_t thread;
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  if (thrd_create(&thread, serve_c11, (void *)(intptr_t)conn) != thrd_success)
    return -1; // expected-warning{{is leaked}}
  return thrd_detach(thread) == thrd_success ? 0 : -1;
}

int failed_c11_thread_closes_conn(int listener) {
  thrd_t thread;
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  if (thrd_create(&thread, serve_c11, (void *)(intptr_t)conn) != thrd_success) {
    close(conn);
    return -1;
  }
  return thrd_detach(thread) == thrd_success ? 0 : -1;
}
