// RUN: %verify %s
//
// The standard library has lambdas of its own: since version 14, libstdc++ writes
// the digits of std::to_string() with one. It captures the number, and keeps nothing.

#include <cstddef>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

namespace std {
// The analyzer does not follow calls of variadic functions.
template <typename Writer>
void __overwrite(string &text, Writer write, ...) {
  write(&text[0]);
}

inline string __in_digits(int number) {
  string text(3, '0');
  unsigned rest = number < 0 ? 0u - unsigned(number) : unsigned(number);
  __overwrite(text, [=](char *to) { *to = char('0' + rest % 10); });
  return text;
}

// A lambda around code of the program does what that code does.
template <typename Code> void __later(Code code) {
  string none;
  __overwrite(none, [=](char *) { code(); });
}
} // namespace std

int logged_and_lost(int listener) {
  char in[64];
  int conn = accept(listener, nullptr, nullptr);
  if (conn < 0)
    return -1;
  std::string name = "connection " + std::__in_digits(conn);
  if (recv(conn, in, sizeof in, 0) <= 0)
    return -1; // expected-warning{{'conn' is never closed after recv() returned 0}}
  close(conn);
  return 0;
}

int closed_later(int listener) {
  char in[64];
  int conn = accept(listener, nullptr, nullptr);
  if (conn < 0)
    return -1;
  std::__later([conn] { close(conn); });
  if (recv(conn, in, sizeof in, 0) <= 0)
    return -1;
  return 0;
}
