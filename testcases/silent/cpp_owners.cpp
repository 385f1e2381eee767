// RUN: %verify %s
//
// Right in C++: classes that own a descriptor and close it, under all their
// names, and the moves between them.
// expected-no-diagnostics

#include <memory>
#include <string>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

class UniqueFd {
public:
  UniqueFd() = default;
  explicit UniqueFd(int fd) : Fd(fd) {}
  UniqueFd(UniqueFd &&other) noexcept : Fd(other.release()) {}
  UniqueFd &operator=(UniqueFd &&other) noexcept {
    reset(other.release());
    return *this;
  }
  UniqueFd(const UniqueFd &) = delete;
  UniqueFd &operator=(const UniqueFd &) = delete;
  ~UniqueFd() { reset(); }
  int get() const { return Fd; }
  int release() {
    int fd = Fd;
    Fd = -1;
    return fd;
  }
  void reset(int fd = -1) {
    if (Fd >= 0)
      ::close(Fd);
    Fd = fd;
  }
  void swap(UniqueFd &other) { std::swap(Fd, other.Fd); }
  explicit operator bool() const { return Fd >= 0; }

private:
  int Fd = -1;
};

bool talks(const UniqueFd &conn) {
  char in[64];
  return recv(conn.get(), in, sizeof in, 0) > 0;
}

int destructor_closes(int listener) {
  UniqueFd conn(accept(listener, nullptr, nullptr));
  if (!conn || !talks(conn))
    return -1;
  return 0;
}

int move_construction(int listener) {
  UniqueFd first(accept(listener, nullptr, nullptr));
  if (!first)
    return -1;
  UniqueFd conn = std::move(first);
  return talks(conn) ? 0 : -1;
}

int move_assignment(int listener) {
  UniqueFd conn;
  conn = UniqueFd(accept(listener, nullptr, nullptr));
  if (!conn)
    return -1;
  return talks(conn) ? 0 : -1;
}

int swapped(int listener) {
  UniqueFd conn, fresh(accept(listener, nullptr, nullptr));
  conn.swap(fresh);
  if (!conn)
    return -1;
  return talks(conn) ? 0 : -1;
}

UniqueFd made(int listener) {
  UniqueFd conn(accept(listener, nullptr, nullptr));
  return conn;
}

int returned_by_value(int listener) {
  UniqueFd conn = made(listener);
  if (!conn)
    return -1;
  return talks(conn) ? 0 : -1;
}

void reset_closes_the_one_before(int listener) {
  UniqueFd conn;
  for (int i = 0; i < 3; ++i) {
    conn.reset(accept(listener, nullptr, nullptr));
    if (!conn || !talks(conn))
      continue;
  }
}

int released_to_the_caller(int listener) {
  UniqueFd conn(accept(listener, nullptr, nullptr));
  if (!conn || !talks(conn))
    return -1;
  return conn.release();
}

class Session {
public:
  explicit Session(int fd) : Conn(fd) {}
  bool read() {
    char in[64];
    ssize_t n = recv(Conn.get(), in, sizeof in, 0);
    if (n <= 0)
      return false;
    In.append(in, size_t(n));
    return true;
  }

private:
  UniqueFd Conn;
  std::string In;
};

int owner_as_a_member(int listener) {
  int fd = accept(listener, nullptr, nullptr);
  if (fd < 0)
    return -1;
  Session session(fd);
  return session.read() ? 0 : -1;
}

int owner_on_the_heap(int listener) {
  int fd = accept(listener, nullptr, nullptr);
  if (fd < 0)
    return -1;
  auto session = std::make_unique<Session>(fd);
  return session->read() ? 0 : -1;
}

int owner_is_shared(int listener) {
  int fd = accept(listener, nullptr, nullptr);
  if (fd < 0)
    return -1;
  auto session = std::make_shared<Session>(fd);
  return session->read() ? 0 : -1;
}

int owner_is_deleted(int listener) {
  int fd = accept(listener, nullptr, nullptr);
  if (fd < 0)
    return -1;
  Session *session = new Session(fd);
  bool more = session->read();
  delete session;
  return more ? 0 : -1;
}

struct Closer {
  void operator()(int *fd) const {
    ::close(*fd);
    delete fd;
  }
};

int unique_ptr_with_a_deleter(int listener) {
  char in[64];
  int fd = accept(listener, nullptr, nullptr);
  if (fd < 0)
    return -1;
  std::unique_ptr<int, Closer> conn(new int(fd));
  return recv(*conn, in, sizeof in, 0) > 0 ? 0 : -1;
}

struct FdCloser {
  struct pointer {
    int Fd = -1;
    pointer(std::nullptr_t = nullptr) {}
    pointer(int fd) : Fd(fd) {}
    explicit operator bool() const { return Fd >= 0; }
    friend bool operator==(pointer a, pointer b) { return a.Fd == b.Fd; }
    friend bool operator!=(pointer a, pointer b) { return a.Fd != b.Fd; }
  };
  void operator()(pointer p) const { ::close(p.Fd); }
};

int unique_ptr_to_a_number(int listener) {
  char in[64];
  int fd = accept(listener, nullptr, nullptr);
  if (fd < 0)
    return -1;
  std::unique_ptr<int, FdCloser> conn{FdCloser::pointer(fd)};
  return recv(conn.get().Fd, in, sizeof in, 0) > 0 ? 0 : -1;
}

template <typename F> class ScopeExit {
public:
  explicit ScopeExit(F f) : Run(f) {}
  ~ScopeExit() { Run(); }

private:
  F Run;
};

int scope_exit_by_reference(int listener) {
  char in[64];
  int conn = accept(listener, nullptr, nullptr);
  if (conn < 0)
    return -1;
  auto close_it = [&] { close(conn); };
  ScopeExit<decltype(close_it)> guard(close_it);
  return recv(conn, in, sizeof in, 0) > 0 ? 0 : -1;
}

int scope_exit_by_value(int listener) {
  char in[64];
  int conn = accept(listener, nullptr, nullptr);
  if (conn < 0)
    return -1;
  auto close_it = [conn] { close(conn); };
  ScopeExit<decltype(close_it)> guard(close_it);
  return recv(conn, in, sizeof in, 0) > 0 ? 0 : -1;
}

int as_a_shared_ptr_to_nothing(int listener) {
  char in[64];
  int conn = accept(listener, nullptr, nullptr);
  if (conn < 0)
    return -1;
  std::shared_ptr<void> guard(nullptr, [conn](void *) { close(conn); });
  return recv(conn, in, sizeof in, 0) > 0 ? 0 : -1;
}
