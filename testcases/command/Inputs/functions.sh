#!/bin/sh
# Makes the folder DIRECTORY a project of NUMBER functions, fifty a unit, that do
# something to sockets, themselves or by calling one another through all units.
#
# usage: functions.sh DIRECTORY NUMBER
set -eu
directory=$1 number=$2
rm -rf "$directory"
mkdir -p "$directory/src"
cd "$directory"

cat >src/conn.h <<'END'
#ifndef CONN_H
#define CONN_H

struct conn;

struct ops {
  int (*fill)(struct conn *c, int fd);
  int (*drop)(struct conn *c, int fd);
};

struct peer {
  int fd;
  long have;
};

struct conn {
  struct peer in, out;
  struct conn *next;
  const struct ops *ops;
  char line[256];
};

extern struct conn *table[64];

#endif
END

awk -v number="$number" -v folder="$PWD" '
# Any function, of this unit as often as of another.
function any(   k) {
  k = rand() < 0.5 ? first + int(rand() * 50) : int(rand() * number)
  return k < number ? k : first
}
function is_static(k) { return k % 5 == 4 }
function is_here(k) { return int(k / 50) == int(first / 50) }
function callee(   k) {
  do k = any(); while (is_static(k) && !is_here(k))
  if (!is_here(k))
    outer[k]
  return "step_" k
}
function socket(   r) {
  r = rand()
  return r < 0.4 ? "fd" : r < 0.7 ? "c->in.fd" : r < 0.9 ? "c->out.fd" : "c->next->in.fd"
}
function object() { return rand() < 0.8 ? "c" : "c->next" }
function call() { return callee() "(" object() ", " socket() ")" }
function body(   kind) {
  kind = int(rand() * 10)
  if (kind == 0)
    return "  close(" socket() ");\n  return 0;\n"
  if (kind == 1)
    return "  long n = recv(" socket() ", c->line, sizeof c->line, 0);\n" \
      "  if (n < 0 && errno == EAGAIN)\n    return 0;\n" \
      "  if (n <= 0)\n    return -1;\n  c->in.have += n;\n  return 1;\n"
  if (kind == 2)
    return "  return (int)send(" socket() ", c->line, (size_t)c->in.have, 0);\n"
  if (kind == 3)
    return "  c->out.fd = accept(" socket() ", 0, 0);\n  return c->out.fd;\n"
  if (kind == 4)
    return "  table[fd & 63] = " object() ";\n  return " call() ";\n"
  if (kind == 5)
    return "  return c->ops->fill(" object() ", " socket() ");\n"
  if (kind == 6)
    return "  if (" call() " < 0)\n    return c->ops->drop(c, fd);\n" \
      "  return " call() ";\n"
  return "  int n = " call() ";\n  if (n < 0) {\n    " call() ";\n" \
    "    return -1;\n  }\n  c->in.have += n;\n" \
    "  while (n > 0 && " call() " > 0)\n    --n;\n  return " call() ";\n"
}
function head(k) {
  return (is_static(k) ? "static " : "") "int step_" k "(struct conn *c, int fd)"
}
BEGIN {
  srand(1)
  for (first = 0; first < number; first += 50) {
    split("", outer)
    heads = text = table = ""
    for (k = first; k < first + 50 && k < number; ++k) {
      heads = heads head(k) ";\n"
      text = text "\n" head(k) " {\n" body() "}\n"
      if (is_static(k))
        table = table "  {step_" k ", step_" k - 1 "},\n"
    }
    for (k in outer)
      heads = heads head(k) ";\n"
    file = "src/unit" first / 50 ".c"
    printf "#include \"conn.h\"\n\n#include <errno.h>\n#include <sys/socket.h>\n" \
      "#include <unistd.h>\n\n%s%s\nconst struct ops ops_%d[] = {\n%s};\n", \
      heads, text, first / 50, table >file
    close(file)
    printf "%s\n{\"directory\": \"%s\", \"file\": \"%s\"," \
      " \"arguments\": [\"cc\", \"-c\", \"%s\"]}", \
      first ? "," : "[", folder, file, file >"compile_commands.json"
  }
  print "\n]" >"compile_commands.json"
}'
