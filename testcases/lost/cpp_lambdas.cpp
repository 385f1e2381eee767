// RUN: %verify %s
//
// Lambdas: what they capture, what they close.

#include <functional>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

int at_once(int listener) {
  char in[64];
  int conn = accept(listener, nullptr, nullptr);
  if (conn < 0)
    return -1;
  bool more = [&] { return recv(conn, in, sizeof in, 0) > 0; }();
  if (!more)
    return -1; // expected-warning{{'conn' is never closed after recv() returned 0}}
  close(conn);
  return 0;
}

int opened_at_once(int listener) {
  char in[64];
  int conn = [listener] { return accept(listener, nullptr, nullptr); }();
  if (conn < 0)
    return -1;
  if (recv(conn, in, sizeof in, 0) <= 0)
    return -1; // expected-warning{{'conn' is never closed after recv() returned 0}}
  close(conn);
  return 0;
}

int opened_at_once_and_closed(int listener) {
  char in[64];
  int conn = [listener] { return accept(listener, nullptr, nullptr); }();
  if (conn < 0)
    return -1;
  bool more = [&] { return recv(conn, in, sizeof in, 0) > 0; }();
  close(conn);
  return more ? 0 : -1;
}

struct conn {
  int fd;
  size_t used;
  char in[64];
};
struct Loop {
  void onReadable(int fd, std::function<void()> handler);
  void onReadable(void (*handler)(conn *));
};

void handler_that_swallows(Loop &loop) {
  loop.onReadable([](conn *c) {
    ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
    if (n <= 0)
      return; // expected-warning{{'c->fd' stays open after recv() returned 0}}
    c->used = size_t(n);
  });
}

void handler_that_closes(Loop &loop) {
  loop.onReadable([](conn *c) {
    ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
    if (n <= 0) {
      close(c->fd);
      c->fd = -1;
      return;
    }
    c->used = size_t(n);
  });
}

// Whoever keeps the lambda keeps what it has captured.
void registered_with_a_loop(Loop &loop, int listener) {
  int conn = accept(listener, nullptr, nullptr);
  if (conn < 0)
    return;
  loop.onReadable(0, [conn] {
    char in[64];
    if (recv(conn, in, sizeof in, 0) <= 0)
      close(conn);
  });
}

void named_and_registered(Loop &loop, int listener) {
  int conn = accept(listener, nullptr, nullptr);
  if (conn < 0)
    return;
  auto handler = [conn] { close(conn); };
  loop.onReadable(0, handler);
}

static void serve(int conn) {
  char in[64];
  recv(conn, in, sizeof in, 0);
  close(conn);
}

void given_to_a_thread(int listener) {
  int conn = accept(listener, nullptr, nullptr);
  if (conn < 0)
    return;
  std::thread([conn] { serve(conn); }).detach();
}

void given_to_a_thread_by_value(int listener) {
  int conn = accept(listener, nullptr, nullptr);
  if (conn < 0)
    return;
  std::thread(serve, conn).detach();
}

void given_to_a_pool(int listener, std::vector<std::thread> &pool) {
  int conn = accept(listener, nullptr, nullptr);
  if (conn < 0)
    return;
  pool.emplace_back([conn] { serve(conn); });
}

void as_a_function_object(int listener) {
  int conn = accept(listener, nullptr, nullptr);
  if (conn < 0)
    return;
  std::function<void()> handler = [conn] { serve(conn); };
  handler();
}

auto given_back_in_a_lambda(int listener) {
  int conn = accept(listener, nullptr, nullptr);
  return [conn] { close(conn); };
}
