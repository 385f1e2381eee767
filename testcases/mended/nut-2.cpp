// RUN: %verify %s
//
// From networkupstools/nut 8ded3444c176: the wrapper returns the 0 as a size, and
// the loop that looks for the end of the line refills its buffer with nothing.

#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

class Line {
public:
  void open(int listener) { Sock = ::accept(listener, nullptr, nullptr); }
  void close();
  size_t read(void *to, size_t size);
  std::string eofRefillsWithNothing();
  std::string eofCloses();

private:
  int Sock = -1;
  std::string Rest;
};

void Line::close() {
  if (Sock != -1)
    ::close(Sock);
  Sock = -1;
}

size_t Line::read(void *to, size_t size) {
  ssize_t got = ::read(Sock, to, size); // expected-warning{{is read again after read() returned 0}}
  if (got < 0) {
    close();
    throw std::runtime_error("read failed");
  }
  return static_cast<size_t>(got);
}

std::string Line::eofRefillsWithNothing() {
  std::string line;
  char in[256];
  for (;;) {
    if (!Rest.empty()) {
      line += Rest;
      if (Rest.find('\n') != std::string::npos)
        return line;
    }
    size_t got = read(in, sizeof in);
    Rest.assign(in, got);
  }
}

std::string Line::eofCloses() {
  std::string line;
  char in[256];
  for (;;) {
    if (!Rest.empty()) {
      line += Rest;
      if (Rest.find('\n') != std::string::npos)
        return line;
    }
    size_t got = read(in, sizeof in);
    if (got == 0) {
      close();
      throw std::runtime_error("the server has gone");
    }
    Rest.assign(in, got);
  }
}
