//===- Progress.cpp - Whether a run still shows anything new --------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Progress.h"

#include "llvm/ADT/Hashing.h"

using namespace clang;
using namespace ento;
using namespace closewait;

/// In steps.  A path on which something was found goes on for longer: what
/// follows may yet speak against it.
static constexpr uint64_t Patience = 3000, PatienceWithFindings = 4 * Patience;

const ProgramPointTag *Progress::tag() {
  static SimpleProgramPointTag Tag("socket.Engine", "Nothing new");
  return &Tag;
}

/// In what states the sockets of \p State are, whichever they are.
static uint64_t statesIn(ProgramStateRef State) {
  uint64_t Sum = 0; // In no order.
  for (const auto &Socket : sockets(State)) {
    const SocketEntry &Entry = Socket.second;
    Sum += llvm::hash_combine(Entry.State.key(), Entry.Opened, Entry.Last);
  }
  return Sum;
}

bool Progress::hasEnded(const Stmt *Condition, CheckerContext &C) {
  uint64_t Steps = C.getPredecessor()->getID();
  if (Seen.insert(llvm::hash_combine(Condition, statesIn(C.getState())))
          .second) {
    LastNews = std::max(LastNews, Steps);
    return false;
  }
  uint64_t Most = anyDecision(C.getState()) ? PatienceWithFindings : Patience;
  if (Steps <= LastNews + Most)
    return false;
  CutOff = true;
  return true;
}
