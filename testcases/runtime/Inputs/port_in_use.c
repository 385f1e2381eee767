// Wants a port that is taken, and ends early.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

int main(void) {
  struct sockaddr_in here = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof here;
  int first = socket(AF_INET, SOCK_STREAM, 0);
  int second = socket(AF_INET, SOCK_STREAM, 0);
  if (bind(first, (struct sockaddr *)&here, size) < 0 || getsockname(first, (struct sockaddr *)&here, &size) < 0)
    return 1;
  return bind(second, (struct sockaddr *)&here, size) < 0 ? 98 : 0;
}
