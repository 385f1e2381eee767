//===- emit.h - The text of a generated server --------------------*- C -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_EMIT_H
#define CLOSEWAIT_EMIT_H

#include "grammar.h"

/// How the code of this server names things.
struct words {
  const char *fd;         ///< The descriptor.
  const char *in;         ///< The buffer.
  const char *parameters; ///< What a function of one connection takes,
  const char *arguments;  ///< and is given.
  const char *done;       ///< Leaves such a function; the connection is gone.
  const char *kept;       ///< Leaves it; the connection goes on.
};

struct words words_of(const struct choices *choices);

/// Prints a line, indented by \p depth.
__attribute__((format(printf, 2, 3))) void put(int depth, const char *format, ...);

/// Closes the connection the way the choices say, and leaves the function.
void emit_close(int depth, const struct choices *choices);

/// What becomes of a connection that has ended, by an alternative of Zero and
/// Error; leaves the function.
void emit_fate(int depth, const struct choices *choices, int fate);

/// Lets go of the connection: \p close_it or not.
void emit_end(int depth, const struct choices *choices, bool close_it);

/// Stops watching the connection.
void emit_unwatch(int depth, const struct choices *choices);

/// The part of the program before the first connection.
void emit_head(const struct choices *choices);

/// The functions that read from one connection, and judge what the read says.
void emit_connection(const struct choices *choices);

/// The functions that bring connections in, and main().
void emit_server(const struct choices *choices);

#endif // CLOSEWAIT_EMIT_H
