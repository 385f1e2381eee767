// RUN: %verify %s
//
// What a read gave comes back in an object: the caller can see it there.
// expected-no-diagnostics

#include <cerrno>
#include <string>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>
#include <vector>

template <class T> class Result {
public:
  explicit Result(const T &value, int error = 0) : Value(value), Error(error) {}
  static Result failed() { return Result(T(), errno); }

private:
  T Value;
  int Error;
};

struct Status {
  long Bytes;
  int Error;
};

class Socket {
public:
  Result<size_t> inAResult(char *to, size_t size);
  Status inAStruct(char *to, size_t size);
  std::pair<long, bool> inAPair(char *to, size_t size);
  std::string inAString();
  std::string inALocalString();
  std::vector<char> inAVector();

private:
  template <class T> static Result<size_t> checked(T n) {
    return n < 0 ? Result<size_t>::failed() : Result<size_t>(size_t(n));
  }
  int Fd = -1;
};

Result<size_t> Socket::inAResult(char *to, size_t size) {
  return checked(::recv(Fd, to, size, 0));
}

Status Socket::inAStruct(char *to, size_t size) {
  long n = ::recv(Fd, to, size, 0);
  return {n, n < 0 ? errno : 0};
}

std::pair<long, bool> Socket::inAPair(char *to, size_t size) {
  long n = ::recv(Fd, to, size, 0);
  return {n, n > 0};
}

std::string Socket::inAString() {
  char in[64];
  long n = ::recv(Fd, in, sizeof in, 0);
  return std::string(in, n > 0 ? size_t(n) : 0);
}

std::string Socket::inALocalString() {
  std::string got;
  char in[64];
  long n = ::recv(Fd, in, sizeof in, 0);
  if (n > 0)
    got.assign(in, size_t(n));
  return got;
}

std::vector<char> Socket::inAVector() {
  char in[64];
  long n = ::recv(Fd, in, sizeof in, 0);
  if (n <= 0)
    return {};
  return std::vector<char>(in, in + n);
}

static std::string taken(int fd) {
  char in[64];
  long n = recv(fd, in, sizeof in, 0);
  if (n <= 0)
    return std::string();
  return std::string(in, size_t(n));
}

struct Conn {
  int Fd;
  size_t Seen;
};

// An empty string is the end.
void asks_the_string(Conn *c) {
  std::string got = taken(c->Fd);
  if (got.empty()) {
    close(c->Fd);
    c->Fd = -1;
    return;
  }
  c->Seen += got.size();
}

void compares_the_string(Conn *c) {
  std::string got = taken(c->Fd);
  if (got == "") {
    close(c->Fd);
    c->Fd = -1;
    return;
  }
  c->Seen += got.size();
}

static std::pair<ssize_t, std::string> number_and_text(int fd) {
  char in[64];
  ssize_t n = recv(fd, in, sizeof in, 0);
  return {n, std::string(in, n > 0 ? size_t(n) : 0)};
}

void asks_the_pair(Conn *c) {
  auto got = number_and_text(c->Fd);
  if (got.first <= 0) {
    close(c->Fd);
    c->Fd = -1;
    return;
  }
  c->Seen += got.second.size();
}

void asks_the_string_in_a_loop(int listener) {
  int conn = accept(listener, nullptr, nullptr);
  if (conn < 0)
    return;
  for (;;) {
    std::string got = taken(conn);
    if (got.empty())
      break;
    send(conn, got.data(), got.size(), 0);
  }
  close(conn);
}
