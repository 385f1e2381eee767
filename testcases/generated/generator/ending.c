//===- ending.c - How a generated server lets go of a connection ----------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "emit.h"
#include <stdarg.h>
#include <stdio.h>

void put(int depth, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  printf("%*s", 2 * depth, "");
  vprintf(format, arguments);
  putchar('\n');
  va_end(arguments);
}

struct words words_of(const struct choices *c) {
  struct words w = {"fd", "in", "int fd", "fd", "return;", "return;"};
  switch (c->of[Hold]) {
  case Field:
    w = (struct words){"c->fd", "c->in", "struct conn *c", "c", "return;", "return;"};
    break;
  case Slot:
    w = (struct words){"conns[i].fd", "conns[i].in", "int i", "i", "return;", "return;"};
    break;
  case Global:
    w = (struct words){"client", "in", "void", "", "return;", "return;"};
    break;
  }
  if (c->of[Model] == Thread)
    w.done = w.kept = "return NULL;";
  if (c->of[Model] == Fork && c->of[Hold] == Local)
    w.done = w.kept = "_exit(0);";
  if (c->of[Model] == Poll && c->of[Hold] == Parameter) {
    w.done = "return false;";
    w.kept = "return true;";
  }
  return w;
}

void emit_unwatch(int depth, const struct choices *c) {
  struct words w = words_of(c);
  const char *slot = c->of[Hold] == Field ? "c->slot" : "i";
  switch (c->of[Model]) {
  case Select:
    put(depth, "FD_CLR(%s, &watched);", w.fd);
    break;
  case Poll:
    if (c->of[Hold] != Parameter)
      put(depth, "polls[%s].fd = -1;", slot);
    break;
  case Epoll:
  case Edge:
    put(depth, "epoll_ctl(ep, EPOLL_CTL_DEL, %s, NULL);", w.fd);
    break;
  }
}

void emit_end(int depth, const struct choices *c, bool close_it) {
  struct words w = words_of(c);
  bool epoll = c->of[Model] == Epoll || c->of[Model] == Edge;
  // What is closed leaves the epoll instance by itself.
  if (!close_it || !epoll)
    emit_unwatch(depth, c);
  if (close_it)
    put(depth, "close(%s);", w.fd);
  if (c->of[Hold] == Field) {
    if (c->of[Model] == Select || c->of[Model] == Poll)
      put(depth, "conns[c->slot] = NULL;");
    if (waits_for_events(c) || c->of[Model] == Thread)
      put(depth, "free(c);");
  }
  if (c->of[Hold] == Slot || c->of[Hold] == Global)
    put(depth, "%s = -1;", w.fd);
  if (c->of[Refusal] != None)
    put(depth, "--active;");
}

void emit_close(int depth, const struct choices *c) {
  struct words w = words_of(c);
  switch (c->of[Cleanup]) {
  case Goto:
    put(depth, "goto done;");
    return;
  case Function:
    put(depth, "drop(%s);", w.arguments);
    break;
  default:
    emit_end(depth, c, true);
  }
  put(depth, "%s", w.done);
}

void emit_fate(int depth, const struct choices *c, int fate) {
  struct words w = words_of(c);
  switch (fate) {
  case Close:
    emit_close(depth, c);
    return;
  case Log:
    put(depth, "fprintf(stderr, \"the connection has ended\\n\");");
    break;
  case Forget:
    emit_end(depth, c, false);
    put(depth, "%s", w.done);
    return;
  case Unwatch:
    emit_unwatch(depth, c);
    put(depth, "%s", w.done);
    return;
  case Spin:
    put(depth, "continue;");
    return;
  }
  put(depth, "%s", w.kept);
}
