//===- Parking.h - A process that waits to be asked again -------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// To parse a unit takes as long as to find out its facts, and its analysis, for
// which the facts of all others are needed, would parse it again.  So the
// process that has parsed it tells closewait-unit, on its standard output, that
// it stays ("parked"), keeps the syntax tree and waits to be asked: on a fifo,
// which is there as long as the process waits.  It does not outlive the
// command, whose end of a pipe it watches (CLOSEWAIT_LIFE is the number of the
// other one).
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_PARKING_H
#define CLOSEWAIT_PARKING_H

#include <string>

namespace closewait {

/// What a parked process is asked for.
struct Request {
  std::string Known; ///< What is known of other units.
  std::string Log;   ///< Where the log is to go; its record goes beside it.
  std::string Said;  ///< Where clang's own words are to go.
  std::string Done;  ///< A fifo, which gets a byte when all went well.
};

/// Waits at the fifo \p Place for a question; by then this process must have
/// written all outputs that others need.
/// \returns true when a question comes, with \p Asked; false if it cannot wait:
/// then the process ends as if it had not tried.  The process ends by itself
/// when no question can come any more.
bool park(const std::string &Place, Request &Asked);

/// Ends the process, and tells who has \p Asked whether all \p IsWell.
[[noreturn]] void answer(const Request &Asked, bool IsWell);

} // namespace closewait

#endif // CLOSEWAIT_PARKING_H
