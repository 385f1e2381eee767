// RUN: %verify %s
//
// Connections that stand in containers: each turn of the loop decides about
// one of them, whatever it is reached with.

#include <cerrno>
#include <map>
#include <memory>
#include <poll.h>
#include <string>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

struct Client {
  int Fd;
  std::string In;
};

static void gone(Client &c) {
  close(c.Fd);
  c.Fd = -1;
}

void with_a_reference(std::vector<Client> &clients) {
  char in[512];
  for (auto &c : clients) { // expected-warning{{'c.Fd' stays open after recv() returned 0}}
    ssize_t n = recv(c.Fd, in, sizeof in, 0);
    if (n == 0)
      continue;
    if (n < 0 && errno != EAGAIN)
      gone(c);
  }
}

void with_a_pointer(std::vector<Client *> &clients) {
  char in[512];
  for (Client *c : clients) { // expected-warning{{'c->Fd' stays open after recv() returned 0}}
    ssize_t n = recv(c->Fd, in, sizeof in, 0);
    if (n == 0)
      continue;
    if (n < 0 && errno != EAGAIN)
      gone(*c);
  }
}

void with_an_index(std::vector<Client> &clients) {
  char in[512];
  for (size_t i = 0; i < clients.size(); ++i) { // expected-warning{{'clients[i].Fd' stays open after recv() returned 0}}
    ssize_t n = recv(clients[i].Fd, in, sizeof in, 0);
    if (n == 0)
      continue;
    if (n < 0 && errno != EAGAIN)
      gone(clients[i]);
  }
}

void with_an_iterator(std::map<int, Client> &clients) {
  char in[512];
  for (auto it = clients.begin(); it != clients.end(); ++it) { // expected-warning{{'it->second.Fd' stays open after recv() returned 0}}
    ssize_t n = recv(it->second.Fd, in, sizeof in, 0);
    if (n == 0)
      continue;
    if (n < 0 && errno != EAGAIN)
      gone(it->second);
  }
}

void with_poll(std::vector<pollfd> &polled) {
  char in[512];
  while (poll(polled.data(), polled.size(), -1) >= 0) {
    for (size_t i = 0; i < polled.size(); ++i) { // expected-warning{{'polled[i].fd' stays open after recv() returned 0}}
      if (!(polled[i].revents & POLLIN))
        continue;
      ssize_t n = recv(polled[i].fd, in, sizeof in, 0);
      if (n == 0)
        continue;
      if (n < 0 && errno != EAGAIN) {
        close(polled[i].fd);
        polled.erase(polled.begin() + long(i));
        break;
      }
    }
  }
}

class Server {
public:
  void onReadable(int fd);
  void onReadableShared(const std::shared_ptr<Client> &c);

private:
  void drop(int fd);
  std::map<int, Client> Clients;
};

void Server::onReadable(int fd) {
  char in[512];
  auto &c = Clients.at(fd);
  ssize_t n = recv(c.Fd, in, sizeof in, 0);
  if (n == 0)
    return; // expected-warning{{'c.Fd' stays open after recv() returned 0}}
  if (n < 0) {
    if (errno != EAGAIN)
      drop(fd);
    return;
  }
  c.In.append(in, size_t(n));
}

void Server::onReadableShared(const std::shared_ptr<Client> &c) {
  char in[512];
  ssize_t n = recv(c->Fd, in, sizeof in, 0);
  if (n == 0)
    return; // expected-warning{{'c->Fd' stays open after recv() returned 0}}
  if (n < 0 && errno != EAGAIN)
    drop(c->Fd);
}
