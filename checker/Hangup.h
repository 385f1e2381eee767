//===- Hangup.h - Events that say hang-up -----------------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// When a path has learnt that EPOLLHUP, EPOLLERR, EPOLLRDHUP or a POLL* twin
// was reported, whatever it then does with a descriptor, or says of it to
// anybody, is an answer.  What is left is an event that was looked at and
// forgotten.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_HANGUP_H
#define CLOSEWAIT_HANGUP_H

#include "Analysis.h"

namespace closewait {

/// The path assumes \p Condition to be \p Holds: it may learn of a hang-up, or
/// turn to another event.
ProgramStateRef learnOfHangup(ProgramStateRef State, SVal Condition,
                              bool Holds);

/// The path branches on \p Condition: a look at another event ends the
/// handling of the pending one.
ProgramStateRef lookAtEvent(ProgramStateRef State, SVal Condition,
                            Analysis &Desk);

/// The path stores \p Value: a mask that it widens by what it will handle
/// (`revents |= POLLIN`) answers.
ProgramStateRef maskStored(ProgramStateRef State, SVal Value);

/// Whatever was pending has been answered.
ProgramStateRef answerHangup(ProgramStateRef State);

/// The handling of the pending event is over: files the verdict.
ProgramStateRef endHangup(ProgramStateRef State, Analysis &Desk);

} // namespace closewait

#endif // CLOSEWAIT_HANGUP_H
