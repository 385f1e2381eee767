// RUN: %verify %s
//
// Who gets what a connection was looked up with - the key, the index, the
// iterator, the object around the container - can close it.
// expected-no-diagnostics

#include <algorithm>
#include <cerrno>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <poll.h>
#include <queue>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

class Descriptor {
public:
  explicit Descriptor(int fd) : Fd(fd) {}
  Descriptor(Descriptor &&other) : Fd(std::exchange(other.Fd, -1)) {}
  Descriptor &operator=(Descriptor &&other) {
    std::swap(Fd, other.Fd);
    return *this;
  }
  ~Descriptor() {
    if (Fd >= 0)
      close(Fd);
  }
  int get() const { return Fd; }

private:
  int Fd;
};

struct Client {
  Descriptor Fd;
  std::string In;
  int Id;
  bool Dead = false;
};

// In another file.
class Reaper {
public:
  void operator+=(Client *c);
  ~Reaper();
};

static bool isOver(ssize_t n) { return n == 0 || (n < 0 && errno != EAGAIN); }

class Server {
public:
  void erasedByKey(int fd);
  void erasedByIterator(int fd);
  void erasedFromOwners(int fd);
  void erasedAtIndex(size_t i);
  void droppedById(size_t i);
  void droppedSharedById(std::shared_ptr<Client> c);
  void droppedByReference(Client &c);
  void droppedByAnyNumber(int fd);
  void resetInPlace(size_t i);
  void assignedInPlace(int fd);
  void erasedInLoop();
  void removedByPredicate();
  void markedDead();
  void keysNotedDown();
  void indicesNotedDown();
  void keysQueued();
  void toldByCallback();
  void swappedAndPopped();
  void copiedWhatStays();
  void thrown();

private:
  void drop(int id);
  size_t readSome(Client &c);

  std::map<int, Client> Map;
  std::unordered_map<int, std::unique_ptr<Client>> Owners;
  std::vector<Client> Vector;
  std::vector<std::unique_ptr<Client>> Pointers;
  std::list<Client> List;
  std::vector<pollfd> Polled;
  std::unordered_set<int> Over;
  std::queue<int> Queue;
  std::function<void(int)> OnClose;
};

void Server::erasedByKey(int fd) {
  char in[512];
  auto &c = Map.at(fd);
  ssize_t n = recv(c.Fd.get(), in, sizeof in, 0);
  if (isOver(n))
    Map.erase(fd);
  else if (n > 0)
    c.In.append(in, size_t(n));
}

void Server::erasedByIterator(int fd) {
  char in[512];
  auto it = Map.find(fd);
  if (it == Map.end())
    return;
  ssize_t n = recv(it->second.Fd.get(), in, sizeof in, 0);
  if (isOver(n))
    Map.erase(it);
  else if (n > 0)
    it->second.In.append(in, size_t(n));
}

void Server::erasedFromOwners(int fd) {
  char in[512];
  Client *c = Owners[fd].get();
  ssize_t n = recv(c->Fd.get(), in, sizeof in, 0);
  if (isOver(n))
    Owners.erase(fd);
}

void Server::erasedAtIndex(size_t i) {
  char in[512];
  ssize_t n = recv(Vector[i].Fd.get(), in, sizeof in, 0);
  if (isOver(n))
    Vector.erase(Vector.begin() + long(i));
}

void Server::droppedById(size_t i) {
  char in[512];
  ssize_t n = recv(Vector[i].Fd.get(), in, sizeof in, 0);
  if (isOver(n))
    drop(Vector[i].Id);
}

void Server::droppedSharedById(std::shared_ptr<Client> c) {
  char in[512];
  ssize_t n = recv(c->Fd.get(), in, sizeof in, 0);
  if (isOver(n))
    drop(c->Id);
}

void Server::droppedByReference(Client &c) {
  char in[512];
  ssize_t n = recv(c.Fd.get(), in, sizeof in, 0);
  if (isOver(n))
    drop(c.Id);
}

void Server::droppedByAnyNumber(int fd) {
  char in[512];
  ssize_t n = recv(fd, in, sizeof in, 0);
  if (isOver(n))
    drop(0);
}

void Server::resetInPlace(size_t i) {
  char in[512];
  ssize_t n = recv(Pointers[i]->Fd.get(), in, sizeof in, 0);
  if (isOver(n))
    Pointers[i].reset();
}

void Server::assignedInPlace(int fd) {
  char in[512];
  auto &c = Owners.at(fd);
  ssize_t n = recv(c->Fd.get(), in, sizeof in, 0);
  if (isOver(n))
    c = nullptr;
}

void Server::erasedInLoop() {
  char in[512];
  for (auto it = List.begin(); it != List.end();) {
    ssize_t n = recv(it->Fd.get(), in, sizeof in, 0);
    if (isOver(n))
      it = List.erase(it);
    else
      ++it;
  }
}

void Server::removedByPredicate() {
  Vector.erase(std::remove_if(Vector.begin(), Vector.end(),
                              [](Client &c) {
                                char in[512];
                                ssize_t n =
                                    recv(c.Fd.get(), in, sizeof in, 0);
                                return isOver(n);
                              }),
               Vector.end());
}

void Server::markedDead() {
  char in[512];
  for (auto &c : Vector) {
    ssize_t n = recv(c.Fd.get(), in, sizeof in, 0);
    if (isOver(n))
      c.Dead = true;
  }
}

void Server::keysNotedDown() {
  char in[512];
  for (auto &entry : Map) {
    ssize_t n = recv(entry.second.Fd.get(), in, sizeof in, 0);
    if (isOver(n))
      Over.insert(entry.first);
  }
}

void Server::indicesNotedDown() {
  char in[512];
  std::vector<size_t> over;
  for (size_t i = 0; i < Vector.size(); ++i) {
    ssize_t n = recv(Vector[i].Fd.get(), in, sizeof in, 0);
    if (isOver(n))
      over.push_back(i);
  }
  for (auto it = over.rbegin(); it != over.rend(); ++it)
    Vector.erase(Vector.begin() + long(*it));
}

void Server::keysQueued() {
  char in[512];
  for (auto it = Map.begin(); it != Map.end(); ++it) {
    ssize_t n = recv(it->second.Fd.get(), in, sizeof in, 0);
    if (isOver(n))
      Queue.push(it->first);
  }
}

void Server::toldByCallback() {
  char in[512];
  for (auto &p : Polled) {
    if (!(p.revents & (POLLIN | POLLHUP | POLLERR)))
      continue;
    ssize_t n = recv(p.fd, in, sizeof in, 0);
    if (isOver(n))
      OnClose(p.fd);
  }
}

void Server::swappedAndPopped() {
  char in[512];
  for (size_t i = 0; i < Vector.size(); ++i) {
    ssize_t n = recv(Vector[i].Fd.get(), in, sizeof in, 0);
    if (!isOver(n))
      continue;
    std::swap(Vector[i], Vector.back());
    Vector.pop_back();
    --i;
  }
}

void Server::copiedWhatStays() {
  char in[512];
  std::vector<Client> stay;
  for (auto &c : Vector) {
    ssize_t n = recv(c.Fd.get(), in, sizeof in, 0);
    if (!isOver(n))
      stay.push_back(std::move(c));
  }
  Vector.swap(stay);
}

size_t Server::readSome(Client &c) {
  char in[512];
  ssize_t n = recv(c.Fd.get(), in, sizeof in, 0);
  if (n == 0)
    throw std::runtime_error("peer closed");
  if (n < 0 && errno != EAGAIN)
    throw std::system_error(errno, std::generic_category());
  return n < 0 ? 0 : size_t(n);
}

void Server::thrown() {
  for (auto it = List.begin(); it != List.end();) {
    try {
      readSome(*it);
      ++it;
    } catch (const std::exception &) {
      it = List.erase(it);
    }
  }
}

void erasedInPassing(std::map<int, Client> &clients) {
  char in[512];
  for (auto it = clients.begin(); it != clients.end();) {
    ssize_t n = recv(it->second.Fd.get(), in, sizeof in, 0);
    if (isOver(n))
      clients.erase(it++);
    else
      ++it;
  }
}

void erasedAndStepsBack(std::vector<Client> &clients) {
  char in[512];
  for (int i = 0; i < int(clients.size()); ++i) {
    ssize_t n = recv(clients[size_t(i)].Fd.get(), in, sizeof in, 0);
    if (isOver(n))
      clients.erase(clients.begin() + i--);
  }
}

void drop(Client &c);

void theIteratorIsAheadAlready(std::list<Client> &clients) {
  char in[512];
  for (auto it = clients.begin(); it != clients.end();) {
    Client &c = *it;
    ++it;
    ssize_t n = recv(c.Fd.get(), in, sizeof in, 0);
    if (isOver(n))
      drop(c);
  }
}

void addedToAReaper(std::vector<Client *> &clients) {
  char in[512];
  Reaper reaper;
  for (Client *c : clients) {
    ssize_t n = recv(c->Fd.get(), in, sizeof in, 0);
    if (isOver(n))
      reaper += c;
  }
}

void sweep(std::vector<Client> &clients);

void sweptByALambda(std::vector<Client> &clients) {
  char in[512];
  bool any = false;
  auto finish = [&] {
    if (any)
      sweep(clients);
  };
  for (auto &c : clients) {
    ssize_t n = recv(c.Fd.get(), in, sizeof in, 0);
    if (isOver(n))
      any = true;
  }
  finish();
}

// What std::exchange() gives to a socket it also gives to a file.
class Stream {
public:
  explicit Stream(int fd) : Fd(fd) {}
  Stream(Stream &&other) : Fd(std::exchange(other.Fd, -1)) {}
  ssize_t get(char *to, size_t n) { return recv(Fd, to, n, 0); }

private:
  int Fd;
};

class File {
public:
  explicit File(int fd) : Fd(fd) {}
  File(File &&other) : Fd(std::exchange(other.Fd, -1)) {}
  void load(std::string &to) {
    char buf[512];
    ssize_t n = read(Fd, buf, sizeof buf);
    if (n > 0)
      to.append(buf, size_t(n));
  }

private:
  int Fd;
};

class Talk {
public:
  void onReadable() {
    fill();
    if (In.empty()) {
      finish();
      return;
    }
    handle();
  }

private:
  void fill() {
    char buf[512];
    ssize_t n = recv(Fd, buf, sizeof buf, 0);
    if (n > 0)
      In.append(buf, size_t(n));
  }
  void finish();
  void handle();

  int Fd;
  std::string In;
};

void talk(Talk &t) { t.onReadable(); }
