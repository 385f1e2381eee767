// RUN: %verify %s
//
// Tables of C++: what stands in a container is the program's affair.
// expected-no-diagnostics

#include <array>
#include <deque>
#include <list>
#include <map>
#include <memory>
#include <poll.h>
#include <set>
#include <string>
#include <sys/socket.h>
#include <unistd.h>
#include <unordered_map>
#include <utility>
#include <vector>

struct Conn {
  int Fd;
  std::string In;
  explicit Conn(int fd = -1) : Fd(fd) {}
};
struct Small {
  int Fd;
};

void pushed(std::vector<int> &table, int listener) {
  int conn = accept(listener, nullptr, nullptr);
  if (conn >= 0)
    table.push_back(conn);
}

void pushed_in_an_object(std::vector<Conn> &table, int listener) {
  int conn = accept(listener, nullptr, nullptr);
  if (conn >= 0)
    table.push_back(Conn(conn));
}

void emplaced(std::vector<Conn> &table, int listener) {
  int conn = accept(listener, nullptr, nullptr);
  if (conn >= 0)
    table.emplace_back(conn);
}

void pushed_in_a_small_struct(std::vector<Small> &table, int listener) {
  int conn = accept(listener, nullptr, nullptr);
  if (conn < 0)
    return;
  Small small{conn};
  table.push_back(small);
}

void pushed_as_a_poll_slot(std::vector<pollfd> &table, int listener) {
  int conn = accept(listener, nullptr, nullptr);
  if (conn >= 0)
    table.push_back({conn, POLLIN, 0});
}

void as_a_key(std::map<int, std::string> &table, int listener) {
  int conn = accept(listener, nullptr, nullptr);
  if (conn >= 0)
    table[conn];
}

void as_key_and_value(std::map<int, Conn> &table, int listener) {
  int conn = accept(listener, nullptr, nullptr);
  if (conn >= 0)
    table[conn] = Conn(conn);
}

void inserted(std::unordered_map<int, std::string> &table, int listener) {
  int conn = accept(listener, nullptr, nullptr);
  if (conn >= 0)
    table.insert(std::make_pair(conn, std::string()));
}

void inserted_in_a_set(std::set<int> &table, int listener) {
  int conn = accept(listener, nullptr, nullptr);
  if (conn >= 0)
    table.insert(conn);
}

void in_a_list(std::list<int> &table, int listener) {
  int conn = accept(listener, nullptr, nullptr);
  if (conn >= 0)
    table.push_front(conn);
}

void at_an_index(std::vector<Conn> &table, int listener, size_t i) {
  int conn = accept(listener, nullptr, nullptr);
  if (conn >= 0)
    table[i].Fd = conn;
}

void in_an_array(std::array<int, 16> &table, int listener, size_t i) {
  int conn = accept(listener, nullptr, nullptr);
  if (conn >= 0)
    table[i] = conn;
}

void owned_by_pointer(std::map<int, std::unique_ptr<Conn>> &table,
                      int listener) {
  int conn = accept(listener, nullptr, nullptr);
  if (conn >= 0)
    table[conn] = std::make_unique<Conn>(conn);
}

void shared_by_pointer(std::map<int, std::shared_ptr<Conn>> &table,
                       int listener) {
  int conn = accept(listener, nullptr, nullptr);
  if (conn < 0)
    return;
  auto shared = std::make_shared<Conn>(conn);
  table[shared->Fd] = shared;
}

void allocated(std::deque<Conn *> &table, int listener) {
  int conn = accept(listener, nullptr, nullptr);
  if (conn >= 0)
    table.push_back(new Conn(conn));
}

std::pair<int, bool> in_a_pair(int listener) {
  int conn = accept(listener, nullptr, nullptr);
  return std::make_pair(conn, true);
}

std::unique_ptr<Conn> in_a_unique_ptr(int listener) {
  int conn = accept(listener, nullptr, nullptr);
  if (conn < 0)
    return nullptr;
  return std::make_unique<Conn>(conn);
}

Conn in_an_object(int listener) {
  int conn = accept(listener, nullptr, nullptr);
  return Conn(conn);
}

void local_table_that_is_closed(int listener) {
  std::vector<int> table;
  for (int i = 0; i < 3; ++i) {
    int conn = accept(listener, nullptr, nullptr);
    if (conn >= 0)
      table.push_back(conn);
  }
  for (int conn : table)
    close(conn);
}

class Server {
public:
  void acceptAll(int listener);
  void readAll();
  void readOne(int fd);
  void readAndErase(int fd);

private:
  std::vector<Conn> List;
  std::map<int, Conn> Table;
  std::map<int, std::unique_ptr<Conn>> Owned;
};

void Server::acceptAll(int listener) {
  for (;;) {
    int conn = accept(listener, nullptr, nullptr);
    if (conn < 0)
      return;
    Table.emplace(conn, Conn(conn));
    Table[conn].In = "hello";
  }
}

void Server::readAll() {
  char in[64];
  for (auto it = List.begin(); it != List.end();) {
    ssize_t n = recv(it->Fd, in, sizeof in, 0);
    if (n <= 0) {
      close(it->Fd);
      it = List.erase(it);
      continue;
    }
    it->In.append(in, size_t(n));
    ++it;
  }
}

void Server::readOne(int fd) {
  char in[64];
  ssize_t n = recv(fd, in, sizeof in, 0);
  if (n <= 0) {
    Table.erase(fd);
    close(fd);
    return;
  }
  Table[fd].In.append(in, size_t(n));
}

// Who owns the descriptor, the entry or this function: not for us to judge.
void Server::readAndErase(int fd) {
  char in[64];
  auto it = Owned.find(fd);
  if (it == Owned.end())
    return;
  ssize_t n = recv(fd, in, sizeof in, 0);
  if (n <= 0) {
    Owned.erase(it);
    return;
  }
  it->second->In.append(in, size_t(n));
}
