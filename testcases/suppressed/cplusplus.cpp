// RUN: %verify %s
// REQUIRES: geq-llvm-19
//
// [[clang::suppress]], which C++ has at declarations of functions and classes,
// too.

#include <sys/socket.h>
#include <unistd.h>

int at_the_opening_call(int listener) {
  char in[64];
  [[clang::suppress]] int conn = accept(listener, nullptr, nullptr);
  if (conn < 0)
    return -1;
  if (recv(conn, in, sizeof in, 0) <= 0)
    return -1;
  close(conn);
  return 0;
}

int at_the_reported_place(int listener) {
  char in[64];
  int conn = accept(listener, nullptr, nullptr);
  if (conn < 0)
    return -1;
  if (recv(conn, in, sizeof in, 0) <= 0)
    [[clang::suppress]] return -1;
  close(conn);
  return 0;
}

[[clang::suppress]] int of_the_whole_function(int listener) {
  char in[64];
  int conn = accept(listener, nullptr, nullptr);
  if (conn < 0)
    return -1;
  if (recv(conn, in, sizeof in, 0) <= 0)
    return -1;
  close(conn);
  return 0;
}

// A helper whose sockets are nobody's business.
[[clang::suppress]] static int taken(int listener) {
  return accept(listener, nullptr, nullptr);
}

int through_the_helper(int listener) {
  char in[64];
  int conn = taken(listener);
  if (conn < 0)
    return -1;
  if (recv(conn, in, sizeof in, 0) <= 0)
    return -1;
  close(conn);
  return 0;
}

class [[clang::suppress]] Quiet {
public:
  explicit Quiet(int listener) : Fd(accept(listener, nullptr, nullptr)) {}
  bool read() { return Fd >= 0 && recv(Fd, In, sizeof In, 0) > 0; }

private:
  int Fd;
  char In[64];
};

bool a_class_that_opens(int listener) {
  Quiet conn(listener);
  return conn.read();
}

class Loud {
public:
  explicit Loud(int listener) : Fd(accept(listener, nullptr, nullptr)) {}
  bool read() { return Fd >= 0 && recv(Fd, In, sizeof In, 0) > 0; }

private:
  int Fd;
  char In[64];
};

bool a_class_that_is_warned(int listener) {
  Loud conn(listener);
  return conn.read(); // expected-warning{{is never closed after recv() returned 0}}
}

// A named rule of other tools is no word to the analyzer.
int gsl_is_something_else(int listener) {
  char in[64];
  [[gsl::suppress("closewait")]] int conn = accept(listener, nullptr, nullptr);
  if (conn < 0)
    return -1;
  if (recv(conn, in, sizeof in, 0) <= 0)
    return -1; // expected-warning{{'conn' is never closed after recv() returned 0}}
  close(conn);
  return 0;
}
