// RUN: %verify %s
//
// A thread owns what it is given in a structure that was made for it.

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct job {
  int conn;
  int allowed;
};

static void *refused_job_forgets_its_socket(void *arg) {
  struct job *job = arg;
  int conn = job->conn, allowed = job->allowed;
  free(job);
  if (!allowed)
    return NULL; // expected-warning{{'conn' is leaked}}
  if (send(conn, "ok\n", 3, MSG_NOSIGNAL) != 3)
    perror("send");
  close(conn);
  return NULL;
}

static void *refused_job_closes(void *arg) {
  struct job *job = arg;
  int conn = job->conn, allowed = job->allowed;
  free(job);
  if (allowed && send(conn, "ok\n", 3, MSG_NOSIGNAL) != 3)
    perror("send");
  close(conn);
  return NULL;
}

int start_job(int listener, int allowed, int leaky) {
  pthread_t thread;
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  struct job *job = malloc(sizeof *job);
  if (!job) {
    close(conn);
    return -1;
  }
  job->conn = conn;
  job->allowed = allowed;
  if (pthread_create(&thread, NULL, leaky ? refused_job_forgets_its_socket : refused_job_closes, job)) {
    close(conn);
    free(job);
    return -1;
  }
  return pthread_detach(thread);
}

int start_leaky_job(int listener) {
  pthread_t thread;
  struct job *job = malloc(sizeof *job);
  if (!job)
    return -1;
  job->allowed = 0;
  job->conn = accept(listener, NULL, NULL);
  if (job->conn >= 0 && pthread_create(&thread, NULL, refused_job_forgets_its_socket, job) == 0)
    return pthread_detach(thread);
  if (job->conn >= 0)
    close(job->conn);
  free(job);
  return -1;
}

struct service {
  int listener;
  struct service *next;
};

static struct service *services;

/// The structure is in a list, too: who made it still has the socket.
static void *service_thread(void *arg) {
  struct service *service = arg;
  int listener = service->listener;
  if (listener == 0)
    return NULL;
  int conn = accept(listener, NULL, NULL);
  if (conn >= 0)
    close(conn);
  return NULL;
}

int start_service(void) {
  pthread_t thread;
  struct service *service = calloc(1, sizeof *service);
  if (!service)
    return -1;
  service->listener = socket(AF_INET, SOCK_STREAM, 0);
  service->next = services;
  services = service;
  return pthread_create(&thread, NULL, service_thread, service);
}
