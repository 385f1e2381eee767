// RUN: %verify %s
// RUN: %analyze-alone -Wall -Xclang -analyzer-config -Xclang unroll-loops=true -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
// RUN: %analyze-alone -Wall -Xclang -analyzer-max-loop -Xclang 8 -Xclang -verify=expected,longer -Xclang -verify-ignore-unexpected=note %s
//
// The analyzer enters a loop at most four times on one path. A loop whose
// constant bound asks for more turns is a wall: no path comes out of it, and
// what stands behind is not looked at, by any checker of clang's. Ours take a
// second look, which passes loops that count; clang's own options take down the
// other walls, too. Nothing false is said on either side of them.

#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

void answer(const char *request, size_t length);

int three_turns_before_the_defect(int listener) {
  char request[512];
  unsigned char key[3];
  for (int i = 0; i < 3; i++)
    key[i] = (unsigned char)i;
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  ssize_t n = recv(conn, request, sizeof request, 0);
  if (n <= 0)
    return key[0]; // expected-warning{{is never closed after}}
  answer(request, (size_t)n);
  close(conn);
  return key[1];
}

int four_turns_before_the_defect(int listener) {
  char request[512];
  unsigned char key[4];
  for (int i = 0; i < 4; i++)
    key[i] = (unsigned char)i;
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  ssize_t n = recv(conn, request, sizeof request, 0);
  if (n <= 0)
    return key[0]; // expected-warning{{is never closed after}}
  answer(request, (size_t)n);
  close(conn);
  return key[1];
}

int six_turns_before_the_defect(int listener) {
  char request[512];
  unsigned char key[6];
  for (int i = 0; i < 6; i++)
    key[i] = (unsigned char)i;
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  ssize_t n = recv(conn, request, sizeof request, 0);
  if (n <= 0)
    return key[0]; // expected-warning{{is never closed after}}
  answer(request, (size_t)n);
  close(conn);
  return key[1];
}

int six_turns_between_the_end_and_the_close(int listener) {
  char request[512];
  unsigned char key[6] = "";
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  ssize_t n = recv(conn, request, sizeof request, 0);
  if (n <= 0) {
    for (int i = 0; i < 6; i++)
      key[i] = 0;
    close(conn);
    return key[0];
  }
  answer(request, (size_t)n);
  close(conn);
  return 0;
}

#define SLOTS 64

static struct slot {
  int fd;
  size_t used;
} slots[SLOTS];

static void serve_slots(int listener) {
  char request[512];
  for (;;) {
    int conn = accept(listener, NULL, NULL);
    for (int i = 0; i < SLOTS && conn >= 0; i++)
      if (slots[i].fd < 0) {
        slots[i].fd = conn;
        break;
      }
    for (int i = 0; i < SLOTS; i++) {
      if (slots[i].fd < 0)
        continue;
      ssize_t n = recv(slots[i].fd, request, sizeof request, 0);
      if (n <= 0) {
        slots[i].fd = -1; // expected-warning{{is never closed after}}
        continue;
      }
      answer(request, (size_t)n);
    }
  }
}

int main(int argc, char **argv) {
  int listener = argc;
  for (int i = 0; i < SLOTS; i++)
    slots[i].fd = -1;
  serve_slots(listener);
}

int all_turns_of_a_retry(int (*dial)(int)) {
  int fd = -1;
  for (int tries = 0; tries < 5; tries++) {
    fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0)
      return -1;
    if (dial(fd) == 0)
      return fd;
    close(fd);
    fd = -1;
  }
  return fd;
}

int the_last_turn_of_a_loop_over_words(int listener) {
  char request[512];
  unsigned char key[6];
  for (unsigned char *p = key; p < key + 6; p++)
    *p = 0;
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  ssize_t n = recv(conn, request, sizeof request, 0);
  if (n <= 0)
    return key[0]; // longer-warning{{is never closed after}}
  answer(request, (size_t)n);
  close(conn);
  return key[1];
}

int unknown_number_of_turns_before_the_defect(int listener, int turns) {
  char request[512];
  int sum = 0;
  for (int i = 0; i < turns; i++)
    sum += i;
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  ssize_t n = recv(conn, request, sizeof request, 0);
  if (n <= 0)
    return sum; // expected-warning{{is never closed after}}
  answer(request, (size_t)n);
  close(conn);
  return sum;
}
