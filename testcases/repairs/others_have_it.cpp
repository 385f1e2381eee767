// The same in C++: what moves, guards, lambdas, templates, bindings.
//
// RUN: cp %s %t.cpp
// RUN: %analyze-alone -std=c++17 %option apply-fixits=true %t.cpp >/dev/null 2>&1
// RUN: diff %s %t.cpp

#include <memory>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

struct Keeper {
  int Last = -1;
  virtual void open(int) {}
};

int moved(Keeper &K, int How) {
  int Fd = socket(AF_INET, SOCK_STREAM, 0);
  if (Fd < 0)
    return -1;
  if (How == 1)
    K.Last = std::move(Fd);
  if (How == 2)
    K.Last = std::exchange(Fd, -1);
  if (How == 3)
    std::swap(Fd, K.Last);
  if (How == 4)
    K.Last = *std::addressof(Fd);
  return 0;
}

int kept_by_a_class_derived_from_it(Keeper &K, int How) {
  int Fd = socket(AF_INET, SOCK_STREAM, 0);
  if (Fd < 0)
    return -1;
  if (How)
    K.open(Fd);
  return 0;
}

int closed_by_a_lambda(bool Own) {
  int Fd = -1;
  auto Done = [&] {
    if (Own)
      ::close(Fd);
  };
  Fd = socket(AF_INET, SOCK_STREAM, 0);
  if (Fd < 0)
    return -1;
  Done();
  return 0;
}

int closed_by_a_reference(bool Own) {
  int Fd = -1;
  int &Same = Fd;
  Fd = socket(AF_INET, SOCK_STREAM, 0);
  if (Fd < 0)
    return -1;
  if (Own)
    ::close(Same);
  return 0;
}

template <bool Own> int one_of_two() {
  int Fd = socket(AF_INET, SOCK_STREAM, 0);
  if (Fd < 0)
    return -1;
  if constexpr (Own)
    ::close(Fd);
  return 0;
}
template int one_of_two<true>();
template int one_of_two<false>();

struct Pair {
  int A, B;
};
int hidden_by_a_binding(int Listener, Pair P) {
  int Fd = accept(Listener, nullptr, nullptr);
  if (Fd < 0)
    return -1;
  {
    auto [Fd, Other] = P;
    if (Fd)
      return Other;
  }
  ::close(Fd);
  return 0;
}
