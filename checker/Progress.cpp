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

/// In steps: how long a run may be without news at first, and at last.
static constexpr uint64_t MostPatience = 3000, LeastPatience = 1000;
/// A path on which something was found goes on for longer: what follows may yet
/// speak against it.
static constexpr uint64_t TimesWithFindings = 4;

Progress::Progress() : Patience(MostPatience) {}

const ProgramPointTag *Progress::tag() {
  static SimpleProgramPointTag Tag("socket.Engine", "Nothing new");
  return &Tag;
}

bool Progress::isNews(const Stmt *Condition, ProgramStateRef State) {
  bool IsNew = Seen.insert(llvm::hash_value(Condition)).second;
  for (const auto &Socket : sockets(State)) {
    const SocketEntry &Entry = Socket.second;
    const Expr *EndedBy = Entry.State.hasEnded() ? Entry.Last : nullptr;
    IsNew |= Seen.insert(llvm::hash_combine(Condition, Entry.State.key(),
                                            Entry.Opened, EndedBy))
                 .second;
  }
  return IsNew;
}

bool Progress::isFirstWithoutEnd(const Stmt *Condition, ProgramStateRef State) {
  if (anySocketGone(State))
    return false;
  uint64_t All = 0;
  for (const auto &Socket : sockets(State)) {
    const SocketEntry &Entry = Socket.second;
    if (Entry.State.hasEnded())
      return false;
    All += llvm::hash_combine(Entry.State.key(), Entry.Opened);
  }
  return Together.insert(llvm::hash_combine(Condition, All)).second;
}

bool Progress::hasEnded(const Stmt *Condition, CheckerContext &C) {
  uint64_t Steps = C.getPredecessor()->getID();
  bool IsFirst = isFirstWithoutEnd(Condition, C.getState());
  if (isNews(Condition, C.getState())) {
    if (IsCuttingOff)
      Patience = std::max(Patience / 2, LeastPatience);
    IsCuttingOff = false;
    LastNews = std::max(LastNews, Steps);
    return false;
  }
  uint64_t Wait =
      anyDecision(C.getState()) ? TimesWithFindings * Patience : Patience;
  if (IsFirst || Steps <= LastNews + Wait)
    return false;
  IsCuttingOff = HasCutOff = true;
  return true;
}
