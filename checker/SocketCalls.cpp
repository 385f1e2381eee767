//===- SocketCalls.cpp - Reads, writes and waits --------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SocketCalls.h"
#include "CallArguments.h"
#include "Endings.h"
#include "HandingOn.h"
#include "Hangup.h"
#include "Numbers.h"
#include "PollArray.h"
#include "Rounds.h"
#include "Syntax.h"

#include <sys/socket.h>

using namespace clang;
using namespace ento;
using namespace closewait;

namespace {
/// One call under evaluation.
class Evaluation {
public:
  Evaluation(const CallEvent &Call, const FunctionModel &Row, Analysis &Desk,
             CheckerContext &C)
      : Call(Call), Row(Row), Desk(Desk), C(C),
        Site(callSite(Call.getOriginExpr(), C.getLocationContext())) {}

  void read();
  void write();
  void wait();

private:
  /// The state after the call's effects on memory, with a result in \p Result.
  ProgramStateRef effects(ProgramStateRef State, DefinedOrUnknownSVal &Result);
  ProgramStateRef forgetBuffer(ProgramStateRef State);
  ProgramStateRef returns(ProgramStateRef State, DefinedOrUnknownSVal Result,
                          BinaryOperatorKind Op, int Than);
  ProgramStateRef meetAgain(ProgramStateRef State, SymbolRef Fd);
  bool isPump(SymbolRef Fd, const SocketEntry &Entry) const;

  void split(ProgramStateRef State, SymbolRef Fd, SocketEntry Entry,
             DefinedOrUnknownSVal Result);
  void gaveData(ProgramStateRef State, SymbolRef Fd, SocketEntry Entry,
                DefinedOrUnknownSVal Result);
  void gaveEnd(ProgramStateRef State, SymbolRef Fd, SocketEntry Entry,
               DefinedOrUnknownSVal Result);
  void gaveFailure(ProgramStateRef State, SymbolRef Fd, SocketEntry Entry,
                   DefinedOrUnknownSVal Result);
  ProgramStateRef emptyMessage(ProgramStateRef State);
  void add(ProgramStateRef State) {
    if (State)
      C.addTransition(State, Pred);
  }

  const CallEvent &Call;
  const FunctionModel &Row;
  Analysis &Desk;
  CheckerContext &C;
  CallSite Site;
  ExplodedNode *Pred = nullptr;
};
} // namespace

/// The kernel writes into the buffer and nowhere else: what lies beside it in
/// the same object stays as it is.
ProgramStateRef Evaluation::forgetBuffer(ProgramStateRef State) {
  const MemRegion *Buffer = Call.getArgSVal(Row.Buffer.Index).getAsRegion();
  if (!Buffer)
    return State;
  Buffer = Buffer->StripCasts();
  if (const auto *Element = dyn_cast<ElementRegion>(Buffer))
    Buffer = Element->getSuperRegion();
  RegionAndSymbolInvalidationTraits Traits;
  Traits.setTrait(
      Buffer, RegionAndSymbolInvalidationTraits::TK_DoNotInvalidateSuperRegion);
  Traits.setTrait(Buffer, RegionAndSymbolInvalidationTraits::TK_SuppressEscape);
  return compat::invalidate(State, loc::MemRegionVal(Buffer), Call,
                            C.blockCount(), Traits);
}

ProgramStateRef Evaluation::effects(ProgramStateRef State,
                                    DefinedOrUnknownSVal &Result) {
  static int Tag;
  Result = compat::conjure(C.getSValBuilder(), Call, Call.getResultType(),
                           C.blockCount(), &Tag);
  ProgramStateRef After = Row.Buffer.isGiven()
                              ? forgetBuffer(State)
                              : Call.invalidateRegions(C.blockCount(), State);
  After = keepAddress(State, After, Call, Row.Address);
  // A wait gives its array new events.
  llvm::SmallVector<const MemRegion *, 1> Written;
  if (Row.Does == Role::Wait)
    if (const MemRegion *R = Call.getArgSVal(Row.Data.Index).getAsRegion())
      Written.push_back(R->getBaseRegion());
  After = keepDescriptors(State, After, Written);
  // Behind an index that is not known, the analyzer forgets the whole table; of
  // two slots in it that may be one, it keeps what is bound last.
  SymbolRef Fd = descriptorAt(Call, Row.Descriptor);
  if (const MemRegion *Place = Fd ? Fd->getOriginRegion() : nullptr)
    After = keepAt(State, After, Place, Fd);
  return After;
}

/// The path on which the call returned something \p Op \p Than.
ProgramStateRef Evaluation::returns(ProgramStateRef State,
                                    DefinedOrUnknownSVal Result,
                                    BinaryOperatorKind Op, int Than) {
  State = State->BindExpr(Call.getOriginExpr(), C.getLocationContext(), Result);
  return assumeThat(State, Result, Op, Than);
}

/// An ended socket meets the call that ended it again.
ProgramStateRef Evaluation::meetAgain(ProgramStateRef State, SymbolRef Fd) {
  const SocketEntry *Entry = socketOf(State, Fd);
  if (!Entry)
    return State;
  SocketState Now = Desk.stateNow(State, *Entry);
  bool Writes = Row.Does == Role::Write;
  CallSite First = Writes ? Entry->Write.Site : Entry->Site;
  if (!Now.hasEnded() || Now.endedByWrite() != Writes || First != Site)
    return State;
  unsigned Since = Writes ? Entry->Write.Epoch : Entry->Epoch;
  if (isBoundedRound(State, Since) ||
      (Now.evidence() < Evidence::Watched && timePassedSince(State, Since)))
    return State;
  if (Desk.ask(State, Fd, Occasion::SameCallAgain))
    return advance(State, Fd, SocketEvent::HandedOn);
  return State;
}

void Evaluation::read() {
  ProgramStateRef State = answerHangup(C.getState());
  SymbolRef Fd = descriptorAt(Call, Row.Descriptor);
  State = Fd ? meetAgain(State, Fd) : State;
  Pred = Desk.commit(C, State);
  if (!Pred)
    return;
  DefinedOrUnknownSVal Result = UnknownVal();
  State = effects(State, Result);
  if (!Fd)
    return add(returns(State, Result, BO_GE, -1));
  State = Desk.excuse(State, Fd);
  SocketEntry Entry =
      Desk.entryFor(State, Fd, Call.getArgExpr(Row.Descriptor.Index), C);
  bool Datagram = Entry.State.transport() == Transport::Unknown &&
                  isGivenAddress(Pred->getState(), Call, Row.Address);
  // That somebody waits for it proves little: the program must look.
  bool Unseen = Entry.State.evidence() == Evidence::Watched &&
                isDiscarded(Call.getOriginExpr(), C.getLocationContext());
  if (Datagram || Unseen || !Entry.State.canEnd() ||
      Entry.State.evidence() == Evidence::Other)
    return add(returns(State, Result, BO_GE, -1));
  if (isPump(Fd, Entry))
    Desk.Ends.addPump(Fd);
  split(State, Fd, Entry, Result);
}

/// A pump: data has led back to this call, by a loop of the deciding frame.  A
/// wait lies between the rounds only where the loop serves one connection.
bool Evaluation::isPump(SymbolRef Fd, const SocketEntry &Entry) const {
  const StackFrameContext *Frame = C.getStackFrame();
  if (!Entry.State.isOpen() || Entry.Site != Site ||
      (Frame != Entry.Home && Frame == Entry.ReadFrame))
    return false;
  return Entry.State.lastRead() == LastRead::Data ||
         (Entry.State.lastRead() == LastRead::None &&
          wayTo(Fd).isParametersOwn());
}

void Evaluation::split(ProgramStateRef State, SymbolRef Fd, SocketEntry Entry,
                       DefinedOrUnknownSVal Result) {
  SocketState Now = Desk.stateNow(State, Entry);
  // After the end of the stream nothing but the end can come.
  bool Ended = Now.isPeerClosed();
  // "Again" twice in a row teaches nothing, and would use up the analyzer's
  // turns: after that it inlines the function around the retry no more.
  bool Retried =
      Now.isOpen() && Now.lastRead() == LastRead::Again && Entry.Site == Site;
  bool Peeked = Entry.State.lastRead() == LastRead::PeekedData;
  const llvm::APSInt *Length = numberAt(State, Call, Row.Length);
  bool AsksForNothing = Length && Length->isZero();
  if (!Entry.State.hasEnded()) {
    Entry.ReadFrame = C.getStackFrame();
    Entry.Ignored = isDiscarded(Call.getOriginExpr(), C.getLocationContext());
    Entry.Last = Call.getOriginExpr();
    Entry.Site = Site;
    Entry.Spelling = Call.getArgExpr(Row.Descriptor.Index);
    Entry.Home = Entry.State.isOwned()
                     ? Entry.Home
                     : decidingFrame(State, Fd, C.getLocationContext());
  }
  if (AsksForNothing)
    return add(returns(State, Result, BO_GE, -1));
  // A call that gave data or a 0 was given an open descriptor.
  ProgramStateRef Open = assumeThat(State, nonloc::SymbolVal(Fd), BO_GE, 0);
  if (Open && !Ended)
    gaveData(Open, Fd, Entry, Result);
  if (Open && !Peeked)
    gaveEnd(Open, Fd, Entry, Result);
  if (!Peeked && !Ended && !Retried &&
      Entry.State.evidence() >= Evidence::Watched)
    gaveFailure(State, Fd, Entry, Result);
}

void Evaluation::gaveData(ProgramStateRef State, SymbolRef Fd,
                          SocketEntry Entry, DefinedOrUnknownSVal Result) {
  const llvm::APSInt *Flags = numberAt(State, Call, Row.Flags);
  bool Peeks = Flags && (Flags->getExtValue() & MSG_PEEK);
  // A write that failed before was a failure that passes.
  if (!Peeks)
    Entry.Write = WriteAttempt();
  if (Entry.State.evidence() >= Evidence::Watched) {
    State = returns(State, Result, BO_GT, 0);
    Entry.State = Entry.State.after(Peeks ? SocketEvent::PeekData
                                          : SocketEvent::ReadData);
  } else {
    // Without evidence, data and failure stay one path: only a 0 counts.
    State = returns(State, Result, BO_GE, -1);
    if (State && !Row.EmptyMessage)
      State = returns(State, Result, BO_NE, 0);
  }
  // What an earlier failure left in errno is no matter any more.
  if (Entry.State.isOpen()) {
    Entry.Errno = nullptr;
    Entry.Epoch = 0;
  }
  add(State ? setSocket(State, Fd, Entry) : nullptr);
}

/// recvmmsg's end of stream: it returns 1, and the message is empty.
ProgramStateRef Evaluation::emptyMessage(ProgramStateRef State) {
  const MemRegion *Vector = Call.getArgSVal(Row.Data.Index).getAsRegion();
  QualType T = Call.getArgExpr(Row.Data.Index)->getType()->getPointeeType();
  const auto *Record = T.isNull() ? nullptr : T->getAs<RecordType>();
  if (!Vector || !Record)
    return nullptr;
  for (const FieldDecl *Field : Record->getDecl()->fields())
    if (Field->getName() == "msg_len")
      return State->bindLoc(
          State->getLValue(Field, loc::MemRegionVal(Vector)).castAs<Loc>(),
          C.getSValBuilder().makeZeroVal(Field->getType()).castAs<NonLoc>(),
          C.getLocationContext(), /*notifyChanges=*/false);
  return nullptr;
}

void Evaluation::gaveEnd(ProgramStateRef State, SymbolRef Fd, SocketEntry Entry,
                         DefinedOrUnknownSVal Result) {
  if (Row.Zero != Meaning::EndOfStream && !Row.EmptyMessage)
    return;
  State = returns(State, Result, BO_EQ, Row.EmptyMessage ? 1 : 0);
  if (State && Row.EmptyMessage)
    State = emptyMessage(State);
  if (!State)
    return;
  State = startEpoch(noteSocketGone(State));
  SymbolRef Stale;
  State = leaveErrno(State, Call, C.blockCount(), Stale);
  if (!Entry.State.hasEnded()) {
    Entry.Errno = Stale;
    Entry.Epoch = endings(State);
    Entry.WaitSite = 0;
  }
  Entry.State = Entry.State.after(SocketEvent::ReadEnd);
  add(setSocket(State, Fd, Entry));
}

void Evaluation::gaveFailure(ProgramStateRef State, SymbolRef Fd,
                             SocketEntry Entry, DefinedOrUnknownSVal Result) {
  if (Row.Negative != Meaning::Failed)
    return;
  State = returns(State, Result, BO_EQ, -1);
  if (!State)
    return;
  State = startEpoch(State);
  SymbolRef Errno;
  State = setErrno(State, Call, C.blockCount(), Errno);
  Entry.State = Desk.stateNow(State, Entry);
  if (!Entry.State.hasEnded()) {
    Entry.Errno = Errno;
    Entry.Epoch = endings(State);
    Entry.WaitSite = 0;
  }
  Entry.State = Entry.State.after(SocketEvent::ReadFailed);
  add(setSocket(State, Fd, Entry));
}

void Evaluation::write() {
  ProgramStateRef State = answerHangup(C.getState());
  SymbolRef Fd = descriptorAt(Call, Row.Descriptor);
  State = Fd ? meetAgain(State, Fd) : State;
  Pred = Desk.commit(C, State);
  if (!Pred)
    return;
  DefinedOrUnknownSVal Result = UnknownVal();
  State = returns(effects(State, Result), Result, BO_GE, -1);
  if (!State)
    return;
  bool Tested = !isDiscarded(Call.getOriginExpr(), C.getLocationContext());
  SymbolRef Answer = Result.getAsSymbol();
  if (!reached(State).isEmpty()) {
    // A message that carries descriptors hands them on, if it is sent.
    if (Tested)
      add(returns(clearReached(State), Result, BO_EQ, -1));
    State = returns(handOnReached(State, Desk), Result, BO_GE, 0);
  }
  if (!Fd || !Tested || !Answer)
    return add(State);
  SocketEntry Entry =
      Desk.entryFor(State, Fd, Call.getArgExpr(Row.Descriptor.Index), C);
  bool Datagram = Entry.State.transport() == Transport::Unknown &&
                  isGivenAddress(Pred->getState(), Call, Row.Address);
  if (Datagram || !Entry.State.canEnd() ||
      Entry.State.evidence() != Evidence::Socket)
    return add(State);
  if (Entry.Write.Site == Site && Desk.wasAgain(State, Entry.Write))
    State = returns(State, Result, BO_GE, 0);
  if (!State)
    return;
  State = startEpoch(State);
  State = setErrno(State, Call, C.blockCount(), Entry.Write.Errno);
  Entry.Write.Call = Call.getOriginExpr();
  Entry.Write.Site = Site;
  Entry.Write.Result = Answer;
  Entry.Write.Epoch = endings(State);
  add(setSocket(State, Fd, Entry));
}

void Evaluation::wait() {
  ProgramStateRef State = waitReached(C.getState(), Desk, C);
  PollArray Polled(Call, Row);
  State = forgetRound(letTimePass(Polled.meet(State, Site, Desk)));
  Pred = Desk.commit(C, State);
  if (!Pred)
    return;
  DefinedOrUnknownSVal Result = UnknownVal();
  ProgramStateRef After = Polled.keep(State, effects(State, Result));
  SymbolRef Errno;
  After = setErrno(After, Call, C.blockCount(), Errno);
  After = returns(After, Result, BO_GE, -1);
  add(After ? Polled.reportEnded(After, Result, Site, Desk) : nullptr);
}

bool closewait::evalSocketCall(const CallEvent &Call, const FunctionModel &Row,
                               Analysis &Desk, CheckerContext &C) {
  if (!Call.getOriginExpr() || !isEvaluated(Row))
    return false;
  Evaluation E(Call, Row, Desk, C);
  if (Row.Does == Role::Read)
    E.read();
  else if (Row.Does == Role::Write)
    E.write();
  else
    E.wait();
  return true;
}
