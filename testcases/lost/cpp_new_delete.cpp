// RUN: %verify %s
//
// Objects of new: delete runs the destructor, and nothing else closes.

#include <sys/socket.h>
#include <unistd.h>

struct Conn {
  int Fd = -1;
  char In[64];
};

int deleted_with_its_socket(int listener) {
  Conn *c = new Conn;
  c->Fd = accept(listener, nullptr, nullptr);
  if (c->Fd < 0) {
    delete c;
    return -1;
  }
  if (recv(c->Fd, c->In, sizeof c->In, 0) <= 0) {
    delete c; // expected-warning{{'c->Fd' is never closed after recv() returned 0}}
    return -1;
  }
  close(c->Fd);
  delete c;
  return 0;
}

int closed_and_deleted(int listener) {
  Conn *c = new Conn;
  c->Fd = accept(listener, nullptr, nullptr);
  if (c->Fd < 0) {
    delete c;
    return -1;
  }
  if (recv(c->Fd, c->In, sizeof c->In, 0) <= 0) {
    close(c->Fd);
    delete c;
    return -1;
  }
  close(c->Fd);
  delete c;
  return 0;
}

class Owner {
public:
  explicit Owner(int fd) : Fd(fd) {}
  ~Owner() { close(Fd); }
  bool read() { return recv(Fd, In, sizeof In, 0) > 0; }

private:
  int Fd;
  char In[64];
};

int deleted_by_its_destructor(int listener) {
  int fd = accept(listener, nullptr, nullptr);
  if (fd < 0)
    return -1;
  Owner *conn = new Owner(fd);
  bool more = conn->read();
  delete conn;
  return more ? 0 : -1;
}

// A constructor may show the object to somebody.
struct Loop;
void add(Loop &loop, void *handler);

class Registered {
public:
  Registered(Loop &loop, int fd) : Fd(fd) { add(loop, this); }

private:
  int Fd;
};

void constructor_hands_on(Loop &loop, int listener) {
  int fd = accept(listener, nullptr, nullptr);
  if (fd < 0)
    return;
  new Registered(loop, fd);
}

struct Node {
  int Fd;
  Node *Next;
};
static Node *All;

void stands_in_a_list(int listener) {
  int fd = accept(listener, nullptr, nullptr);
  if (fd < 0)
    return;
  All = new Node{fd, All};
}

Conn *is_given_back(int listener) {
  Conn *c = new Conn;
  c->Fd = accept(listener, nullptr, nullptr);
  if (c->Fd < 0) {
    delete c;
    return nullptr;
  }
  return c;
}
