//===- server.c - How a generated server brings connections in ------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "emit.h"
#include <stdio.h>

/// Where an event says whose it is, and what it says of the listener.
static const char *tag_of(const struct choices *c) {
  return c->of[Hold] == Field ? "data.ptr" : c->of[Hold] == Slot ? "data.u32" : "data.fd";
}

static bool has_table(const struct choices *c) {
  return c->of[Hold] == Slot || (c->of[Hold] == Field && (c->of[Model] == Select || c->of[Model] == Poll));
}

static void emit_globals(const struct choices *c) {
  put(0, "enum { Slots = 64, Most = 2 };\n");
  if (c->of[Hold] == Field || c->of[Hold] == Slot) {
    put(0, "struct conn {");
    put(1, "int fd;");
    if (has_table(c) && c->of[Hold] == Field)
      put(1, "int slot;");
    put(1, "size_t used;");
    put(1, "char in[256];");
    put(0, "};\n");
  }
  if (has_table(c))
    put(0, "static struct conn %sconns[Slots];", c->of[Hold] == Field ? "*" : "");
  if (c->of[Hold] == Global)
    put(0, "static int client = -1;");
  if (c->of[Refusal] != None)
    put(0, "static %s active;", c->of[Model] == Thread ? "atomic_int" : "int");
  switch (c->of[Model]) {
  case Select:
    put(0, "static fd_set watched;");
    break;
  case Poll:
    put(0, "static struct pollfd polls[Slots + 1];");
    break;
  case Epoll:
  case Edge:
    put(0, "static int ep;");
    break;
  }
  putchar('\n');
}

static void emit_listen(void) {
  put(0, "static int listen_on(const char *port, int flags) {");
  put(1, "struct sockaddr_in address = {");
  put(2, ".sin_family = AF_INET,");
  put(2, ".sin_port = htons((uint16_t)atoi(port)),");
  put(2, ".sin_addr.s_addr = htonl(INADDR_LOOPBACK)};");
  put(1, "int fd = socket(AF_INET, SOCK_STREAM | flags, 0);");
  put(1, "if (fd < 0 || bind(fd, (struct sockaddr *)&address,"
         " sizeof address) < 0 ||");
  put(1, "    listen(fd, 64) < 0) {");
  put(2, "perror(\"listening\");");
  put(2, "exit(1);");
  put(1, "}");
  put(1, "return fd;");
  put(0, "}\n");
}

/// What is done with a connection that finds no place.
static void emit_give_up(int depth, const struct choices *c, const char *condition, bool has_conn) {
  put(depth, "if (%s) {", condition);
  put(depth + 1, "close(fd);");
  if (has_conn)
    put(depth + 1, "free(c);");
  put(depth + 1, "%s", waits_for_events(c) ? "return;" : "continue;");
  put(depth, "}");
}

static void emit_refusal(int depth, const struct choices *c) {
  // Whoever accepts all goes on until there is none.
  bool is_loop = !waits_for_events(c) || c->of[Accept] == All;
  if (c->of[Refusal] == None)
    return;
  put(depth, "if (active >= Most) {");
  put(depth + 1, "fprintf(stderr, \"too many connections\\n\");");
  if (c->of[Refusal] == Refuses)
    put(depth + 1, "close(fd);");
  put(depth + 1, is_loop ? "continue;" : "return;");
  put(depth, "}");
}

/// Makes a struct conn on the heap for fd.
static void emit_conn(int depth, const struct choices *c) {
  put(depth, "struct conn *c = calloc(1, sizeof *c);");
  emit_give_up(depth, c, "!c", false);
  put(depth, "c->fd = fd;");
}

/// Finds a place for fd in the table.
static void emit_slot(int depth, const struct choices *c) {
  const char *taken = c->of[Model] == Poll   ? "polls[i].fd >= 0"
                      : c->of[Hold] == Field ? "conns[i]"
                                             : "conns[i].fd >= 0";
  put(depth, "int i = 0;");
  put(depth, "while (i < Slots && %s)", taken);
  put(depth + 1, "++i;");
  emit_give_up(depth, c, "i == Slots", false);
}

static void emit_admission(int depth, const struct choices *c) {
  if (has_table(c) || c->of[Model] == Poll)
    emit_slot(depth, c);
  if (c->of[Hold] == Field) {
    emit_conn(depth, c);
    if (has_table(c)) {
      put(depth, "c->slot = i;");
      put(depth, "conns[i] = c;");
    }
  }
  if (c->of[Hold] == Slot) {
    put(depth, "conns[i].fd = fd;");
    put(depth, "conns[i].used = 0;");
  }
  switch (c->of[Model]) {
  case Select:
    put(depth, "FD_SET(fd, &watched);");
    break;
  case Poll:
    put(depth, "polls[i] = (struct pollfd){.fd = fd, .events = POLLIN};");
    break;
  default:
    put(depth, "struct epoll_event event = {.events = EPOLLIN%s, .%s = %s};", c->of[Model] == Edge ? " | EPOLLET" : "",
        tag_of(c),
        c->of[Hold] == Field  ? "c"
        : c->of[Hold] == Slot ? "(uint32_t)i"
                              : "fd");
    put(depth, "if (epoll_ctl(ep, EPOLL_CTL_ADD, fd, &event) < 0) {");
    put(depth + 1, "close(fd);");
    if (c->of[Hold] == Field)
      put(depth + 1, "free(c);");
    if (c->of[Hold] == Slot)
      put(depth + 1, "conns[i].fd = -1;");
    put(depth + 1, "return;");
    put(depth, "}");
  }
  if (c->of[Refusal] != None)
    put(depth, "++active;");
}

static void emit_accept_new(const struct choices *c) {
  int depth = 1;
  put(0, "static void accept_new(int listener) {");
  if (c->of[Accept] == All)
    put(depth++, "for (;;) {");
  put(depth, "int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK);");
  put(depth, "if (fd < 0)");
  put(depth + 1, "return;");
  emit_refusal(depth, c);
  emit_admission(depth, c);
  if (c->of[Accept] == All)
    put(1, "}");
  put(0, "}\n");
}

static void emit_select_loop(const struct choices *c) {
  put(1, "FD_ZERO(&watched);");
  put(1, "FD_SET(listener, &watched);");
  put(1, "for (;;) {");
  put(2, "fd_set ready = watched;");
  put(2, "if (select(FD_SETSIZE, &ready, NULL, NULL, NULL) < 0)");
  put(3, "continue;");
  put(2, "if (FD_ISSET(listener, &ready))");
  put(3, "accept_new(listener);");
  if (c->of[Hold] == Parameter) {
    put(2, "for (int fd = 0; fd < FD_SETSIZE; ++fd)");
    put(3, "if (fd != listener && FD_ISSET(fd, &ready))");
    put(4, "on_readable(fd);");
    put(1, "}");
    return;
  }
  put(2, "for (int i = 0; i < Slots; ++i)");
  if (c->of[Hold] == Field) {
    put(3, "if (conns[i] && FD_ISSET(conns[i]->fd, &ready))");
    put(4, "on_readable(conns[i]);");
  } else {
    put(3, "if (conns[i].fd >= 0 && FD_ISSET(conns[i].fd, &ready))");
    put(4, "on_readable(i);");
  }
  put(1, "}");
}

/// What a loop does with an event's hang-up bits, before it handles the event.
static void emit_hangup(int depth, const struct choices *c, const char *mask, const char *bits,
                        const char *connection) {
  if (c->of[Hangup] == Unasked)
    return;
  put(depth, "if (%s & (%s)) {", mask, bits);
  if (c->of[Hangup] == Answered) {
    put(depth + 1, "drop(%s);", connection);
    if (c->of[Model] == Poll && c->of[Hold] == Parameter)
      put(depth + 1, "polls[i].fd = -1;");
  }
  put(depth + 1, "continue;");
  put(depth, "}");
}

static void emit_poll_loop(const struct choices *c) {
  const char *connection = c->of[Hold] == Field ? "conns[i]" : c->of[Hold] == Slot ? "i" : "polls[i].fd";
  put(1, "for (int i = 0; i < Slots; ++i)");
  put(2, "polls[i].fd = -1;");
  put(1, "polls[Slots] = (struct pollfd){.fd = listener, .events = POLLIN};");
  put(1, "for (;;) {");
  put(2, "if (poll(polls, Slots + 1, -1) < 0)");
  put(3, "continue;");
  put(2, "if (polls[Slots].revents & POLLIN)");
  put(3, "accept_new(listener);");
  put(2, "for (int i = 0; i < Slots; ++i) {");
  put(3, "if (polls[i].fd < 0 || !polls[i].revents)");
  put(4, "continue;");
  emit_hangup(3, c, "polls[i].revents", "POLLHUP | POLLERR", connection);
  if (c->of[Hold] == Parameter) {
    put(3, "if (!on_readable(polls[i].fd))");
    put(4, "polls[i].fd = -1;");
  } else {
    put(3, "on_readable(%s);", connection);
  }
  put(2, "}");
  put(1, "}");
}

static void emit_epoll_loop(const struct choices *c) {
  const char *mine = c->of[Hold] == Field ? "NULL" : c->of[Hold] == Slot ? "Slots" : "listener";
  char connection[64];
  snprintf(connection, sizeof connection, "%sevents[k].%s", c->of[Hold] == Slot ? "(int)" : "", tag_of(c));
  put(1, "ep = epoll_create1(0);");
  put(1, "struct epoll_event event = {.events = EPOLLIN, .%s = %s};", tag_of(c), mine);
  put(1, "if (ep < 0 || epoll_ctl(ep, EPOLL_CTL_ADD, listener, &event) < 0)");
  put(2, "return 1;");
  put(1, "for (;;) {");
  put(2, "struct epoll_event events[16];");
  put(2, "int ready = epoll_wait(ep, events, 16, -1);");
  put(2, "for (int k = 0; k < ready; ++k) {");
  put(3, "if (events[k].%s == %s) {", tag_of(c), mine);
  put(4, "accept_new(listener);");
  put(4, "continue;");
  put(3, "}");
  emit_hangup(3, c, "events[k].events", "EPOLLHUP | EPOLLERR", connection);
  put(3, "on_readable(%s);", connection);
  put(2, "}");
  put(1, "}");
}

static void emit_thread_loop(const struct choices *c) {
  put(1, "for (;;) {");
  put(2, "int fd = accept(listener, NULL, NULL);");
  put(2, "if (fd < 0)");
  put(3, "continue;");
  emit_refusal(2, c);
  if (c->of[Hold] == Field)
    emit_conn(2, c);
  put(2, "pthread_t thread;");
  emit_give_up(2, c,
               c->of[Hold] == Field ? "pthread_create(&thread, NULL, serve, c) != 0"
                                    : "pthread_create(&thread, NULL, serve, (void *)(intptr_t)fd)"
                                      " != 0",
               c->of[Hold] == Field);
  if (c->of[Refusal] != None)
    put(2, "++active;");
  put(2, "pthread_detach(thread);");
  put(1, "}");
}

/// One connection after the other, or each in a process of its own.
static void emit_plain_loop(const struct choices *c) {
  bool forks = c->of[Model] == Fork;
  if (forks)
    put(1, "signal(SIGCHLD, SIG_IGN);");
  put(1, "for (;;) {");
  if (c->of[Hold] == Local) {
    put(2, "serve_next(listener);");
    put(1, "}");
    return;
  }
  const char *fd = c->of[Hold] == Global ? "client" : "fd";
  put(2, "%s%s = accept(listener, NULL, NULL);", c->of[Hold] == Global ? "" : "int ", fd);
  put(2, "if (%s < 0)", fd);
  put(3, "continue;");
  int depth = 2;
  if (forks) {
    put(depth++, "if (fork() == 0) {");
    put(depth, "close(listener);");
  }
  if (c->of[Hold] == Field) {
    put(depth, "struct conn conn = {.fd = fd};");
    put(depth, "serve(&conn);");
  } else {
    put(depth, "serve(%s);", c->of[Hold] == Global ? "" : "fd");
  }
  if (forks) {
    put(depth, "_exit(0);");
    put(2, "}");
    if (c->of[Parent] == ParentCloses)
      put(2, "close(fd);");
  }
  put(1, "}");
}

void emit_server(const struct choices *c) {
  if (waits_for_events(c))
    emit_accept_new(c);
  put(0, "int main(int argc, char **argv) {");
  put(1, "signal(SIGPIPE, SIG_IGN);");
  put(1, "int listener = listen_on(argv[argc - 1], %s);", waits_for_events(c) ? "SOCK_NONBLOCK" : "0");
  if (c->of[Hold] == Slot) {
    put(1, "for (int i = 0; i < Slots; ++i)");
    put(2, "conns[i].fd = -1;");
  }
  switch (c->of[Model]) {
  case Select:
    emit_select_loop(c);
    break;
  case Poll:
    emit_poll_loop(c);
    break;
  case Epoll:
  case Edge:
    emit_epoll_loop(c);
    break;
  case Thread:
    emit_thread_loop(c);
    break;
  default:
    emit_plain_loop(c);
  }
  put(0, "}");
}

/// The part of the program before the first connection.
void emit_head(const struct choices *c) {
  static const char *const headers[] = {"errno.h",     "netinet/in.h", "poll.h",       "pthread.h", "signal.h",
                                        "stdatomic.h", "stdbool.h",    "stdint.h",     "stdio.h",   "stdlib.h",
                                        "sys/epoll.h", "sys/select.h", "sys/socket.h", "sys/uio.h", "unistd.h"};
  put(0, "#define _GNU_SOURCE");
  for (size_t i = 0; i < sizeof headers / sizeof *headers; ++i)
    put(0, "#include <%s>", headers[i]);
  putchar('\n');
  emit_globals(c);
  emit_listen();
}
