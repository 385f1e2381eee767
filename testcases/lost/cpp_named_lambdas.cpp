// RUN: %analyze-alone -std=c++17 -Wall -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
// RUN: %analyze-beside -std=c++17 %fortified -Wall -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
//
// Lambdas in variables: what they hold stands there, too.  (Before C++17 the
// lambda is a temporary object that is moved, and the socket counts as handed
// on.)

#include <sys/socket.h>
#include <unistd.h>

int captured_by_value(int listener) {
  char in[64];
  int conn = accept(listener, nullptr, nullptr);
  if (conn < 0)
    return -1;
  auto get = [conn, &in] { return recv(conn, in, sizeof in, 0); };
  if (get() <= 0)
    return -1; // expected-warning{{'conn' is never closed after recv() returned 0}}
  close(conn);
  return 0;
}

int captured_by_value_and_closed(int listener) {
  char in[64];
  int conn = accept(listener, nullptr, nullptr);
  if (conn < 0)
    return -1;
  auto get = [conn, &in] { return recv(conn, in, sizeof in, 0); };
  if (get() <= 0) {
    close(conn);
    return -1;
  }
  close(conn);
  return 0;
}

int captured_by_reference(int listener) {
  char in[64];
  int conn = accept(listener, nullptr, nullptr);
  if (conn < 0)
    return -1;
  auto get = [&] { return recv(conn, in, sizeof in, 0); };
  if (get() <= 0)
    return -1; // expected-warning{{'conn' is never closed after recv() returned 0}}
  close(conn);
  return 0;
}

int lambda_closes(int listener) {
  char in[64];
  int conn = accept(listener, nullptr, nullptr);
  if (conn < 0)
    return -1;
  auto done = [&](int result) {
    close(conn);
    return result;
  };
  if (recv(conn, in, sizeof in, 0) <= 0)
    return done(-1);
  return done(0);
}

// The lambda holds the last copy.
int held_by_the_lambda_alone(int listener) {
  char in[64];
  int conn = accept(listener, nullptr, nullptr);
  if (conn < 0)
    return -1;
  auto done = [conn](int result) {
    close(conn);
    return result;
  };
  ssize_t n = recv(conn, in, sizeof in, 0);
  conn = -1;
  return done(n <= 0 ? conn : 0);
}
