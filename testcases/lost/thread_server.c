// RUN: %verify %s
//
// A thread that was given a connection owns it; its end closes nothing.

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

void answer(const char *request, size_t length);

static void *thread_returns_after_eof(void *arg) {
  char request[512];
  int conn = (int)(intptr_t)arg;
  ssize_t n = recv(conn, request, sizeof request, 0);
  if (n <= 0)
    return NULL; // expected-warning{{is never closed after}}
  answer(request, (size_t)n);
  close(conn);
  return NULL;
}

static void *thread_closes_after_eof(void *arg) {
  char request[512];
  int conn = (int)(intptr_t)arg;
  ssize_t n = recv(conn, request, sizeof request, 0);
  if (n > 0)
    answer(request, (size_t)n);
  close(conn);
  return NULL;
}

static void *thread_exits_after_eof(void *arg) {
  char request[512];
  int conn = (int)(intptr_t)arg;
  ssize_t n = recv(conn, request, sizeof request, 0);
  if (n <= 0)
    pthread_exit(NULL); // expected-warning{{is never closed after}}
  answer(request, (size_t)n);
  close(conn);
  return NULL;
}

static void *thread_closes_then_exits(void *arg) {
  char request[512];
  int conn = (int)(intptr_t)arg;
  ssize_t n = recv(conn, request, sizeof request, 0);
  if (n <= 0) {
    close(conn);
    pthread_exit(NULL);
  }
  answer(request, (size_t)n);
  close(conn);
  return NULL;
}

static void *thread_with_a_cell_returns_after_eof(void *arg) {
  char request[512];
  int conn = *(int *)arg;
  free(arg);
  ssize_t n = recv(conn, request, sizeof request, 0);
  if (n <= 0)
    return NULL; // expected-warning{{is never closed after}}
  answer(request, (size_t)n);
  close(conn);
  return NULL;
}

static void *thread_with_a_cell_closes(void *arg) {
  char request[512];
  int conn = *(int *)arg;
  free(arg);
  ssize_t n = recv(conn, request, sizeof request, 0);
  if (n > 0)
    answer(request, (size_t)n);
  close(conn);
  return NULL;
}

static int start(void *(*body)(void *), int conn) {
  pthread_t thread;
  if (pthread_create(&thread, NULL, body, (void *)(intptr_t)conn) != 0)
    return -1;
  pthread_detach(thread);
  return 0;
}

int serve_by_value(int listener, int how) {
  pthread_t thread;
  int rc;
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  if (how == 0)
    rc = pthread_create(&thread, NULL, thread_returns_after_eof, (void *)(intptr_t)conn);
  else if (how == 1)
    rc = pthread_create(&thread, NULL, thread_closes_after_eof, (void *)(intptr_t)conn);
  else if (how == 2)
    rc = pthread_create(&thread, NULL, thread_exits_after_eof, (void *)(intptr_t)conn);
  else
    rc = start(thread_closes_then_exits, conn);
  if (rc != 0)
    close(conn);
  return rc;
}

int serve_by_cell(int listener, int leaky) {
  pthread_t thread;
  int rc;
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  int *cell = malloc(sizeof *cell);
  if (!cell) {
    close(conn);
    return -1;
  }
  *cell = conn;
  if (leaky)
    rc = pthread_create(&thread, NULL, thread_with_a_cell_returns_after_eof, cell);
  else
    rc = pthread_create(&thread, NULL, thread_with_a_cell_closes, cell);
  if (rc != 0) {
    close(conn);
    free(cell);
  }
  return rc;
}
