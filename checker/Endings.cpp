//===- Endings.cpp - Where a socket is lost or decided --------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Endings.h"
#include "CallArguments.h"
#include "HandingOn.h"
#include "Hangup.h"
#include "Operands.h"

using namespace clang;
using namespace ento;
using namespace closewait;

/// The last reference to \p Fd disappears.
static ProgramStateRef lose(ProgramStateRef State, SymbolRef Fd, Occasion When,
                            Analysis &Desk) {
  Desk.ask(State, Fd, When);
  return dropSocket(State, Fd);
}

bool closewait::failedBefore(ProgramStateRef State, const Expr *Call) {
  for (const auto &Socket : sockets(State))
    if (Socket.second.Opened == Call && !isOpenDescriptor(State, Socket.first))
      return true;
  return false;
}

ProgramStateRef closewait::reopened(ProgramStateRef State, const Expr *Call,
                                    Analysis &Desk) {
  for (const auto &Socket : sockets(State)) {
    const SocketEntry &Entry = Socket.second;
    if (Entry.State.isOwned() && !Entry.State.isClosed() &&
        Entry.Opened == Call && !Entry.InLocalSet &&
        !isReferenced(State, Socket.first))
      State = lose(State, Socket.first, Occasion::ReferenceGone, Desk);
  }
  return State;
}

/// Ended sockets of the path's own that nothing refers to any more.
static ProgramStateRef loseEnded(ProgramStateRef State, Analysis &Desk) {
  for (const auto &Socket : sockets(State)) {
    const SocketEntry &Entry = Socket.second;
    if (Entry.State.isOwned() && Desk.stateNow(State, Entry).hasEnded() &&
        !Entry.InLocalSet && !isReferenced(State, Socket.first))
      State = lose(State, Socket.first, Occasion::ReferenceGone, Desk);
  }
  return State;
}

/// Files how the path comes out for the borrowed socket \p Fd.
static void decide(ProgramStateRef State, SymbolRef Fd, Decision By,
                   const ReturnStmt *Return, Analysis &Desk,
                   CheckerContext &C) {
  const SocketEntry *Entry = socketOf(State, Fd);
  SocketState Before = Entry->State;
  if (Before.owner() != Owner::Borrowed || Before.isClosed() || !Entry->Home ||
      Before.isHandedOnSince() || !isOpenDescriptor(State, Fd))
    return;
  ErrnoSays Says;
  SocketEntry Now = *Entry;
  Now.State = Desk.stateNow(State, *Entry, Says);
  if (Now.State.endedByWrite() ||
      (Now.State.isOpen() && Now.State.lastRead() == LastRead::None))
    return;
  const StackFrameContext *Frame = C.getStackFrame();
  SVal Value = UndefinedVal();
  if (By == Decision::Return && Return && Return->getRetValue())
    Value = returnedValue(State, Frame);
  Desk.PendingEnds.push_back({By, Fd, Entry->Home->getDecl(), Now, Says,
                              nullptr, Return, Desk.isAllWell(State),
                              By == Decision::Return && Frame->inTopFrame(),
                              Value});
}

/// The slot \p Place, which holds \p Fd, is overwritten: is anything left?
static ProgramStateRef slotGone(ProgramStateRef State, const MemRegion *Place,
                                SymbolRef Fd, Analysis &Desk) {
  const SocketEntry *Entry = socketOf(State, Fd);
  SocketState Now = Desk.stateNow(State, *Entry);
  if (isWatchSlot(declOf(Place)))
    return advance(State, Fd, SocketEvent::Unwatched);
  // A local variable is only a copy: the original is kept elsewhere.
  if (isa<VarRegion>(Place) && !outlivesPath(State, Place) && !Now.isOwned())
    return State;
  bool Ours = Now.isOwned() || (Entry->OnlyStored && Entry->Place == Place) ||
              (Now.hasEnded() && !Now.isHandedOnSince());
  if (!Ours || Entry->InLocalSet || isReferencedBeside(State, Fd, Place))
    return State;
  const MemRegion *Origin = Fd->getOriginRegion();
  if (Origin && Origin != Place && State->getSVal(Origin).getAsSymbol() == Fd)
    return State;
  return lose(State, Fd,
              Now.isOwned() ? Occasion::ReferenceGone : Occasion::SlotGone,
              Desk);
}

/// Whether \p Var, which holds \p Value, is on the way to a descriptor: it
/// holds a step of it, or what that was looked up with, and nothing else does.
static bool isOnWay(ProgramStateRef State, const Way &W, const VarRegion *Var,
                    SVal Value, const EvidenceMap &Map) {
  if (SymbolRef S = Value.getAsSymbol(/*IncludeBaseRegions=*/true))
    if (W.has(S))
      return true;
  return isIndexOn(W, Var->getDecl(), Value, Map) ||
         (Operands(W).isDirect(Var->getDecl()) && !isHeld(State, W));
}

ProgramStateRef closewait::turnsToNext(ProgramStateRef State,
                                       const VarRegion *Var, Analysis &Desk,
                                       CheckerContext &C) {
  const auto *Space =
      Var ? dyn_cast<StackSpaceRegion>(compat::memorySpace(Var)) : nullptr;
  if (!Space)
    return State;
  SVal Before = State->getSVal(Var);
  const EvidenceMap &Map = Desk.evidence(C.getASTContext());
  for (const auto &Socket : sockets(State)) {
    const SocketEntry &Entry = Socket.second;
    if (Entry.Home != Space->getStackFrame() ||
        Entry.State.owner() != Owner::Borrowed ||
        !isOnWay(State, wayTo(Socket.first), Var, Before, Map))
      continue;
    // The function has noted its number down, for later.
    bool Noted =
        descriptorOf(Before) == Socket.first &&
        (Entry.InLocalSet || isReferencedBeside(State, Socket.first, Var));
    if (!Noted)
      decide(State, Socket.first, Decision::NextValue, nullptr, Desk, C);
    // A failure that is not known to pass can have been the end.
    if (Entry.State.isFailed() &&
        Desk.stateNow(State, Entry).lastRead() != LastRead::Again)
      State = noteSocketGone(State);
    State = dropSocket(State, Socket.first);
  }
  return State;
}

/// Whether the poll slot \p Place is that of the connection of \p Fd:
/// `polls[i].fd` is that of `conns[i].fd`, and `polls[c->slot].fd` that of
/// `c->fd`.
static bool isSlotOf(const MemRegion *Place, SymbolRef Fd) {
  const auto *Field = dyn_cast<FieldRegion>(Place);
  const auto *Element =
      Field ? dyn_cast<ElementRegion>(Field->getSuperRegion()) : nullptr;
  Way W = wayTo(Fd);
  if (!Element || W.isPlainGlobal())
    return false;
  SymbolRef Index = descriptorOf(Element->getIndex());
  const auto *From =
      dyn_cast_or_null<FieldRegion>(Index ? Index->getOriginRegion() : nullptr);
  const auto *Holder = dyn_cast_or_null<FieldRegion>(Fd->getOriginRegion());
  if (From && Holder && From->getSuperRegion() == Holder->getSuperRegion())
    return true;
  return llvm::any_of(W.Elements, [&](const auto &Other) {
    return isSameIndex(Other.second, Element->getIndex());
  });
}

/// A poll slot is emptied: its connection leaves the event loop.
static ProgramStateRef slotEmptied(ProgramStateRef State,
                                   const MemRegion *Place, SVal Value) {
  const llvm::APSInt *Number = numberOf(State, Value);
  if (!Number || !Number->isNegative() || !isWatchSlot(declOf(Place)))
    return State;
  for (const auto &Socket : sockets(State))
    if (isSlotOf(Place, Socket.first))
      State = advance(State, Socket.first, SocketEvent::Unwatched);
  return State;
}

ProgramStateRef closewait::overwritten(ProgramStateRef State,
                                       const MemRegion *Place, SVal Value,
                                       Analysis &Desk) {
  SVal Before = State->getSVal(Place);
  if (Before == Value)
    return State;
  State = slotEmptied(State, Place, Value);
  if (const SocketEntry *Entry = socketOf(State, descriptorOf(Before)))
    if (!Entry->State.isClosed())
      State = slotGone(State, Place, descriptorOf(Before), Desk);
  return State;
}

ProgramStateRef closewait::overwrittenBy(ProgramStateRef State,
                                         const CallEvent &Call,
                                         const FunctionModel &Row,
                                         Analysis &Desk) {
  const StackFrameContext *Here = Call.getLocationContext()->getStackFrame();
  for (const auto &Socket : sockets(State)) {
    const SocketEntry &Entry = Socket.second;
    const MemRegion *Slot = slotOf(Socket.first, Entry);
    if (Entry.State.isClosed() || isWatchSlot(declOf(Slot)) ||
        !overwrites(State, Call, Row, Slot))
      continue;
    size_t Before = Desk.Pending.size();
    State = slotGone(State, Slot, Socket.first, Desk);
    // What a helper clears for its caller, the caller has lost.
    if (Desk.Pending.size() != Before && Entry.State.isOwned())
      Desk.Pending.back().AtHome = Entry.Home != Here;
  }
  return State;
}

ProgramStateRef closewait::objectFreed(ProgramStateRef State, SVal Pointer,
                                       Analysis &Desk, CheckerContext &C) {
  const MemRegion *Object = Pointer.getAsRegion();
  if (!Object)
    return State;
  Object = Object->getBaseRegion();
  if (outlivesPath(State, Object))
    State = answerHangup(State);
  for (const auto &Socket : sockets(State)) {
    SymbolRef Fd = Socket.first;
    SocketEntry Entry = Socket.second;
    if (Entry.State.isClosed())
      continue;
    if (Entry.State.isOwned()) {
      // The object's own slots die with it: does anything else refer to it?
      if (isHeldBy(State, Fd, Object) && !isReferenced(State, Fd, Object))
        State = lose(State, Fd, Occasion::ReferenceGone, Desk);
      continue;
    }
    const MemRegion *Origin = Fd->getOriginRegion();
    if (Entry.State.hasEnded() && Origin && Origin->getBaseRegion() == Object &&
        !isReferenced(State, Fd, Object)) {
      Entry.ObjectFreed = true;
      State = setSocket(noteSocketGone(State), Fd, Entry);
    }
  }
  return State;
}

ProgramStateRef closewait::waitReached(ProgramStateRef State, Analysis &Desk,
                                       CheckerContext &C) {
  State = endHangup(State, Desk);
  for (const auto &Socket : sockets(State)) {
    decide(State, Socket.first, Decision::NextWait, nullptr, Desk, C);
    if (Socket.second.State.owner() == Owner::Borrowed &&
        Desk.stateNow(State, Socket.second).isOpen())
      State = advance(Desk.excuse(State, Socket.first), Socket.first,
                      SocketEvent::Waited);
  }
  return loseEnded(State, Desk);
}

ProgramStateRef closewait::threadEnds(ProgramStateRef State, Analysis &Desk) {
  for (const auto &Socket : sockets(State))
    if (Socket.second.State.isOwned())
      State = lose(State, Socket.first, Occasion::ReferenceGone, Desk);
  for (Finding &F : Desk.Pending)
    F.EndsPath = true;
  return State;
}

/// An owned socket at the end of \p Frame.
static ProgramStateRef ownedAtEnd(ProgramStateRef State, SymbolRef Fd,
                                  SVal Returned, const StackFrameContext *Frame,
                                  Analysis &Desk) {
  SocketEntry Entry = *socketOf(State, Fd);
  if (Entry.State.isClosed())
    return State;
  bool GivenBack = !Returned.isUndef() && leadsTo(State, Returned, Fd);
  if (Frame->inTopFrame())
    return GivenBack ? handOnSocket(State, Fd, Desk)
                     : lose(State, Fd, Occasion::ReferenceGone, Desk);
  if (GivenBack || isReferenced(State, Fd, nullptr, Frame)) {
    Entry.Home = callerOf(Frame);
    return setSocket(State, Fd, Entry);
  }
  return lose(State, Fd, Occasion::ReferenceGone, Desk);
}

/// The outermost frame ends while a hang-up is pending: what it returns may
/// tell the caller.
static ProgramStateRef returnFromHangup(ProgramStateRef State,
                                        const ReturnStmt *Return, SVal Returned,
                                        Analysis &Desk) {
  const MemRegion *Event = pendingHangup(State).Event;
  if (!Event || Returned.isUndef())
    return endHangup(State, Desk);
  PathEnd End{Decision::Return,
              nullptr,
              nullptr,
              SocketEntry(SocketState::borrowed(Evidence::None)),
              ErrnoSays::NeverAsked,
              nullptr,
              Return,
              /*AllWell=*/true,
              /*CallerUnknown=*/true,
              Returned};
  End.Event = Event;
  Desk.PendingEnds.push_back(End);
  return answerHangup(State);
}

ProgramStateRef closewait::frameEnds(ProgramStateRef State,
                                     const ReturnStmt *Return, Analysis &Desk,
                                     CheckerContext &C) {
  const StackFrameContext *Frame = C.getStackFrame();
  bool Top = Frame->inTopFrame();
  const auto *Function = dyn_cast<FunctionDecl>(Frame->getDecl());
  if (Top && Function && Function->isMain())
    return State; // The process is over.
  SVal Returned = UndefinedVal();
  if (Return && Return->getRetValue())
    Returned = returnedValue(State, Frame);
  if (Top)
    State = returnFromHangup(State, Return, Returned, Desk);
  for (const auto &Socket : sockets(State)) {
    SocketEntry Entry = Socket.second;
    if (Entry.Home != Frame && !Top)
      continue;
    if (Entry.State.isOwned()) {
      State = ownedAtEnd(State, Socket.first, Returned, Frame, Desk);
      continue;
    }
    if (!Top && !Returned.isUndef()) {
      // What the caller does with the value decides.
      Entry.Home = callerOf(Frame);
      State = setSocket(State, Socket.first, Entry);
      continue;
    }
    decide(State, Socket.first, Decision::Return, Return, Desk, C);
    // No later frame decides again.
    Entry.Home = nullptr;
    State = setSocket(State, Socket.first, Entry);
  }
  for (Finding &F : Desk.Pending)
    F.AtEnd = !Return;
  return State;
}
