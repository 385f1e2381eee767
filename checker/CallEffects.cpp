//===- CallEffects.cpp - What all other calls do to descriptors -----------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CallEffects.h"
#include "CallArguments.h"
#include "Endings.h"
#include "HandingOn.h"
#include "Hangup.h"
#include "Numbers.h"
#include "Rounds.h"
#include "Syntax.h"

#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/socket.h>

using namespace clang;
using namespace ento;
using namespace closewait;

/// CLOSE_RANGE_CLOEXEC of <linux/close_range.h>: nothing is closed before exec.
static constexpr int CloseRangeCloexec = 4;

namespace {
/// One call whose effects are applied.
class Effects {
public:
  Effects(ProgramStateRef State, const CallEvent &Call,
          const FunctionModel &Row, Analysis &Desk, CheckerContext &C)
      : Call(Call), Row(Row), Desk(Desk), C(C), State(State) {}

  void apply();

private:
  void acquire();
  void acquireThrough();
  void acquireCopy();
  void watch();
  void closeTarget();
  void closeAll();
  void unwatch();
  void wrap();
  void unwrap();
  void copy();
  void renewErrno();
  void own(SymbolRef Fd, Transport T);
  /// \p Event happens to the socket of the call, be it met for the first time.
  void happens(SocketEvent Event);
  /// What the call can reach is handed on where it returned 0, and not where it
  /// failed, if the program looks at the result at all.
  void handOnIfItSucceeds();
  int flags() const;
  Transport transport() const;
  void done() { Desk.commit(C, State); }

  const CallEvent &Call;
  const FunctionModel &Row;
  Analysis &Desk;
  CheckerContext &C;
  ProgramStateRef State;
};
} // namespace

int Effects::flags() const {
  const llvm::APSInt *Number = numberAt(State, Call, Row.Flags);
  return Number ? int(Number->getExtValue()) : -1;
}

/// What kind of socket a call makes whose flags are a socket's type.
Transport Effects::transport() const {
  if (Row.Stream)
    return Transport::Stream;
  return flags() < 0 ? Transport::Unknown : transportOf(flags());
}

void Effects::own(SymbolRef Fd, Transport T) {
  if (!Fd)
    return;
  SocketEntry Entry(SocketState::owned(T));
  Entry.Opened = Call.getOriginExpr();
  Entry.Home = C.getStackFrame();
  State = setSocket(State, Fd, Entry);
}

void Effects::happens(SocketEvent Event) {
  SymbolRef Fd = socketAt(State, Call, Row);
  if (Fd)
    State = setSocket(State, Fd, Desk.entryFor(State, Fd, Call, Row, C));
  State = advance(State, Fd, Event);
}

void Effects::acquire() {
  bool Retry = failedBefore(State, Call.getOriginExpr());
  State = reopened(State, Call.getOriginExpr(), Desk);
  if (Row.Data.isGiven())
    return acquireCopy();
  if (Row.Descriptor.Through)
    return acquireThrough();
  own(descriptorOf(Call.getReturnValue()), transport());
  // A second failure in a row teaches nothing, and would use up the analyzer's
  // turns: after that it inlines the function around the retry no more.
  auto Result = Call.getReturnValue().getAs<DefinedOrUnknownSVal>();
  if (Retry && Result)
    if (ProgramStateRef Succeeds = assumeThat(State, *Result, BO_GE, 0))
      State = Succeeds;
  done();
}

/// dup() and similar functions: the copy is a socket if the original is one.
void Effects::acquireCopy() {
  bool IsCopy =
      !Row.Flags.isGiven() || flags() == F_DUPFD || flags() == F_DUPFD_CLOEXEC;
  SymbolRef From = descriptorAt(State, Call, Row.Data);
  // Who asks for O_NDELAY after a 0 knows of the systems on which that 0 was
  // "again", and decides by the answer.
  const SocketEntry *Known = socketOf(State, From);
  if (flags() == F_GETFL && Known && Known->State.isPeerClosed())
    State = handOnSocket(State, From, Desk);
  const EvidenceMap &Map = Desk.evidence(C.getASTContext());
  if (IsCopy && From) {
    Evidence Proof = Known ? Known->State.evidence()
                           : Map.of(From, Call.getArgExpr(Row.Data.Index));
    if (Proof == Evidence::Socket)
      own(descriptorOf(Call.getReturnValue()),
          Known ? Known->State.transport() : Transport::Unknown);
  }
  done();
}

/// socketpair() and what is like it: the descriptors stand where an argument
/// points, on the path where the call succeeds.  Success is a 0, of a bool
/// true.
void Effects::acquireThrough() {
  auto Result = Call.getReturnValue().getAs<DefinedOrUnknownSVal>();
  if (placeAt(State, Call, Row.Descriptor).isUnknown())
    return done();
  if (Result && !Call.getResultType()->isVoidType()) {
    ProgramStateRef Failure, Success;
    std::tie(Failure, Success) = State->assume(*Result);
    if (Call.getResultType()->isBooleanType())
      std::swap(Failure, Success);
    if (Failure)
      C.addTransition(Failure);
    if (!Success)
      return;
    State = Success;
  }
  static int Tags[FunctionModel::MostElements];
  QualType Int = C.getASTContext().IntTy;
  for (unsigned I = 0; I < Row.Elements; ++I) {
    SVal Fd = compat::conjure(C.getSValBuilder(), Call, Int, C.blockCount(),
                              &Tags[I]);
    auto Slot = placeAt(State, Call, Row.Descriptor, I).getAs<Loc>();
    if (!Slot)
      break;
    State = State->bindLoc(*Slot, Fd, C.getLocationContext());
    if (outlivesPath(State, Slot->getAsRegion()))
      continue;
    own(Fd.getAsSymbol(), transport());
    State = storedIn(State, Fd.getAsSymbol(), Slot->getAsRegion(), Desk);
  }
  done();
}

void Effects::handOnIfItSucceeds() {
  if (reached(State).isEmpty())
    return done();
  ProgramStateRef Success = handOnReached(State, Desk);
  auto Result = Call.getReturnValue().getAs<DefinedOrUnknownSVal>();
  const Expr *E = Call.getOriginExpr();
  if (!Result || !E || isDiscarded(E, C.getLocationContext())) {
    State = Success;
    return done();
  }
  if (ProgramStateRef Good = Success->assume(*Result, false))
    C.addTransition(Good);
  ProgramStateRef Failure = Row.Negative == Meaning::Failed
                                ? assumeThat(State, *Result, BO_EQ, -1)
                                : State->assume(*Result, true);
  if (!Failure)
    return;
  // A call that failed has stored nothing where the descriptors stand.
  for (SymbolRef Fd : reached(State))
    if (const SocketEntry *Entry = socketOf(State, Fd))
      if (Entry->Place)
        Failure = Failure->bindLoc(loc::MemRegionVal(Entry->Place),
                                   valueFor(State, Fd), /*LCtx=*/nullptr,
                                   /*notifyChanges=*/false);
  C.addTransition(clearReached(Failure));
}

/// epoll_ctl(): the event data lead somewhere, or the watch ends.
void Effects::watch() {
  if (flags() != EPOLL_CTL_DEL)
    return handOnIfItSucceeds();
  SymbolRef Fd = socketAt(State, Call, Row);
  ProgramStateRef Failure;
  if (Fd && socketOf(State, Fd) &&
      !isDiscarded(Call.getOriginExpr(), C.getLocationContext())) {
    Failure = assumeThat(State, Call.getReturnValue(), BO_EQ, -1);
    State = assumeThat(State, Call.getReturnValue(), BO_EQ, 0);
  }
  if (Failure)
    C.addTransition(Failure);
  if (!State)
    return;
  State = advance(State, Fd, SocketEvent::Unwatched);
  done();
}

/// dup2(): the target is closed first.
void Effects::closeTarget() {
  SymbolRef Target = descriptorAt(State, Call, Row.Target);
  if (Target && socketOf(State, Target))
    State = closed(State, Target, Desk, C);
  done();
}

void Effects::closeAll() {
  if (flags() >= 0 && (flags() & CloseRangeCloexec))
    return done();
  for (const auto &Socket : sockets(State))
    State = closed(State, Socket.first, Desk, C);
  done();
}

/// What watches the socket is stopped: the socket itself, or something that
/// stands in the same object and is not known to be tied to it.
void Effects::unwatch() {
  SymbolRef Stopped = socketAt(State, Call, Row);
  if (Stopped && socketOf(State, Stopped)) {
    State = advance(State, Stopped, SocketEvent::Unwatched);
    return done();
  }
  for (const auto &Socket : sockets(State))
    if (Stopped && Socket.second.State.owner() == Owner::Borrowed &&
        haveCommonRoot(Socket.first, Stopped))
      State = advance(State, Socket.first, SocketEvent::Unwatched);
  done();
}

/// fdopen() and what is like it: from now on a handle stands for the
/// descriptor, and unless it has only borrowed it, closes it at its own end.
void Effects::wrap() {
  SymbolRef Fd = descriptorAt(State, Call, Row.Descriptor);
  SymbolRef Handle = handleAt(State, Call, Row.Handle);
  bool Kept = Row.CloseBit != 0 && Row.Flags.isGiven() && flags() >= 0 &&
              !(flags() & Row.CloseBit);
  if (Fd && Handle && !isHandle(Fd))
    State = setHandle(State, Handle, Fd, Row.Borrows || Kept);
  const MemRegion *Place = Handle ? placeOfHandle(Handle) : nullptr;
  if (Fd && Place && outlivesPath(State, Place))
    State = handOnSocket(State, Fd, Desk);
  // What the library keeps with it.
  State = handOnReached(State, Desk);
  done();
}

void Effects::unwrap() {
  SymbolRef Handle = handleAt(State, Call, Row.Handle);
  SymbolRef Fd = behindHandle(State, Handle);
  if (!Fd || !isBorrowing(State, Handle))
    State = closed(State, Fd ? Fd : Handle, Desk, C);
  if (Handle)
    State = dropHandle(State, Handle);
  done();
}

/// memcpy(): a single descriptor is copied with the bytes, as into the control
/// data of a message; an object that holds one is handed on.
void Effects::copy() {
  auto To = Call.getArgSVal(Row.Descriptor.Index).getAs<Loc>();
  const MemRegion *From = Call.getArgSVal(Row.Data.Index).getAsRegion();
  From = From ? From->StripCasts() : nullptr;
  for (SymbolRef Fd : reached(State)) {
    const SocketEntry *Entry = socketOf(State, Fd);
    if (!To || !From || !Entry || Entry->Place != From)
      continue;
    // The analyzer has forgotten the source, too.
    State = clearReached(State);
    for (Loc Place : {Loc(loc::MemRegionVal(From)), *To})
      State = State->bindLoc(Place, valueFor(State, Fd), C.getLocationContext(),
                             /*notifyChanges=*/false);
    return done();
  }
  State = handOnReached(State, Desk);
  done();
}

/// What the program asks of errno from now on, it asks of this call.
void Effects::renewErrno() {
  SymbolRef Errno;
  if (!isDiscarded(Call.getOriginExpr(), C.getLocationContext()))
    State = setErrno(State, Call, C.blockCount(), Errno);
}

void Effects::apply() {
  switch (Row.Does) {
  case Role::Acquire:
    renewErrno();
    return acquire();
  case Role::Close:
    // A number that the program wrote down is none that it opened.
    if (Call.getArgSVal(Row.Descriptor.Index).isConstant())
      State = answerHangup(State);
    else
      State = closed(State, socketAt(State, Call, Row), Desk, C);
    return done();
  case Role::CloseFrom:
    return closeAll();
  case Role::CopyOnto:
    return closeTarget();
  case Role::Unwrap:
    return unwrap();
  case Role::Wrap:
    return wrap();
  case Role::Unwatch:
    return unwatch();
  case Role::Watch:
    renewErrno();
    return watch();
  case Role::HandOn:
    return handOnIfItSucceeds();
  case Role::ShutDown:
    if (flags() == SHUT_WR || flags() == SHUT_RDWR)
      happens(SocketEvent::ShutDown);
    return done();
  case Role::Listen:
    happens(SocketEvent::Listens);
    return done();
  case Role::Use:
    renewErrno();
    if (Row.Bye)
      happens(SocketEvent::SaidBye);
    if (Row.Recalls)
      happens(SocketEvent::Recalled);
    State = answerHangup(State);
    return done();
  case Role::Copy:
    return copy();
  case Role::Allocate:
    if (SymbolRef Memory = Call.getReturnValue().getAsSymbol(true))
      State = addPrivateHeap(State, Memory);
    return done();
  case Role::Errno:
    State = showErrno(State, Call);
    return done();
  case Role::Clock:
    State = clockRead(State, Call);
    return done();
  case Role::Pause:
    State = letTimePass(State);
    return done();
  case Role::Free: // Before the call, in the checker.
  case Role::Fill:
  case Role::EndThread:
  case Role::Other:
  case Role::Neutral:
  case Role::Classify: // Nothing is known of what it would say.
    return done();
  case Role::OnEvents: // The function has it from now on.
  case Role::OnRead:
  case Role::OnAccept:
    State = handOnReached(State, Desk);
    return done();
  case Role::Body: // In UnknownCalls.
  case Role::Read: // Evaluated, in SocketCalls.
  case Role::Write:
  case Role::Wait:
    return;
  }
}

void closewait::applyRow(ProgramStateRef State, const CallEvent &Call,
                         const FunctionModel &Row, Analysis &Desk,
                         CheckerContext &C) {
  Effects(State, Call, Row, Desk, C).apply();
}
