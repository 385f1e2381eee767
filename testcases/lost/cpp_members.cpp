// RUN: %verify %s
//
// Members that hold a descriptor: what the class does not close, the program
// has to.

#include <string>
#include <sys/socket.h>
#include <unistd.h>

struct RawMember {
  int Fd;
  explicit RawMember(int fd) : Fd(fd) {}
  ssize_t read(char *to, size_t size) { return ::recv(Fd, to, size, 0); }
};

int nothing_closes_the_member(int listener) {
  char in[64];
  RawMember conn(accept(listener, nullptr, nullptr));
  if (conn.Fd < 0)
    return -1;
  if (conn.read(in, sizeof in) <= 0)
    return -1; // expected-warning{{'conn.Fd' is never closed after recv() returned 0}}
  close(conn.Fd);
  return 0;
}

int member_is_closed_by_hand(int listener) {
  char in[64];
  RawMember conn(accept(listener, nullptr, nullptr));
  if (conn.Fd < 0)
    return -1;
  if (conn.read(in, sizeof in) <= 0) {
    close(conn.Fd);
    return -1;
  }
  close(conn.Fd);
  return 0;
}

class ShutsDown {
public:
  explicit ShutsDown(int fd) : Fd(fd) {}
  ~ShutsDown() {
    if (Fd >= 0)
      shutdown(Fd, SHUT_RD);
  }
  int get() const { return Fd; }

private:
  int Fd;
};

int destructor_only_shuts_down(int listener) {
  char in[64];
  ShutsDown conn(accept(listener, nullptr, nullptr));
  if (conn.get() < 0)
    return -1;
  if (recv(conn.get(), in, sizeof in, 0) <= 0)
    return -1; // expected-warning{{is never closed after recv() returned 0}}
  close(conn.get());
  return 0;
}

class Closes {
public:
  explicit Closes(int fd) : Fd(fd) {}
  ~Closes() {
    if (Fd >= 0)
      close(Fd);
  }
  int get() const { return Fd; }

private:
  int Fd;
};

int destructor_closes(int listener) {
  char in[64];
  Closes conn(accept(listener, nullptr, nullptr));
  if (conn.get() < 0)
    return -1;
  if (recv(conn.get(), in, sizeof in, 0) <= 0)
    return -1;
  return 0;
}

// The destructor closes the string, not the socket.
struct Peer {
  int Fd = -1;
  std::string In;
};

int beside_a_string(int listener) {
  char in[64];
  Peer peer;
  peer.Fd = accept(listener, nullptr, nullptr);
  if (peer.Fd < 0)
    return -1;
  ssize_t n = recv(peer.Fd, in, sizeof in, 0);
  if (n <= 0)
    return -1; // expected-warning{{'peer.Fd' is never closed after recv() returned 0}}
  peer.In.assign(in, size_t(n));
  close(peer.Fd);
  return 0;
}

int beside_a_string_and_closed(int listener) {
  char in[64];
  Peer peer;
  peer.Fd = accept(listener, nullptr, nullptr);
  if (peer.Fd < 0)
    return -1;
  ssize_t n = recv(peer.Fd, in, sizeof in, 0);
  if (n <= 0) {
    close(peer.Fd);
    return -1;
  }
  peer.In.assign(in, size_t(n));
  close(peer.Fd);
  return 0;
}

// Logging a number keeps nothing.
std::string greeting(int number) {
  return "connection " + std::to_string(number);
}

int logged_and_lost(int listener) {
  char in[64];
  int conn = accept(listener, nullptr, nullptr);
  if (conn < 0)
    return -1;
  std::string hello = "connection " + std::to_string(conn);
  if (send(conn, hello.data(), hello.size(), 0) < 0) {
    close(conn);
    return -1;
  }
  if (recv(conn, in, sizeof in, 0) <= 0)
    return -1; // expected-warning{{'conn' is never closed after recv() returned 0}}
  close(conn);
  return 0;
}

// release() gives the duty back.
class Unique {
public:
  explicit Unique(int fd) : Fd(fd) {}
  ~Unique() {
    if (Fd >= 0)
      close(Fd);
  }
  int get() const { return Fd; }
  int release() {
    int fd = Fd;
    Fd = -1;
    return fd;
  }

private:
  int Fd;
};

int released_and_lost(int listener) {
  char in[64];
  Unique conn(accept(listener, nullptr, nullptr));
  if (conn.get() < 0)
    return -1;
  int fd = conn.release();
  if (recv(fd, in, sizeof in, 0) <= 0)
    return -1; // expected-warning{{'fd' is never closed after recv() returned 0}}
  close(fd);
  return 0;
}

int released_and_closed(int listener) {
  char in[64];
  Unique conn(accept(listener, nullptr, nullptr));
  if (conn.get() < 0)
    return -1;
  int fd = conn.release();
  if (recv(fd, in, sizeof in, 0) <= 0) {
    close(fd);
    return -1;
  }
  close(fd);
  return 0;
}
