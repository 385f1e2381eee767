//===- connection.c - What a generated server does with a connection ------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "emit.h"
#include <stdio.h>
#include <string.h>

/// Whether a function of a connection reads until there is no more.
static bool reads_on(const struct choices *c) { return !waits_for_events(c) || c->of[Model] == Edge; }

/// What a function does, and where: the handler, or a helper that returns a
/// status.
struct judge {
  const struct choices *c;
  bool in_helper;
};

static void emit_zero(int depth, struct judge judge) {
  const struct choices *c = judge.c;
  struct words w = words_of(c);
  if (judge.in_helper) {
    put(depth, "return %s;", c->of[Zero] == Close ? "End" : "Nothing");
    return;
  }
  if (c->of[Half] == SendRest)
    put(depth, "send(%s, \"bye\\n\", 4, MSG_NOSIGNAL);", w.fd);
  if (c->of[Half] == Shutdown)
    put(depth, "shutdown(%s, SHUT_WR);", w.fd);
  if (c->of[Half] == ShutdownOnly) {
    put(depth, "shutdown(%s, SHUT_RDWR);", w.fd);
    put(depth, "%s", w.kept);
    return;
  }
  emit_fate(depth, c, c->of[Zero]);
}

static void emit_again(int depth, struct judge judge) {
  if (judge.in_helper)
    put(depth, "return Nothing;");
  else if (waits_for_events(judge.c))
    put(depth, "%s", words_of(judge.c).kept);
  else
    put(depth, "continue;");
}

/// Asks errno whether to try again, and does so; \p guard is asked before.
static void emit_question(int depth, struct judge judge, const char *guard) {
  const char *again = waits_for_events(judge.c) ? "EAGAIN" : "EINTR";
  switch (judge.c->of[Again]) {
  case NeverAsked:
    return;
  case Any:
    put(depth,
        "if (%s(errno == EAGAIN || errno == EWOULDBLOCK ||"
        " errno == EINTR))",
        guard);
    break;
  case Saved:
    put(depth, "int error = errno;");
    put(depth, "if (%serror == %s)", guard, again);
    break;
  case Asks:
    put(depth, "if (%swould_block(errno))", guard);
    break;
  case SwitchErrno:
    put(depth, "switch (%serrno) {", *guard ? "n == 0 ? 0 : " : "");
    put(depth, "case EAGAIN:");
    put(depth, "case EINTR:");
    emit_again(depth + 1, judge);
    put(depth, "}");
    return;
  default:
    put(depth, "if (%serrno == %s)", guard, again);
  }
  emit_again(depth + 1, judge);
}

static void emit_error(int depth, struct judge judge) {
  emit_question(depth, judge, "");
  if (judge.in_helper)
    put(depth, "return %s;", judge.c->of[Error] == Close ? "End" : "Nothing");
  else
    emit_fate(depth, judge.c, judge.c->of[Error]);
}

static void emit_data(int depth, struct judge judge) {
  const struct choices *c = judge.c;
  struct words w = words_of(c);
  if (judge.in_helper) {
    put(depth, "*used = (size_t)n;");
    put(depth, "return Data;");
    return;
  }
  if (c->of[Hold] == Field || c->of[Hold] == Slot)
    put(depth, "%s.used += %s;", c->of[Hold] == Field ? "(*c)" : "conns[i]",
        c->of[Helper] == Status ? "used" : "(size_t)n");
  const char *count = c->of[Helper] == Status ? "used" : "(size_t)n";
  switch (c->of[Reply]) {
  case Logged:
    put(depth, "if (send(%s, %s, %s, MSG_NOSIGNAL) < 0)", w.fd, w.in, count);
    put(depth + 1, "perror(\"send\");");
    break;
  case Closes:
    put(depth, "if (send(%s, %s, %s, MSG_NOSIGNAL) < 0) {", w.fd, w.in, count);
    emit_close(depth + 1, c);
    put(depth, "}");
    break;
  default:
    put(depth, "send(%s, %s, %s, MSG_NOSIGNAL);", w.fd, w.in, count);
  }
}

static void emit_block(int depth, const char *head, struct judge judge, void (*body)(int, struct judge)) {
  put(depth, "%s {", head);
  body(depth + 1, judge);
  put(depth, "}");
}

/// Judges n, in the order of the choices.
static void emit_judgement(int depth, struct judge judge) {
  switch (judge.c->of[Order]) {
  case NegativeFirst:
    emit_block(depth, "if (n < 0)", judge, emit_error);
    emit_block(depth, "if (n == 0)", judge, emit_zero);
    break;
  case DataFirst:
    emit_block(depth, "if (n > 0)", judge, emit_data);
    emit_block(depth, "else if (n == 0)", judge, emit_zero);
    emit_block(depth, "else", judge, emit_error);
    return;
  case Switch:
    put(depth, "switch (n) {");
    put(depth, "case -1: {");
    emit_error(depth + 1, judge);
    put(depth, "}");
    put(depth, "case 0:");
    emit_zero(depth + 1, judge);
    put(depth, "}");
    break;
  case Lumped:
  case Reset:
  case Stale:
    put(depth, "if (n <= 0) {");
    emit_question(depth + 1, judge, judge.c->of[Order] == Lumped ? "n < 0 && " : "");
    emit_zero(depth + 1, judge);
    put(depth, "}");
    break;
  case NoZero:
    emit_block(depth, "if (n < 0)", judge, emit_error);
    break;
  default:
    emit_block(depth, "if (n == 0)", judge, emit_zero);
    emit_block(depth, "if (n < 0)", judge, emit_error);
  }
  emit_data(depth, judge);
}

/// Reads into n.
static void emit_read(int depth, const struct choices *c) {
  struct words w = words_of(c);
  bool own_room = strcmp(w.in, "in") != 0 || c->of[Helper] == Inline;
  char size[32], call[128];
  snprintf(size, sizeof size, own_room ? "sizeof %s" : "size", w.in);
  switch (c->of[Call]) {
  case Read:
    snprintf(call, sizeof call, "read(%s, %s, %s)", w.fd, w.in, size);
    break;
  case Readv:
    put(depth, "struct iovec part = {%s, %s};", w.in, size);
    snprintf(call, sizeof call, "readv(%s, &part, 1)", w.fd);
    break;
  case Recvmsg:
    put(depth, "struct iovec part = {%s, %s};", w.in, size);
    put(depth, "struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};");
    snprintf(call, sizeof call, "recvmsg(%s, &message, 0)", w.fd);
    break;
  case Recvfrom:
    snprintf(call, sizeof call, "recvfrom(%s, %s, %s, 0, NULL, NULL)", w.fd, w.in, size);
    break;
  default:
    snprintf(call, sizeof call, "recv(%s, %s, %s, 0)", w.fd, w.in, size);
  }
  bool resets = c->of[Order] == Reset;
  if (c->of[Retry] == Once) {
    if (resets)
      put(depth, "errno = 0;");
    put(depth, "ssize_t n = %s;", call);
    return;
  }
  put(depth, "ssize_t n;");
  put(depth, resets ? "do {" : "do");
  if (resets)
    put(depth + 1, "errno = 0;");
  put(depth + 1, "n = %s;", call);
  put(depth, "%swhile (n < 0 && errno == EINTR);", resets ? "} " : "");
}

/// What a helper takes besides the connection, as parameters or arguments.
static const char *room_of(const struct choices *c, bool parameters) {
  bool first = c->of[Hold] == Global;
  if (c->of[Hold] == Field || c->of[Hold] == Slot)
    return "";
  if (parameters)
    return first ? "char *in, size_t size" : ", char *in, size_t size";
  return first ? "in, sizeof in" : ", in, sizeof in";
}

static void emit_helpers(const struct choices *c) {
  struct words w = words_of(c);
  const char *parameters = c->of[Hold] == Global ? "" : w.parameters;
  const char *room = room_of(c, true);
  switch (c->of[Helper]) {
  case Status:
    put(0, "enum { End = -1, Nothing, Data };\n");
    put(0, "static int receive(%s%s%ssize_t *used) {", parameters, room, ", ");
    emit_read(1, c);
    emit_judgement(1, (struct judge){c, true});
    put(0, "}\n");
    return;
  case Wrapper:
  case TwoWrappers:
    put(0, "static ssize_t receive(%s%s) {", *parameters || *room ? parameters : "void", room);
    emit_read(1, c);
    put(1, "return n;");
    put(0, "}\n");
  }
  if (c->of[Helper] == TwoWrappers) {
    const char *blank = *room ? c->of[Hold] == Global ? "in, size" : ", in, size" : "";
    put(0, "static ssize_t fill(%s%s) {", parameters, room);
    put(1, "ssize_t n = receive(%s%s);", w.arguments, blank);
    put(1, "return n;");
    put(0, "}\n");
  }
}

/// Reads from one connection, and judges what came.
static void emit_body(int depth, const struct choices *c) {
  struct words w = words_of(c);
  struct judge judge = {c, false};
  const char *room = room_of(c, false);
  if (c->of[Helper] == Status) {
    put(depth, "size_t used = 0;");
    put(depth, "int status = receive(%s%s, &used);", w.arguments, room);
    put(depth, "if (status == End) {");
    emit_close(depth + 1, c);
    put(depth, "}");
    put(depth, "if (status == Nothing)");
    emit_again(depth + 1, judge);
    emit_data(depth, judge);
    return;
  }
  if (c->of[Helper] == Inline)
    emit_read(depth, c);
  else
    put(depth, "ssize_t n = %s(%s%s);", c->of[Helper] == Wrapper ? "receive" : "fill", w.arguments, room);
  emit_judgement(depth, judge);
}

static void emit_handler_head(const struct choices *c) {
  struct words w = words_of(c);
  if (c->of[Model] == Thread) {
    put(0, "static void *serve(void *argument) {");
    put(1, c->of[Hold] == Field ? "struct conn *c = argument;" : "int fd = (int)(intptr_t)argument;");
    return;
  }
  if (c->of[Hold] != Local) {
    put(0, "static %s %s(%s) {", strcmp(w.kept, "return true;") == 0 ? "bool" : "void",
        waits_for_events(c) ? "on_readable" : "serve", w.parameters);
    return;
  }
  put(0, "static void serve_next(int listener) {");
  put(1, "int fd = accept(listener, NULL, NULL);");
  put(1, "if (fd < 0)");
  put(2, "return;");
  if (c->of[Model] == Fork) {
    put(1, "if (fork() != 0) {");
    if (c->of[Parent] == ParentCloses)
      put(2, "close(fd);");
    put(2, "return;");
    put(1, "}");
  }
}

void emit_connection(const struct choices *c) {
  struct words w = words_of(c);
  if (c->of[Again] == Asks) {
    put(0, "static bool would_block(int error) {");
    put(1, "return error == EAGAIN || error == EINTR;");
    put(0, "}\n");
  }
  if (c->of[Cleanup] == Function || c->of[Hangup] == Answered) {
    put(0, "static void drop(%s) {", w.parameters);
    emit_end(1, c, true);
    put(0, "}\n");
  }
  emit_helpers(c);
  emit_handler_head(c);
  if (strcmp(w.in, "in") == 0)
    put(1, "char in[256];");
  int depth = 1;
  if (reads_on(c))
    put(depth++, "for (;;) {");
  emit_body(depth, c);
  if (reads_on(c))
    put(1, "}");
  else if (c->of[Cleanup] == Goto || strcmp(w.kept, "return true;") == 0)
    put(1, "%s", w.kept);
  if (c->of[Cleanup] == Goto) {
    put(0, "done:");
    emit_end(1, c, true);
    put(1, "%s", w.done);
  }
  put(0, "}\n");
}
