//===- Hangup.cpp - Events that say hang-up -------------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Hangup.h"

#include <poll.h>
#include <sys/epoll.h>

using namespace clang;
using namespace ento;
using namespace closewait;

// The kernel gives both families the same bits.
static_assert(unsigned(EPOLLIN) == POLLIN && unsigned(EPOLLHUP) == POLLHUP &&
                  unsigned(EPOLLERR) == POLLERR,
              "epoll(7) and poll(2) agree");
static constexpr uint64_t HangupBits = POLLHUP | POLLERR | 0x2000 /*RDHUP*/;

/// The event whose mask \p S is, or null.
static const MemRegion *eventOf(SymbolRef S) {
  S = withoutCasts(S);
  const MemRegion *Place = S ? S->getOriginRegion() : nullptr;
  const auto *Field = dyn_cast_or_null<FieldRegion>(Place);
  if (!Field)
    return nullptr;
  StringRef Owner = Field->getDecl()->getParent()->getName();
  StringRef Name = Field->getDecl()->getName();
  bool Is = (Owner == "epoll_event" && Name == "events") ||
            (Owner == "pollfd" && Name == "revents");
  return Is ? Field->getSuperRegion() : nullptr;
}

/// `mask & BITS`, or a comparison of it with 0; \p Holds follows the latter.
static const SymIntExpr *maskTest(SymbolRef S, bool &Holds) {
  const auto *Test = dyn_cast_or_null<SymIntExpr>(withoutCasts(S));
  if (!Test || Test->getOpcode() == BO_And)
    return Test;
  const llvm::APSInt &Than = Test->getRHS();
  bool WithZero = (Test->getOpcode() == BO_EQ || Test->getOpcode() == BO_NE) &&
                  Than.isZero();
  if (!WithZero)
    return nullptr;
  if (Test->getOpcode() == BO_EQ)
    Holds = !Holds;
  const auto *Inner = dyn_cast<SymIntExpr>(Test->getLHS());
  return Inner && Inner->getOpcode() == BO_And ? Inner : nullptr;
}

/// Whether the path knows that the mask \p Events has no EPOLLIN: the kernel
/// reports both together, so this is no hang-up of a stream that is read.
static bool isKnownUnreadable(ProgramStateRef State, SymbolRef Events) {
  SValBuilder &SVB = State->getStateManager().getSValBuilder();
  SVal In = SVB.evalBinOp(State, BO_And, nonloc::SymbolVal(Events),
                          SVB.makeIntVal(POLLIN, Events->getType()),
                          Events->getType());
  return State->isNull(In).isConstrainedTrue();
}

ProgramStateRef closewait::learnOfHangup(ProgramStateRef State, SVal Condition,
                                         bool Holds) {
  const SymIntExpr *Test = maskTest(Condition.getAsSymbol(), Holds);
  const MemRegion *Event = Test ? eventOf(Test->getLHS()) : nullptr;
  if (!Event)
    return State;
  const llvm::APSInt &Mask = Test->getRHS();
  uint64_t Bits = Mask.getZExtValue() & 0xffff;
  const PendingHangup Now = pendingHangup(State);
  if (!Holds)
    return Now.Event == Event && (Bits & POLLIN) ? answerHangup(State) : State;
  if (Now.Event || !Bits || (Bits & ~HangupBits) != 0 ||
      isKnownUnreadable(State, Test->getLHS()))
    return State;
  PendingHangup Hangup;
  Hangup.Event = Event;
  return setPendingHangup(State, Hangup);
}

ProgramStateRef closewait::lookAtEvent(ProgramStateRef State, SVal Condition,
                                       Analysis &Desk) {
  SymbolRef S = Condition.getAsSymbol();
  if (!S || !pendingHangup(State).Event)
    return State;
  for (SymExpr::symbol_iterator I(S), E; I != E; ++I) {
    const MemRegion *Event = eventOf(*I);
    if (Event && Event != pendingHangup(State).Event)
      return endHangup(State, Desk);
  }
  return State;
}

ProgramStateRef closewait::maskStored(ProgramStateRef State, SVal Value) {
  const auto *Widened =
      dyn_cast_or_null<SymIntExpr>(withoutCasts(Value.getAsSymbol()));
  if (!Widened || Widened->getOpcode() != BO_Or ||
      !eventOf(Widened->getLHS()) ||
      eventOf(Widened->getLHS()) != pendingHangup(State).Event)
    return State;
  return answerHangup(State);
}

ProgramStateRef closewait::answerHangup(ProgramStateRef State) {
  return pendingHangup(State).Event ? setPendingHangup(State, PendingHangup())
                                    : State;
}

ProgramStateRef closewait::endHangup(ProgramStateRef State, Analysis &Desk) {
  const MemRegion *Event = pendingHangup(State).Event;
  if (!Event)
    return State;
  SocketEntry Nobody(SocketState::borrowed(Evidence::None));
  Finding F{judge(Nobody.State, Occasion::EventDone), nullptr, Nobody, nullptr};
  F.Event = Event;
  if (F.Is != Verdict::None)
    Desk.Pending.push_back(F);
  return answerHangup(State);
}
