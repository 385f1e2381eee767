//===- HandingOn.cpp - What settles a socket ------------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HandingOn.h"
#include "Hangup.h"
#include "Syntax.h"

using namespace clang;
using namespace ento;
using namespace closewait;

/// Whether \p A and \p B can be one descriptor under two names: only what was
/// loaded or returned can be an alias, and two fields of an object are two.
static bool mayBeSame(ProgramStateRef State, SymbolRef A, SymbolRef B) {
  const SocketEntry *Entry = socketOf(State, A);
  if (Entry && Entry->State.owner() != Owner::Borrowed)
    return false;
  const auto *FieldA = dyn_cast_or_null<FieldRegion>(A->getOriginRegion());
  const auto *FieldB = dyn_cast_or_null<FieldRegion>(B->getOriginRegion());
  // Of a handle and a number in one object, each stands for the other.
  if (FieldA && FieldB && FieldA->getSuperRegion() == FieldB->getSuperRegion())
    return FieldA == FieldB || isHandle(A) != isHandle(B);
  return true;
}

/// Files how a 0 was settled, for the comparison with what errno decides.
static void fileSettled(ProgramStateRef State, const SocketEntry &Entry,
                        Analysis &Desk) {
  ErrnoSays Says;
  if (Entry.Home && Desk.stateNow(State, Entry, Says).isPeerClosed() &&
      Entry.Errno)
    Desk.Ends.addSettled(Entry.Errno, Says);
}

ProgramStateRef closewait::closed(ProgramStateRef State, SymbolRef Fd,
                                  Analysis &Desk, CheckerContext &C) {
  State = noteSocketGone(answerHangup(State));
  for (const auto &Socket : sockets(State)) {
    const SocketEntry &Entry = Socket.second;
    bool Same = Socket.first == Fd;
    bool Alias = !Same && Entry.State.owner() == Owner::Borrowed &&
                 Desk.stateNow(State, Entry).hasEnded() &&
                 (!Fd || mayBeSame(State, Fd, Socket.first));
    if (!Same && !Alias)
      continue;
    fileSettled(State, Entry, Desk);
    State = advance(State, Socket.first, SocketEvent::Closed);
  }
  return State;
}

ProgramStateRef closewait::handOnSocket(ProgramStateRef State, SymbolRef Fd,
                                        Analysis &Desk) {
  State = Desk.excuse(State, Fd);
  const SocketEntry *Entry = socketOf(State, Fd);
  if (!Entry || Entry->State.isClosed())
    return State;
  if (Entry->State.hasEnded())
    fileSettled(State, *Entry, Desk);
  SocketEntry New = *Entry;
  New.OnlyStored = false;
  New.Write = WriteAttempt();
  New.State = New.State.after(SocketEvent::HandedOn);
  return setSocket(State, Fd, New);
}

ProgramStateRef closewait::handOnForgotten(ProgramStateRef Before,
                                           ProgramStateRef State,
                                           llvm::ArrayRef<SymbolRef> Fds,
                                           Analysis &Desk) {
  if (Fds.empty())
    return State;
  const References Now(State);
  llvm::SmallVector<SymbolRef, 4> Gone;
  llvm::copy_if(Fds, std::back_inserter(Gone),
                [&](SymbolRef Fd) { return !Now.leadTo(Fd); });
  // Mostly nothing is gone: then one look over the store is enough.
  if (Gone.empty())
    return State;
  const References Then(Before);
  for (SymbolRef Fd : Gone)
    if (Then.leadTo(Fd))
      State = handOnSocket(State, Fd, Desk);
  return State;
}

bool closewait::canSettle(const FunctionDecl *F, Analysis &Desk) {
  auto Known = Desk.Settling.try_emplace(F->getCanonicalDecl(), true);
  if (Known.second)
    Known.first->second = mayClose(F, Desk.evidence(F->getASTContext()));
  return Known.first->second;
}

bool closewait::isCleanedUp(const MemRegion *Place, Analysis &Desk) {
  const FunctionDecl *Cleanup = cleanupOf(Place);
  return Cleanup && canSettle(Cleanup, Desk);
}

ProgramStateRef closewait::storedIn(ProgramStateRef State, SymbolRef Fd,
                                    const MemRegion *Place, Analysis &Desk) {
  const SocketEntry *Entry = socketOf(State, Fd);
  if (!Entry)
    return State;
  // The compiler calls a function for such a variable at the end of its scope,
  // which the analyzer does not see.
  if (isCleanedUp(Place, Desk))
    return handOnSocket(State, Fd, Desk);
  SocketEntry New = *Entry;
  New.Place = Place;
  if (New.State.isOwned() && outlivesPath(State, Place)) {
    State = handOnSocket(State, Fd, Desk);
    New.State = socketOf(State, Fd)->State;
    New.OnlyStored = true;
  }
  return setSocket(State, Fd, New);
}

namespace {
/// Collects the private objects that can be reached from a value.
class PrivateSearch : public SymbolVisitor {
public:
  PrivateSearch(ProgramStateRef State) : State(State) {}
  llvm::SmallVector<SymbolRef, 4> Found;
  bool VisitSymbol(SymbolRef S) override {
    if (isPrivateHeap(State, S))
      Found.push_back(S);
    return true;
  }

private:
  ProgramStateRef State;
};
} // namespace

ProgramStateRef closewait::reach(ProgramStateRef State, SVal Value) {
  for (const auto &Socket : sockets(State))
    if (leadsTo(State, Value, Socket.first))
      State = addReached(State, Socket.first);
  PrivateSearch Search(State);
  State->scanReachableSymbols(Value, Search);
  for (SymbolRef Object : Search.Found)
    State = addReached(State, Object);
  return State;
}

ProgramStateRef closewait::handOnReached(ProgramStateRef State,
                                         Analysis &Desk) {
  for (SymbolRef S : reached(State)) {
    State = handOnSocket(State, S, Desk);
    State = dropPrivateHeap(State, S);
  }
  return clearReached(State);
}

ProgramStateRef closewait::handOn(ProgramStateRef State, SVal Value,
                                  Analysis &Desk) {
  return handOnReached(reach(clearReached(State), Value), Desk);
}
