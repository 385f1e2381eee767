//===- grammar.h - What a generated server can be -----------------*- C -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A server is a list of choices, one for each feature. Alternative 0 of a
// feature is the plainest.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_GRAMMAR_H
#define CLOSEWAIT_GRAMMAR_H

#include <stdbool.h>
#include <stdint.h>

enum feature {
  Model,   ///< How it serves many peers.
  Hold,    ///< Where it keeps the descriptor.
  Call,    ///< What it reads with.
  Helper,  ///< What stands between the read and the judgement on it.
  Order,   ///< In which order it asks what the read returned.
  Again,   ///< How it asks errno for "try again".
  Retry,   ///< Whether the read stands in a loop of its own.
  Zero,    ///< What becomes of the socket after a 0.
  Error,   ///< What becomes of it after a fatal error.
  Cleanup, ///< How it closes.
  Half,    ///< What it does between the 0 and the close.
  Reply,   ///< Whether it looks at what its send() returns.
  Refusal, ///< What it does with a peer too many.
  Parent,  ///< What the parent does after fork().
  Hangup,  ///< What it does with EPOLLHUP and its kin.
  Accept,  ///< How many it accepts at once.
  Features
};

enum { Loop, Fork, Thread, Select, Poll, Epoll, Edge };                             // Model
enum { Parameter, Local, Field, Slot, Global };                                     // Hold
enum { Recv, Read, Readv, Recvmsg, Recvfrom };                                      // Call
enum { Inline, Wrapper, TwoWrappers, Status };                                      // Helper
enum { ZeroFirst, NegativeFirst, DataFirst, Switch, Lumped, Reset, Stale, NoZero }; // Order
enum { Equal, Any, Saved, Asks, SwitchErrno, NeverAsked };                          // Again
enum { Once, UntilDone };                                                           // Retry
enum { Close, Keep, Log, Forget, Unwatch, Spin };                                   // Zero, Error
enum { Direct, Goto, Function };                                                    // Cleanup
enum { Nothing, SendRest, Shutdown, ShutdownOnly };                                 // Half
enum { Unchecked, Logged, Closes };                                                 // Reply
enum { None, Refuses, Forgets };                                                    // Refusal
enum { ParentCloses, ParentForgets };                                               // Parent
enum { Unasked, Answered, Ignored };                                                // Hangup
enum { One, All };                                                                  // Accept

/// One server.
struct choices {
  int of[Features];
};

/// Whether the model waits for events, and so does not block in its reads.
bool waits_for_events(const struct choices *choices);

/// Whether the choices make a server: no feature contradicts another.
bool are_valid(const struct choices *choices);

/// Draws valid choices. The same seed gives the same ones.
void draw(uint64_t seed, struct choices *out);

/// Prints the choices, as "model=epoll hold=field ...", without those at 0.
void print_choices(const struct choices *choices);

/// Prints all alternatives, a line each: "model=epoll construct", or "zero=keep
/// fault" where the alternative makes a server defective by itself.
void print_alternatives(void);

/// Prints the verdicts on the defects that the choices plant, in the words of
/// runtime/verdicts.tsv and with commas between them, or "none".
void print_planted(const struct choices *choices);

/// Reads one "feature=alternative"; false where there is none such.
bool read_choice(const char *text, struct choices *choices);

/// The next simpler server after \p step others: one feature set to a lower
/// alternative. False where there are no more.
bool simplify(const struct choices *choices, int *step, struct choices *out);

#endif // CLOSEWAIT_GRAMMAR_H
