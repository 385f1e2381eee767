// RUN: %verify %s
//
// Methods that ask errno what a 0 meant.

#include <cerrno>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

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
  std::string In;
  char Part[512];
};

void Connection::onReadable() {
  ssize_t n = ::recv(Fd, Part, sizeof Part, 0);
  if (n <= 0) {
    if (errno == EAGAIN || errno == EINTR)
      return; // expected-warning{{errno decides the fate of}}
    drop();
    return;
  }
  In.append(Part, size_t(n));
}

void Connection::onReadableRepaired() {
  ssize_t n = ::recv(Fd, Part, sizeof Part, 0);
  if (n < 0 && (errno == EAGAIN || errno == EINTR))
    return;
  if (n <= 0) {
    drop();
    return;
  }
  In.append(Part, size_t(n));
}
