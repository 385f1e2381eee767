// The attributes speak of methods and of functions in namespaces, too.
//
// RUN: %verify %s

#include <sys/socket.h>
#include <unistd.h>

#define GIVES [[clang::acquire_handle("socket")]]

namespace net {
GIVES int dial(const char *host);
class Poller {
public:
  void note(int fd [[clang::use_handle("socket")]]);
  bool next(int *fd GIVES);
  void drop(int fd [[clang::release_handle("socket")]]);
};
} // namespace net

int noted_and_forgotten(const char *host, net::Poller &poller) {
  int conn = net::dial(host);
  if (conn < 0)
    return -1;
  poller.note(conn);
  return 0; // expected-warning{{'conn' is leaked}}
}

int dropped_by_a_method(const char *host, net::Poller &poller) {
  int conn = net::dial(host);
  if (conn < 0)
    return -1;
  poller.drop(conn);
  return 0;
}

bool given_where_true(net::Poller &poller) {
  char request[64];
  int conn;
  if (!poller.next(&conn))
    return false;
  if (recv(conn, request, sizeof request, 0) <= 0)
    return false; // expected-warning{{'conn' is never closed after recv() returned 0}}
  close(conn);
  return true;
}
