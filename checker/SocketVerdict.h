//===- SocketVerdict.h - When a socket's fate is a defect -------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The rules, as a truth table: (what is known of the socket, what happens to
// it) gives nothing or one kind of defect.  No words, no clang: what a row
// says is all there is to a verdict.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_SOCKETVERDICT_H
#define CLOSEWAIT_SOCKETVERDICT_H

#include "SocketState.h"

#include <cstddef>

namespace closewait {

/// The kinds of defect, in the order in which one defect is given one report.
/// A stale errno or a lost watch says more than that an ending was swallowed,
/// so these two come first.
enum class Verdict : uint8_t {
  None,
  Lost,       ///< Ended, and the last reference disappears.
  ReadAgain,  ///< Ended, and read (or written) again by the same call.
  StaleErrno, ///< A return of 0 whose fate only errno decides.
  Unwatched,  ///< Ended, out of the event loop, and never closed.
  Swallowed,  ///< Ended, and the path ends like one that goes on reading.
  Hangup,     ///< The event said hang-up, and nothing was done about it.
  Leaked      ///< Lost without any ending.
};

/// The occasions on which the rules are asked.
enum class Occasion : uint8_t {
  SameCallAgain,   ///< The call that ended the socket meets it again.
  SameWaitAgain,   ///< After its end, one wait meets it for the second time.
  ReferenceGone,   ///< Nothing on the path refers to it any more.
  SlotGone,        ///< The slot that held it was overwritten or freed.
  EndsLikeKept,    ///< The deciding frame is over without a report of the end,
                   ///< and a kept path has the same outcome.
  ErrnoSplitsFate, ///< Of two paths that differ in errno only, one settles it.
  EventDone        ///< The handling of an event that said hang-up is over.
};

/// One row of the truth table.  A field that is Any does not matter.
struct VerdictRow {
  enum class Ending : uint8_t { None, Zero, Read, Any };
  enum class Who : uint8_t { Owned, Borrowed, OwnedOrGiven, Any };
  enum class Loop : uint8_t { In, Out, Any };

  Occasion When;
  Who Whose;
  Ending End;
  Loop Watched;
  bool NeedsSocket; ///< Without evidence of a socket the row is silent.
  Verdict Is;
};

/// The table.  Rows are looked through from the top; the first match decides.
extern const VerdictRow VerdictTable[];
extern const size_t VerdictTableSize;

/// What \p Occasion means for a socket in state \p S: Verdict::None, or the
/// defect.  A socket that is closed, or that ended and was handed on since, or
/// whose borrowed ending was answered with a FIN of our own, is never one; nor
/// is how a path comes out that only drains what follows its good-bye, or whose
/// end can be asked for again.
Verdict judge(const SocketState &S, Occasion When);

/// The checker that answers for a verdict: "CloseWait", "Hangup" or "Leak".
const char *checkerOf(Verdict V);

/// The Common Weakness Enumeration number of a verdict.
/// https://cwe.mitre.org/data/definitions/772.html
unsigned cweOf(Verdict V);

} // namespace closewait

#endif // CLOSEWAIT_SOCKETVERDICT_H
