// RUN: %verify %s
//
// An exception leaves functions without asking: what they hold in plain
// variables is lost.

#include <memory>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

int end_is_thrown(int listener) {
  char in[64];
  int conn = accept(listener, nullptr, nullptr);
  if (conn < 0)
    return -1;
  if (recv(conn, in, sizeof in, 0) <= 0)
    throw std::runtime_error("the peer is gone"); // expected-warning{{'conn' is never closed after recv() returned 0}}
  close(conn);
  return 0;
}

int closed_before_the_throw(int listener) {
  char in[64];
  int conn = accept(listener, nullptr, nullptr);
  if (conn < 0)
    return -1;
  if (recv(conn, in, sizeof in, 0) <= 0) {
    close(conn);
    throw std::runtime_error("the peer is gone");
  }
  close(conn);
  return 0;
}

int leaked_by_a_throw(int listener, size_t wanted) {
  char in[64];
  int conn = accept(listener, nullptr, nullptr);
  if (conn < 0)
    return -1;
  if (wanted > sizeof in)
    throw std::length_error("too long"); // expected-warning{{'conn' is leaked}}
  ssize_t n = recv(conn, in, wanted, 0);
  close(conn);
  return n > 0 ? 0 : -1;
}

int checked_before_the_accept(int listener, size_t wanted) {
  char in[64];
  if (wanted > sizeof in)
    throw std::length_error("too long");
  int conn = accept(listener, nullptr, nullptr);
  if (conn < 0)
    return -1;
  ssize_t n = recv(conn, in, wanted, 0);
  close(conn);
  return n > 0 ? 0 : -1;
}

int caught_and_closed(int listener) {
  char in[64];
  int conn = accept(listener, nullptr, nullptr);
  if (conn < 0)
    return -1;
  try {
    if (recv(conn, in, sizeof in, 0) <= 0)
      throw std::runtime_error("the peer is gone");
  } catch (...) {
    close(conn);
    return -1;
  }
  close(conn);
  return 0;
}

// What is thrown inside a handler is not caught by it.
int thrown_again(int listener) {
  char in[64];
  int conn = accept(listener, nullptr, nullptr);
  if (conn < 0)
    return -1;
  try {
    if (recv(conn, in, sizeof in, 0) <= 0)
      throw std::runtime_error("the peer is gone");
  } catch (...) {
    close(conn);
    throw;
  }
  close(conn);
  return 0;
}

static void read_or_throw(int fd, char *in, size_t size) {
  if (recv(fd, in, size, 0) <= 0)
    throw std::runtime_error("the peer is gone"); // expected-warning{{'fd' is never closed after recv() returned 0}}
}

int helper_throws(int listener) {
  char in[64];
  int conn = accept(listener, nullptr, nullptr);
  if (conn < 0)
    return -1;
  read_or_throw(conn, in, sizeof in);
  close(conn);
  return 0;
}

static void receive_or_throw(int fd, char *in, size_t size) {
  if (recv(fd, in, size, 0) <= 0)
    throw std::runtime_error("the peer is gone");
}

int helper_throws_and_is_caught(int listener) {
  char in[64];
  int conn = accept(listener, nullptr, nullptr);
  if (conn < 0)
    return -1;
  try {
    receive_or_throw(conn, in, sizeof in);
  } catch (const std::exception &) {
    close(conn);
    return -1;
  }
  close(conn);
  return 0;
}

// Destructors run on the way.
class Owner {
public:
  explicit Owner(int fd) : Fd(fd) {}
  ~Owner() {
    if (Fd >= 0)
      close(Fd);
  }
  int get() const { return Fd; }

private:
  int Fd;
};

int owner_closes_on_the_way(int listener) {
  char in[64];
  Owner conn(accept(listener, nullptr, nullptr));
  if (conn.get() < 0)
    return -1;
  if (recv(conn.get(), in, sizeof in, 0) <= 0)
    throw std::runtime_error("the peer is gone");
  return 0;
}

int owner_on_the_heap_closes(int listener) {
  char in[64];
  int fd = accept(listener, nullptr, nullptr);
  if (fd < 0)
    return -1;
  std::unique_ptr<Owner> conn(new Owner(fd));
  if (recv(fd, in, sizeof in, 0) <= 0)
    throw std::runtime_error("the peer is gone");
  return 0;
}

struct Guard {
  int &Fd;
  ~Guard() { close(Fd); }
};

int guard_closes_on_the_way(int listener) {
  char in[64];
  int conn = accept(listener, nullptr, nullptr);
  if (conn < 0)
    return -1;
  Guard guard{conn};
  if (recv(conn, in, sizeof in, 0) <= 0)
    throw std::runtime_error("the peer is gone");
  return 0;
}

// Whoever is given the number has it still.
struct Registry {
  int Last = -1;
};

int kept_by_the_caller(int listener, Registry &all) {
  char in[64];
  int conn = accept(listener, nullptr, nullptr);
  if (conn < 0)
    return -1;
  all.Last = conn;
  if (recv(conn, in, sizeof in, 0) <= 0)
    throw std::runtime_error("the peer is gone");
  return 0;
}


// A borrowed socket: the exception tells the caller.
ssize_t told_by_the_exception(int fd, char *in, size_t size) {
  ssize_t n = recv(fd, in, size, 0);
  if (n <= 0)
    throw std::runtime_error("the peer is gone");
  return n;
}
