// One defect is one report, however many paths lead to it; `three` has two.
//
// RUN: %analyze-alone -Wall %s 2> %t.alone
// RUN: %analyze-beside -Wall %s 2> %t.beside
// RUN: for socket in one two three three four five six; do echo $socket; done | sort > %t.expected
// RUN: for found in %t.alone %t.beside; do sed -n "s/.*warning: '\([a-z]*\)' .*/\1/p" $found | sort | diff %t.expected - || exit 1; done
// RUN: test "$(grep -c 'warning: ' %t.alone)" -eq 7
// RUN: test "$(grep -c 'warning: ' %t.beside)" -eq 7

#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

void answer(const char *request, size_t length);

int zero_and_failure_return_together(int listener) {
  char request[512];
  int one = accept(listener, NULL, NULL);
  if (one < 0)
    return -1;
  ssize_t n = recv(one, request, sizeof request, 0);
  if (n <= 0)
    return -1;
  answer(request, (size_t)n);
  close(one);
  return 0;
}

int zero_and_failure_return_apart(int listener) {
  char request[512];
  int two = accept(listener, NULL, NULL);
  if (two < 0)
    return -1;
  ssize_t n = recv(two, request, sizeof request, 0);
  if (n == 0)
    return 0;
  if (n < 0) {
    perror("recv");
    return -1;
  }
  answer(request, (size_t)n);
  close(two);
  return 1;
}

int early_returns_of_an_open_socket(int listener, int draining, int full) {
  char request[512];
  int three = accept(listener, NULL, NULL);
  if (three < 0)
    return -1;
  if (draining)
    return -2;
  if (full)
    return -3;
  ssize_t n = recv(three, request, sizeof request, 0);
  if (n > 0)
    answer(request, (size_t)n);
  close(three);
  return 0;
}

int many_paths_between_the_end_and_the_return(int listener, int verbose, int strict) {
  char request[512];
  int four = accept(listener, NULL, NULL);
  if (four < 0)
    return -1;
  ssize_t n = recv(four, request, sizeof request, 0);
  if (n <= 0) {
    if (verbose)
      puts("the peer is gone");
    if (strict)
      puts("and should not be");
    return n < 0 ? -1 : 0;
  }
  answer(request, (size_t)n);
  close(four);
  return 0;
}

static int receive(int fd, char *request, size_t size) {
  ssize_t n = recv(fd, request, size, 0);
  if (n <= 0)
    return -1;
  answer(request, (size_t)n);
  return 0;
}

int the_caller_of_a_helper_forgets(int listener, int verbose) {
  char request[512];
  int five = accept(listener, NULL, NULL);
  if (five < 0)
    return -1;
  if (receive(five, request, sizeof request) < 0) {
    if (verbose)
      puts("no request");
    return -1;
  }
  close(five);
  return 0;
}

static int six = -1;

static int log_again(int type) {
  if (six != -1)
    close(six);
  six = socket(AF_UNIX, type, 0);
  return six != -1;
}

// What was open before and what was opened since are lost by one statement.
static void one_statement_gives_up_either_socket(const char *text, size_t length) {
  for (;;) {
    if (six == -1)
      return;
    if (send(six, text, length, 0) != -1)
      return;
    if (errno == EINTR || errno == EAGAIN)
      continue;
    if (errno == EPIPE && log_again(SOCK_DGRAM))
      continue;
    six = -1;
    return;
  }
}

// Whichever run of the analyzer sees it.
void say_when_forced(int force, const char *text, size_t length) {
  if (six != -1 && (force || length > 2))
    one_statement_gives_up_either_socket(text, length);
}

void say_twice(const char *text, size_t length) {
  one_statement_gives_up_either_socket(text, length);
  one_statement_gives_up_either_socket(text, length);
}
