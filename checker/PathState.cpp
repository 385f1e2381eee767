//===- PathState.cpp - What a path keeps in the program state -------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PathState.h"

using namespace clang;
using namespace ento;
using namespace closewait;

// The macros put their tags into an anonymous namespace: in this file only.
REGISTER_MAP_WITH_PROGRAMSTATE(Sockets, SymbolRef, SocketEntry)
// Single values, as maps with the one key 0.
REGISTER_MAP_WITH_PROGRAMSTATE(ErrnoNow, unsigned, ErrnoView)
REGISTER_MAP_WITH_PROGRAMSTATE(HangupNow, unsigned, PendingHangup)
REGISTER_SET_WITH_PROGRAMSTATE(PrivateHeap, SymbolRef)
REGISTER_SET_WITH_PROGRAMSTATE(Reached, SymbolRef)
REGISTER_MAP_WITH_PROGRAMSTATE(Handles, SymbolRef, SymbolRef)
REGISTER_SET_WITH_PROGRAMSTATE(BorrowingHandles, SymbolRef)
REGISTER_MAP_WITH_PROGRAMSTATE(OuterWrites, const MemRegion *, OuterWrite)
REGISTER_TRAIT_WITH_PROGRAMSTATE(Endings, unsigned)
REGISTER_MAP_WITH_PROGRAMSTATE(Steps, Step, SVal)
// The last epoch in which it happened.
REGISTER_MAP_WITH_PROGRAMSTATE(Consulted, const Decl *, unsigned)
REGISTER_MAP_WITH_PROGRAMSTATE(TimePassed, unsigned, unsigned)
REGISTER_MAP_WITH_PROGRAMSTATE(ClockConsulted, unsigned, unsigned)
REGISTER_SET_WITH_PROGRAMSTATE(Emptied, const MemRegion *)
REGISTER_MAP_WITH_PROGRAMSTATE(Answers, StringQuestion, StringAnswer)
REGISTER_TRAIT_WITH_PROGRAMSTATE(SocketGone, bool)
REGISTER_TRAIT_WITH_PROGRAMSTATE(Decided, bool)
REGISTER_MAP_WITH_PROGRAMSTATE(Returned, const StackFrameContext *, SVal)

/// Forgets what is noted under \p Key.  An empty map is another state than
/// none: the last key takes the map with it.
template <typename Map>
static ProgramStateRef forget(ProgramStateRef State,
                              typename ProgramStateTrait<Map>::key_type Key) {
  if (!State->contains<Map>(Key))
    return State;
  State = State->remove<Map>(Key);
  return State->get<Map>().isEmpty() ? State->remove<Map>() : State;
}

/// Forgets all that is noted in \p Maps.
template <typename... Maps>
static ProgramStateRef forgetAll(ProgramStateRef State) {
  ((State = State->remove<Maps>()), ...);
  return State;
}

const StackFrameContext *closewait::callerOf(const StackFrameContext *Frame) {
  return Frame->getParent() ? Frame->getParent()->getStackFrame() : nullptr;
}

CallSite closewait::callSite(const Expr *Call, const LocationContext *LCtx) {
  llvm::hash_code Hash = llvm::hash_value(Call);
  for (const StackFrameContext *F = LCtx->getStackFrame(); F; F = callerOf(F))
    Hash = llvm::hash_combine(Hash, F->getCallSite());
  return uint64_t(Hash);
}

/// All that two entries can differ in.
static auto partsOf(const SocketEntry &E) {
  return std::make_tuple(E.State.key(), E.Opened, E.Last, E.By, E.Spelling,
                         E.Site, E.WaitSite, E.WaitEpoch, E.Errno, E.Beside,
                         E.ReadFrame, E.Home, E.Epoch, E.Place, E.OnlyStored,
                         E.InLocalSet, E.Ignored, E.ObjectFreed, E.Write.Call,
                         E.Write.Site, E.Write.Result, E.Write.Errno,
                         E.Write.Beside, E.Write.Epoch, E.Write.SplitOff);
}

bool SocketEntry::operator==(const SocketEntry &O) const {
  return partsOf(*this) == partsOf(O);
}

static void addPart(llvm::FoldingSetNodeID &ID, const void *Part) {
  ID.AddPointer(Part);
}

static void addPart(llvm::FoldingSetNodeID &ID, uint64_t Part) {
  ID.AddInteger(Part);
}

void SocketEntry::Profile(llvm::FoldingSetNodeID &ID) const {
  std::apply([&](const auto &...Part) { (addPart(ID, Part), ...); },
             partsOf(*this));
}

void OuterWrite::Profile(llvm::FoldingSetNodeID &ID) const {
  Value.Profile(ID);
  ID.AddPointer(By);
  ID.AddInteger(Epoch);
}

void StringAnswer::Profile(llvm::FoldingSetNodeID &ID) const {
  Is.Profile(ID);
  Content.Profile(ID);
}

void ErrnoView::Profile(llvm::FoldingSetNodeID &ID) const {
  ID.AddPointer(Place);
  ID.AddPointer(Value);
  ID.AddBoolean(SetByProgram);
  ID.AddPointer(Oracle);
  ID.AddPointer(Asked);
  ID.AddPointer(Judged);
}

void PendingHangup::Profile(llvm::FoldingSetNodeID &ID) const {
  ID.AddPointer(Event);
}

SocketMap closewait::sockets(ProgramStateRef State) {
  return State->get<Sockets>();
}

const SocketEntry *closewait::socketOf(ProgramStateRef State, SymbolRef Fd) {
  return Fd ? State->get<Sockets>(Fd) : nullptr;
}

ProgramStateRef closewait::setSocket(ProgramStateRef State, SymbolRef Fd,
                                     const SocketEntry &Entry) {
  return State->set<Sockets>(Fd, Entry);
}

ProgramStateRef closewait::dropSocket(ProgramStateRef State, SymbolRef Fd) {
  return forget<Sockets>(State, Fd);
}

ProgramStateRef closewait::advance(ProgramStateRef State, SymbolRef Fd,
                                   SocketEvent Event) {
  const SocketEntry *Old = socketOf(State, Fd);
  if (!Old)
    return State;
  SocketEntry New = *Old;
  New.State = Old->State.after(Event);
  if (New.State.isClosed() || (New.State.hasEnded() && !Old->State.hasEnded()))
    State = noteSocketGone(State);
  return setSocket(State, Fd, New);
}

const ErrnoView &closewait::errnoView(ProgramStateRef State) {
  static const ErrnoView Nothing;
  const ErrnoView *View = State->get<ErrnoNow>(0);
  return View ? *View : Nothing;
}

ProgramStateRef closewait::setErrnoView(ProgramStateRef State,
                                        const ErrnoView &View) {
  return State->set<ErrnoNow>(0, View);
}

bool closewait::isPrivateHeap(ProgramStateRef State, SymbolRef Pointer) {
  return Pointer && State->contains<PrivateHeap>(Pointer);
}

ProgramStateRef closewait::addPrivateHeap(ProgramStateRef State,
                                          SymbolRef Pointer) {
  return State->add<PrivateHeap>(Pointer);
}

ProgramStateRef closewait::dropPrivateHeap(ProgramStateRef State,
                                           SymbolRef Pointer) {
  return forget<PrivateHeap>(State, Pointer);
}

llvm::ImmutableSet<SymbolRef> closewait::privateHeap(ProgramStateRef State) {
  return State->get<PrivateHeap>();
}

llvm::ImmutableSet<SymbolRef> closewait::reached(ProgramStateRef State) {
  return State->get<Reached>();
}

ProgramStateRef closewait::addReached(ProgramStateRef State, SymbolRef S) {
  return State->add<Reached>(S);
}

ProgramStateRef closewait::clearReached(ProgramStateRef State) {
  return reached(State).isEmpty() ? State : State->remove<Reached>();
}

SymbolRef closewait::behindHandle(ProgramStateRef State, SymbolRef Handle) {
  const SymbolRef *Fd = Handle ? State->get<Handles>(Handle) : nullptr;
  return Fd ? *Fd : nullptr;
}

ProgramStateRef closewait::setHandle(ProgramStateRef State, SymbolRef Handle,
                                     SymbolRef Fd, bool Borrows) {
  State = Borrows ? State->add<BorrowingHandles>(Handle)
                  : State->remove<BorrowingHandles>(Handle);
  return State->set<Handles>(Handle, Fd);
}

bool closewait::isBorrowing(ProgramStateRef State, SymbolRef Handle) {
  return State->contains<BorrowingHandles>(Handle);
}

ProgramStateRef closewait::dropHandle(ProgramStateRef State, SymbolRef Handle) {
  return State->remove<BorrowingHandles>(Handle)->remove<Handles>(Handle);
}

llvm::ImmutableMap<SymbolRef, SymbolRef>
closewait::handles(ProgramStateRef State) {
  return State->get<Handles>();
}

WriteMap closewait::outerWrites(ProgramStateRef State) {
  return State->get<OuterWrites>();
}

ProgramStateRef closewait::addOuterWrite(ProgramStateRef State,
                                         const MemRegion *Where,
                                         const OuterWrite &Write) {
  return State->set<OuterWrites>(Where, Write);
}

unsigned closewait::endings(ProgramStateRef State) {
  return State->get<Endings>();
}

ProgramStateRef closewait::startEpoch(ProgramStateRef State) {
  return State->set<Endings>(State->get<Endings>() + 1);
}

/// Whether what happened on the path since some epoch can matter to \p Entry.
static bool mayAskSince(const SocketEntry &Entry) {
  const SocketState &S = Entry.State;
  bool Untouched =
      S.isOpen() && S.lastRead() == LastRead::None && !Entry.Write.Result;
  return !S.isClosed() && !Untouched;
}

static bool mayAnyAsk(ProgramStateRef State) {
  for (const auto &Socket : sockets(State))
    if (mayAskSince(Socket.second))
      return true;
  return false;
}

ProgramStateRef closewait::forgetEpochs(ProgramStateRef State) {
  if (mayAnyAsk(State))
    return State;
  // No test has used this errno, and a later test does not need its call.
  if (errnoView(State).Value && !errnoView(State).Place)
    State = State->remove<ErrnoNow>();
  return forgetAll<Endings, OuterWrites, Steps, Consulted, Emptied, TimePassed,
                   ClockConsulted>(State);
}

ProgramStateRef closewait::forgetEverything(ProgramStateRef State) {
  return forgetAll<Sockets, ErrnoNow, HangupNow, PrivateHeap, Reached, Handles,
                   BorrowingHandles, OuterWrites, Endings, Steps, Consulted,
                   TimePassed, ClockConsulted, Emptied, Answers, SocketGone,
                   Decided, Returned>(State);
}

ProgramStateRef closewait::forgetErrno(ProgramStateRef State) {
  const ErrnoView View = errnoView(State);
  if (!View.Place || View.SetByProgram || mayAnyAsk(State))
    return State;
  return State->remove<ErrnoNow>();
}

ProgramStateRef closewait::forgetRound(ProgramStateRef State) {
  return mayAnyAsk(State) ? State : State->remove<SocketGone>();
}

ProgramStateRef closewait::addStep(ProgramStateRef State,
                                   const MemRegion *Variable, SVal Before) {
  Step Now{Variable, endings(State)};
  return State->get<Steps>(Now) ? State : State->set<Steps>(Now, Before);
}

StepMap closewait::steps(ProgramStateRef State) { return State->get<Steps>(); }

/// Whether an epoch is noted that is not before \p Since.
static bool isSince(const unsigned *Epoch, unsigned Since) {
  return Epoch && *Epoch >= Since;
}

ProgramStateRef closewait::addConsulted(ProgramStateRef State, const Decl *D) {
  return State->set<Consulted>(D, endings(State));
}

bool closewait::isConsultedSince(ProgramStateRef State, const Decl *D,
                                 unsigned Since) {
  return isSince(State->get<Consulted>(D), Since);
}

ProgramStateRef closewait::addEmptied(ProgramStateRef State,
                                      const MemRegion *String) {
  return State->add<Emptied>(String);
}

ProgramStateRef closewait::dropEmptied(ProgramStateRef State,
                                       const MemRegion *String) {
  return forget<Emptied>(State, String);
}

bool closewait::isEmptied(ProgramStateRef State, const MemRegion *String) {
  return State->contains<Emptied>(String);
}

AnswerMap closewait::stringAnswers(ProgramStateRef State) {
  return State->get<Answers>();
}

ProgramStateRef closewait::setStringAnswer(ProgramStateRef State,
                                           const StringQuestion &Question,
                                           const StringAnswer &Answer) {
  return State->set<Answers>(Question, Answer);
}

ProgramStateRef closewait::dropStringAnswer(ProgramStateRef State,
                                            const StringQuestion &Question) {
  return forget<Answers>(State, Question);
}

ProgramStateRef closewait::letTimePass(ProgramStateRef State) {
  return State->set<TimePassed>(0, endings(State));
}

bool closewait::timePassedSince(ProgramStateRef State, unsigned Since) {
  return isSince(State->get<TimePassed>(0), Since);
}

ProgramStateRef closewait::addClockConsulted(ProgramStateRef State) {
  return State->set<ClockConsulted>(0, endings(State));
}

bool closewait::clockConsultedSince(ProgramStateRef State, unsigned Since) {
  return isSince(State->get<ClockConsulted>(0), Since);
}

SVal closewait::returnedValue(ProgramStateRef State,
                              const StackFrameContext *Frame) {
  const SVal *Value = State->get<Returned>(Frame);
  return Value ? *Value : UndefinedVal();
}

ProgramStateRef closewait::setReturnedValue(ProgramStateRef State,
                                            const StackFrameContext *Frame,
                                            SVal Value) {
  return State->set<Returned>(Frame, Value);
}

ProgramStateRef closewait::forgetReturnedTo(ProgramStateRef State,
                                            const StackFrameContext *Caller) {
  for (const auto &Entry : returnedValues(State))
    if (callerOf(Entry.first) == Caller)
      State = forget<Returned>(State, Entry.first);
  return State;
}

llvm::ImmutableMap<const StackFrameContext *, SVal>
closewait::returnedValues(ProgramStateRef State) {
  return State->get<Returned>();
}

bool closewait::anySocketGone(ProgramStateRef State) {
  return State->get<SocketGone>();
}

ProgramStateRef closewait::noteSocketGone(ProgramStateRef State) {
  return State->set<SocketGone>(true);
}

bool closewait::anyDecision(ProgramStateRef State) {
  return State->get<Decided>();
}

ProgramStateRef closewait::noteDecision(ProgramStateRef State) {
  return State->set<Decided>(true);
}

const PendingHangup &closewait::pendingHangup(ProgramStateRef State) {
  static const PendingHangup Nothing;
  const PendingHangup *Hangup = State->get<HangupNow>(0);
  return Hangup ? *Hangup : Nothing;
}

ProgramStateRef closewait::setPendingHangup(ProgramStateRef State,
                                            const PendingHangup &Hangup) {
  return Hangup.Event ? State->set<HangupNow>(0, Hangup)
                      : forget<HangupNow>(State, 0);
}
