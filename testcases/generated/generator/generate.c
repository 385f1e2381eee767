//===- generate.c - Servers as real code writes them ----------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "emit.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char Usage[] = "usage: generate SEED\n"
                            "       generate FEATURE=ALTERNATIVE...\n"
                            "       generate --simpler STEP FEATURE=ALTERNATIVE...\n"
                            "       generate --list\n"
                            "\n"
                            "Prints a server, which gets its port as last argument: the one that SEED\n"
                            "draws from the grammar, or the one of these choices (the plainest where a\n"
                            "feature is not named). --simpler prints the choices of a simpler server\n"
                            "and the STEP to ask for the one after it. --list prints all alternatives,\n"
                            "and whether each is a fault.\n"
                            "\n"
                            "Exit code: 0; 1 there is no simpler one, or the choices contradict each\n"
                            "other; 2 wrong usage.\n";

static int emit(const struct choices *choices) {
  printf("// A generated server\n// choices: ");
  print_choices(choices);
  printf("\n// plants: ");
  print_planted(choices);
  printf("\n\n");
  emit_head(choices);
  emit_connection(choices);
  emit_server(choices);
  return fflush(stdout) != 0;
}

/// Reads choices up to the end; false where one is unknown.
static bool read_all(char **words, struct choices *out) {
  for (; *words; ++words)
    if (!read_choice(*words, out))
      return false;
  return true;
}

int main(int argc, char **argv) {
  struct choices choices = {0}, simpler;
  char *end = "";
  if (argc == 2 && strcmp(argv[1], "--help") == 0)
    return fputs(Usage, stdout) < 0;
  if (argc == 2 && strcmp(argv[1], "--list") == 0) {
    print_alternatives();
    return fflush(stdout) != 0;
  }
  if (argc >= 3 && strcmp(argv[1], "--simpler") == 0 && read_all(argv + 3, &choices)) {
    int step = atoi(argv[2]);
    if (!simplify(&choices, &step, &simpler))
      return 1;
    printf("%d ", step);
    print_choices(&simpler);
    putchar('\n');
    return 0;
  }
  if (argc == 2 && strtoull(argv[1], &end, 10) | 1 && !*end) {
    draw(strtoull(argv[1], NULL, 10), &choices);
    return emit(&choices);
  }
  if (argc >= 2 && argv[1][0] != '-' && read_all(argv + 1, &choices))
    return are_valid(&choices) ? emit(&choices) : 1;
  fputs(Usage, stderr);
  return 2;
}
