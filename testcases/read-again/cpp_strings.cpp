// RUN: %verify %s
//
// Loops that read into a string until it has what they want: at the end of the
// stream nothing is added, and the string answers as before.

#include <cerrno>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

struct Conn {
  int Fd;
  std::string In;
};

void until_the_header_is_complete(int fd) {
  std::string in;
  char buf[512];
  while (in.find("\r\n\r\n") == std::string::npos) {
    ssize_t n = recv(fd, buf, sizeof buf, 0); // expected-warning{{'fd' is read again after recv() returned 0}}
    if (n < 0)
      throw std::runtime_error("recv");
    in.append(buf, size_t(n));
  }
}

void until_there_is_a_line(Conn &c) {
  char buf[512];
  for (;;) {
    ssize_t n = recv(c.Fd, buf, sizeof buf, 0); // expected-warning{{'c.Fd' is read again after recv() returned 0}}
    if (n < 0)
      break;
    c.In.append(buf, size_t(n));
    if (c.In.find('\n') != std::string::npos)
      break;
  }
}

std::string until_it_is_long_enough(int fd, size_t wanted) {
  std::string in;
  char buf[512];
  while (in.size() < wanted) {
    ssize_t n = recv(fd, buf, sizeof buf, 0); // expected-warning{{'fd' is read again after recv() returned 0}}
    if (n < 0) {
      if (errno == EINTR)
        continue;
      throw std::runtime_error("recv");
    }
    in.append(buf, size_t(n));
  }
  return in;
}

std::string until_the_last_is_a_newline(int fd) {
  std::string in;
  char buf[512];
  do {
    ssize_t n = recv(fd, buf, sizeof buf, 0); // expected-warning{{'fd' is read again after recv() returned 0}}
    if (n < 0)
      return "";
    in.append(buf, size_t(n));
  } while (in.empty() || in.back() != '\n');
  return in;
}
