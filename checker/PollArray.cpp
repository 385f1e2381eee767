//===- PollArray.cpp - The slots that poll() looks at ---------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PollArray.h"
#include "Numbers.h"
#include "Rounds.h"

#include <poll.h>

using namespace clang;
using namespace ento;
using namespace closewait;

/// How many slots are looked at.
static constexpr unsigned SlotsKnown = 8;

PollArray::PollArray(const CallEvent &Call, const FunctionModel &Row)
    : Array(Call.getArgSVal(Row.Data.Index)) {
  SlotType = Call.getArgExpr(Row.Data.Index)->getType()->getPointeeType();
  const auto *Record =
      SlotType.isNull() ? nullptr : SlotType->getAs<RecordType>();
  if (!Record || !Array.getAsRegion() ||
      Record->getDecl()->getName() != "pollfd")
    return;
  for (const FieldDecl *Field : Record->getDecl()->fields()) {
    if (Field->getName() == "fd")
      Fd = Field;
    else if (Field->getName() == "events")
      Events = Field;
    else if (Field->getName() == "revents")
      Revents = Field;
  }
}

Loc PollArray::place(ProgramStateRef State, unsigned Slot,
                     const FieldDecl *Field) const {
  SValBuilder &SVB = State->getStateManager().getSValBuilder();
  SVal Element = State->getLValue(SlotType, SVB.makeArrayIndex(Slot), Array);
  return State->getLValue(Field, Element).castAs<Loc>();
}

ProgramStateRef PollArray::keep(ProgramStateRef Before,
                                ProgramStateRef After) const {
  SValBuilder &SVB = After->getStateManager().getSValBuilder();
  for (unsigned I = 0; Fd && I < SlotsKnown; ++I)
    for (const FieldDecl *Field : {Fd, Events}) {
      SVal Value = Before->getSVal(place(Before, I, Field));
      if (Value.isUnknownOrUndef())
        continue;
      After = After->bindLoc(place(After, I, Field), Value, /*LCtx=*/nullptr,
                             /*notifyChanges=*/false);
      // poll(2): of a negative descriptor nothing is ever reported.
      const llvm::APSInt *Number =
          Field == Fd ? numberOf(Before, Value) : nullptr;
      if (Number && Number->isNegative())
        After = After->bindLoc(place(After, I, Revents),
                               SVB.makeZeroVal(Revents->getType()),
                               /*LCtx=*/nullptr, /*notifyChanges=*/false);
    }
  return After;
}

template <typename Visitor>
void PollArray::forEachEnded(ProgramStateRef State, const Analysis &Desk,
                             Visitor Visit) const {
  for (unsigned I = 0; Fd && I < SlotsKnown; ++I) {
    SymbolRef Socket = descriptorOf(State->getSVal(place(State, I, Fd)));
    const SocketEntry *Entry = Socket ? socketOf(State, Socket) : nullptr;
    if (!Entry || !Desk.stateNow(State, *Entry).endedByRead())
      continue;
    const llvm::APSInt *Asked =
        numberOf(State, State->getSVal(place(State, I, Events)));
    if (Asked && (Asked->getExtValue() & (POLLIN | POLLRDNORM)))
      Visit(I, Socket, *Entry);
  }
}

ProgramStateRef PollArray::meet(ProgramStateRef State, CallSite Site,
                                Analysis &Desk) const {
  ProgramStateRef Met = State;
  forEachEnded(
      State, Desk, [&](unsigned I, SymbolRef Socket, SocketEntry Entry) {
        // The report speaks of the slot.
        SocketEntry Here = Entry;
        Here.Place = place(State, I, Fd).getAsRegion();
        if (Entry.WaitSite == Site && !isBoundedRound(State, Entry.WaitEpoch) &&
            Desk.ask(setSocket(State, Socket, Here), Socket,
                     Occasion::SameWaitAgain)) {
          Met = advance(Met, Socket, SocketEvent::HandedOn);
          return;
        }
        Met = startEpoch(Met);
        Entry.WaitSite = Site;
        Entry.WaitEpoch = endings(Met);
        Met = setSocket(Met, Socket, Entry);
      });
  return Met;
}

ProgramStateRef PollArray::reportEnded(ProgramStateRef State, SVal Result,
                                       CallSite Site,
                                       const Analysis &Desk) const {
  SValBuilder &SVB = State->getStateManager().getSValBuilder();
  QualType Int = SVB.getContext().IntTy;
  ProgramStateRef Told = State;
  forEachEnded(State, Desk, [&](unsigned I, SymbolRef, const SocketEntry &E) {
    if (!Told || E.WaitSite != Site)
      return;
    Loc Place = place(Told, I, Revents);
    SVal Reported = Told->getSVal(Place);
    Told = Told->bindLoc(Place, Reported, /*LCtx=*/nullptr,
                         /*notifyChanges=*/false);
    SVal Readable =
        SVB.evalBinOp(Told, BO_And, Reported, SVB.makeIntVal(POLLIN, Int), Int);
    for (SVal NotZero : {Result, Reported, Readable})
      Told = Told ? assumeThat(Told, NotZero, BO_NE, 0) : nullptr;
    Told = Told ? assumeThat(Told, Result, BO_GE, 0) : nullptr;
  });
  return Told;
}
