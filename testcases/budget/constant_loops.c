// RUN: %verify %s
// RUN: %analyze-alone -Wall -Xclang -analyzer-config -Xclang unroll-loops=true -Xclang -verify=expected,unrolled -Xclang -verify-ignore-unexpected=note %s
// RUN: %analyze-alone -Wall -Xclang -analyzer-max-loop -Xclang 8 -Xclang -verify=expected,unrolled -Xclang -verify-ignore-unexpected=note %s
//
// The analyzer enters a loop at most four times on one path. A loop whose
// constant bound asks for more turns is a wall: no path comes out of it, and
// what stands behind is not looked at, by any checker. Clang's own options take
// the wall down. Nothing false is said on either side of it.

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
    return key[0]; // unrolled-warning{{is never closed after}}
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
    return key[0]; // unrolled-warning{{is never closed after}}
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
