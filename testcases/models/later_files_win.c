// Of two files the later one wins, and over the built-in rows both.
//
// RUN: %analyze-alone %option socket:Models=%S/Inputs/own.yaml:%S/Inputs/other.yaml -Wall -Xclang -verify=both -Xclang -verify-ignore-unexpected=note %s
// RUN: %analyze-alone %option socket:Models=%S/Inputs/other.yaml:%S/Inputs/own.yaml -Wall -Xclang -verify=turned -Xclang -verify-ignore-unexpected=note %s
// RUN: %analyze-alone %option socket:Models=: -Wall -Xclang -verify=none -Xclang -verify-ignore-unexpected=note %s
// none-no-diagnostics

#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

const char *net_name(int conn);

void close_is_neutral_now(int listener) {
  int conn = accept(listener, NULL, NULL);
  if (conn >= 0)
    close(conn);
} // both-warning{{'conn' is leaked}} turned-warning{{'conn' is leaked}}

void own_name_closes(int listener) {
  int conn = accept(listener, NULL, NULL);
  if (conn >= 0)
    net_name(conn);
} // turned-warning{{'conn' is leaked}}
