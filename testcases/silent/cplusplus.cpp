// RUN: %verify %s
//
// Right in C++: guards, holders that close, functions of the project that have
// the names of socket calls.
// expected-no-diagnostics

#include <mutex>
#include <sys/socket.h>
#include <unistd.h>

static std::mutex Lock;

// The guard's destructor runs between `return` and the caller.
int accepted_under_a_lock(int listener) {
  std::lock_guard<std::mutex> guard(Lock);
  int conn = accept(listener, nullptr, nullptr);
  return conn;
}

int guarded_and_used(int listener) {
  char buf[128];
  int conn = accepted_under_a_lock(listener);
  if (conn < 0)
    return -1;
  ssize_t n = recv(conn, buf, sizeof buf, 0);
  close(conn);
  return n > 0 ? 0 : -1;
}

class Holder {
public:
  explicit Holder(int fd) : Fd(fd) {}
  ~Holder() {
    if (Fd >= 0)
      close(Fd);
  }
  Holder(const Holder &) = delete;
  Holder &operator=(const Holder &) = delete;
  int get() const { return Fd; }

private:
  int Fd;
};

int holder_closes(int listener) {
  char buf[128];
  Holder conn(accept(listener, nullptr, nullptr));
  if (conn.get() < 0)
    return -1;
  if (recv(conn.get(), buf, sizeof buf, 0) <= 0)
    return -1;
  return 0;
}

struct Queue {
  int fd;
  int take(char *into, int size);
};
bool recv(Queue &from, void *into, size_t size, int flags);
void close(Queue &which);

// These are no system calls: false is no end, and the loop ends elsewhere.
void names_of_our_own(Queue &q, char *into) {
  while (q.take(into, 1) >= 0)
    if (!recv(q, into, 16, 0))
      continue;
  close(q);
}
