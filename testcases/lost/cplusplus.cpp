// RUN: %verify %s
//
// The same defects in C++, with their repaired twins.

#include <mutex>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

static std::mutex Lock;

struct Statistics {
  unsigned long lines = 0;
};

int eof_leaves_the_socket_open(int listener, Statistics &all) {
  char line[512];
  int conn = ::accept(listener, nullptr, nullptr);
  if (conn < 0)
    return -1;
  ssize_t n = ::recv(conn, line, sizeof line, 0);
  if (n <= 0)
    return -1; // expected-warning{{'conn' is never closed after recv() returned 0}}
  {
    std::lock_guard<std::mutex> guard(Lock);
    ++all.lines;
  }
  ::close(conn);
  return 0;
}

int eof_closes_the_socket(int listener, Statistics &all) {
  char line[512];
  int conn = ::accept(listener, nullptr, nullptr);
  if (conn < 0)
    return -1;
  ssize_t n = ::recv(conn, line, sizeof line, 0);
  if (n <= 0) {
    ::close(conn);
    return -1;
  }
  {
    std::lock_guard<std::mutex> guard(Lock);
    ++all.lines;
  }
  ::close(conn);
  return 0;
}

class Connection {
public:
  void onReadable();
  void onReadableRepaired();

private:
  void drop() {
    ::close(Fd);
    Fd = -1;
  }
  int Fd = -1;
  size_t Used = 0;
  char In[1024];
};

void Connection::onReadable() {
  ssize_t n = ::recv(Fd, In, sizeof In, 0);
  if (n <= 0)
    return; // expected-warning{{stays open after recv() returned 0}}
  Used = size_t(n);
}

void Connection::onReadableRepaired() {
  ssize_t n = ::recv(Fd, In, sizeof In, 0);
  if (n <= 0) {
    drop();
    return;
  }
  Used = size_t(n);
}

struct Handler {
  virtual ~Handler() = default;
  virtual void readable() = 0;
  virtual void gone() = 0;
};

void the_hangup_is_ignored(epoll_event *ev) {
  auto *h = static_cast<Handler *>(ev->data.ptr);
  if (ev->events & (EPOLLHUP | EPOLLERR))
    return; // expected-warning{{hang-up}}
  if (ev->events & EPOLLIN)
    h->readable();
}

void the_hangup_is_passed_on(epoll_event *ev) {
  auto *h = static_cast<Handler *>(ev->data.ptr);
  if (ev->events & (EPOLLHUP | EPOLLERR)) {
    h->gone();
    return;
  }
  if (ev->events & EPOLLIN)
    h->readable();
}
