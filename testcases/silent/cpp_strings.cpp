// RUN: %verify %s
//
// Loops that read into a string, and see by the string that nothing came.
// expected-no-diagnostics

#include <cerrno>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

struct Conn {
  int Fd;
  std::string In;
};

// In another file.
void parse(Conn &c);

std::string as_long_as_it_grows(int fd) {
  std::string in;
  char buf[512];
  size_t before;
  do {
    before = in.size();
    ssize_t n = recv(fd, buf, sizeof buf, 0);
    if (n > 0)
      in.append(buf, size_t(n));
  } while (in.size() > before);
  return in;
}

std::string until_it_stays_as_it_was(int fd, size_t wanted) {
  std::string in;
  char buf[512];
  while (in.length() < wanted) {
    size_t before = in.size();
    ssize_t n = recv(fd, buf, sizeof buf, 0);
    if (n < 0)
      throw std::runtime_error("recv");
    in.append(buf, size_t(n));
    if (in.size() == before)
      break;
  }
  return in;
}

std::string until_it_is_empty(int fd) {
  std::string in, all;
  char buf[512];
  for (;;) {
    ssize_t n = recv(fd, buf, sizeof buf, 0);
    if (n < 0)
      return "";
    in.assign(buf, size_t(n));
    if (in.empty())
      return all;
    all += in;
  }
}

void until_another_file_has_emptied_it(Conn &c) {
  char buf[512];
  while (c.In.empty()) {
    ssize_t n = recv(c.Fd, buf, sizeof buf, 0);
    if (n < 0)
      throw std::runtime_error("recv");
    c.In.append(buf, size_t(n));
    parse(c);
  }
}

// What is asked is another thing each time.
size_t until_all_lines_are_seen(int fd) {
  std::string in;
  char buf[512];
  size_t lines = 0, start = 0;
  for (;;) {
    size_t end = in.find('\n', start);
    if (end != std::string::npos) {
      start = end + 1;
      ++lines;
      continue;
    }
    ssize_t n = recv(fd, buf, sizeof buf, 0);
    if (n <= 0)
      return lines;
    in.append(buf, size_t(n));
  }
}

// A copy is a string of its own.
std::string until_a_copy_says_so(int fd) {
  std::string in;
  char buf[512];
  for (;;) {
    ssize_t n = recv(fd, buf, sizeof buf, 0);
    if (n < 0)
      return "";
    std::string piece = in.substr(0, 1);
    piece.assign(buf, size_t(n));
    if (piece.empty())
      return in;
    in += piece;
  }
}

void ended_with_a_mark(int fd) {
  std::string in;
  char buf[512];
  while (in.find('\0') == std::string::npos) {
    ssize_t n = recv(fd, buf, sizeof buf, 0);
    if (n < 0)
      throw std::runtime_error("recv");
    if (n == 0)
      in.append(1, '\0');
    else
      in.append(buf, size_t(n));
  }
}
