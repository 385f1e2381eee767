// RUN: %verify %s
//
// Descriptors that classes wrap, and read through their getters.

#include <cerrno>
#include <string>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

class Socket {
public:
  explicit Socket(int fd) : Fd(fd) {}
  Socket(Socket &&other) : Fd(std::exchange(other.Fd, -1)) {}
  ~Socket() {
    if (Fd >= 0)
      close(Fd);
  }
  int native() const { return Fd; }

private:
  int Fd;
};

class Session {
public:
  explicit Session(Socket s) : Sock(std::move(s)) {}
  bool onReadable();
  bool onReadableRepaired();

private:
  Socket Sock;
  std::string In;
};

bool Session::onReadable() {
  char in[512];
  for (;;) {
    ssize_t n = recv(Sock.native(), in, sizeof in, 0);
    if (n > 0) {
      In.append(in, size_t(n));
      continue;
    }
    if (n == 0)
      return true; // expected-warning{{'Sock.native()' stays open after recv() returned 0}}
    if (errno == EINTR)
      continue;
    return errno == EAGAIN;
  }
}

bool Session::onReadableRepaired() {
  char in[512];
  for (;;) {
    ssize_t n = recv(Sock.native(), in, sizeof in, 0);
    if (n > 0) {
      In.append(in, size_t(n));
      continue;
    }
    if (n == 0)
      return false;
    if (errno == EINTR)
      continue;
    return errno == EAGAIN;
  }
}

// What is instantiated is code like any other.
template <class Buffer> struct Channel {
  Socket Sock;
  Buffer In;
  bool onReadable() {
    char in[512];
    ssize_t n = read(Sock.native(), in, sizeof in);
    if (n > 0) {
      In.append(in, size_t(n));
      return true;
    }
    if (n == 0)
      return true; // expected-warning{{'Sock.native()' stays open after read() returned 0}}
    return errno == EAGAIN;
  }
};

bool drive(Channel<std::string> &channel) { return channel.onReadable(); }

bool readExactly(const Socket &sock, char *to, size_t length) {
  while (length > 0) {
    ssize_t n = recv(sock.native(), to, length, 0); // expected-warning{{'sock.native()' is read again after recv() returned 0}}
    if (n < 0)
      return false;
    to += n;
    length -= size_t(n);
  }
  return true;
}
