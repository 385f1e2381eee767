// RUN: %verify %s
//
// Methods as handlers, in the shapes that C++ servers have.

#include <cerrno>
#include <functional>
#include <iostream>
#include <string>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

class Connection {
public:
  void onReadable();
  void onReadableRepaired();
  void onReadableLogged();
  void onReadableDrained();
  void onReadableDrainedRepaired();
  bool tellsByTheResult();
  void tellsByAMember();
  void tellsByAVirtualCall();
  void tellsByACallback();

protected:
  virtual void closed();
  virtual ~Connection() = default;

private:
  void drop() {
    ::close(Fd);
    Fd = -1;
  }
  int Fd = -1;
  bool Done = false;
  std::string In;
  std::vector<char> Raw;
  char Part[512];
  std::function<void()> OnClose;
};

// The data go to a string: that closes nothing.
void Connection::onReadable() {
  ssize_t n = ::recv(Fd, Part, sizeof Part, 0);
  if (n <= 0)
    return; // expected-warning{{stays open after recv() returned 0}}
  In.append(Part, size_t(n));
}

void Connection::onReadableRepaired() {
  ssize_t n = ::recv(Fd, Part, sizeof Part, 0);
  if (n <= 0) {
    drop();
    return;
  }
  In.append(Part, size_t(n));
}

void Connection::onReadableLogged() {
  ssize_t n = ::recv(Fd, Part, sizeof Part, 0);
  if (n <= 0) {
    std::cerr << "nothing from " << Fd << std::endl;
    return; // expected-warning{{stays open after recv() returned 0}}
  }
  std::cerr << n << " bytes from " << Fd << std::endl;
  Raw.insert(Raw.end(), Part, Part + n);
}

void Connection::onReadableDrained() {
  for (;;) {
    ssize_t n = ::recv(Fd, Part, sizeof Part, 0);
    if (n > 0) {
      In.append(Part, size_t(n));
      continue;
    }
    if (n < 0 && errno == EAGAIN)
      return;
    std::cerr << "the peer is gone\n";
    return; // expected-warning{{stays open after recv() returned 0}}
  }
}

void Connection::onReadableDrainedRepaired() {
  for (;;) {
    ssize_t n = ::recv(Fd, Part, sizeof Part, 0);
    if (n > 0) {
      In.append(Part, size_t(n));
      continue;
    }
    if (n < 0 && errno == EAGAIN)
      return;
    std::cerr << "the peer is gone\n";
    drop();
    return;
  }
}

bool Connection::tellsByTheResult() {
  ssize_t n = ::recv(Fd, Part, sizeof Part, 0);
  if (n <= 0)
    return false;
  In.append(Part, size_t(n));
  return true;
}

void Connection::tellsByAMember() {
  ssize_t n = ::recv(Fd, Part, sizeof Part, 0);
  if (n <= 0) {
    Done = true;
    return;
  }
  In.append(Part, size_t(n));
}

void Connection::tellsByAVirtualCall() {
  ssize_t n = ::recv(Fd, Part, sizeof Part, 0);
  if (n <= 0) {
    closed();
    return;
  }
  In.append(Part, size_t(n));
}

void Connection::tellsByACallback() {
  ssize_t n = ::recv(Fd, Part, sizeof Part, 0);
  if (n <= 0) {
    OnClose();
    return;
  }
  In.append(Part, size_t(n));
}
