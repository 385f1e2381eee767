//===- SocketCalls.cpp - Reads, writes and waits --------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SocketCalls.h"
#include "Endings.h"
#include "Evaluation.h"
#include "HandingOn.h"
#include "Hangup.h"
#include "KnownBodies.h"
#include "Numbers.h"
#include "PollArray.h"
#include "Rounds.h"
#include "Syntax.h"

#include <sys/socket.h>

using namespace clang;
using namespace ento;
using namespace closewait;

namespace {
/// A read, a write, a wait, or the question why one of them failed.
class SocketCall : public Evaluation {
public:
  SocketCall(const CallEvent &Call, const FunctionModel &Row, Analysis &Desk,
             CheckerContext &C)
      : Evaluation(Call, Row, Desk, C) {}
  /// A call of a body that reads.
  SocketCall(const CallEvent &Call, KnownRead Known, Analysis &Desk,
             CheckerContext &C)
      : Evaluation(Call, *Known.Row, Desk, C), Known(std::move(Known)) {}

  void read();
  void write();
  void wait();
  bool classify();

private:
  bool isPump(SymbolRef Fd, const SocketEntry &Entry) const;
  bool peeks(ProgramStateRef State) const;

  void split(ProgramStateRef State, SymbolRef Fd, SocketEntry Entry,
             DefinedOrUnknownSVal Result);
  void gaveData(ProgramStateRef State, SymbolRef Fd, SocketEntry Entry,
                DefinedOrUnknownSVal Result);
  void gaveEnd(ProgramStateRef State, SymbolRef Fd, SocketEntry Entry,
               DefinedOrUnknownSVal Result);
  void gaveFailure(ProgramStateRef State, SymbolRef Fd, SocketEntry Entry,
                   DefinedOrUnknownSVal Result);
  ProgramStateRef emptyMessage(ProgramStateRef State);
  ProgramStateRef leavesEndCode(ProgramStateRef State, SymbolRef &Code);
  ProgramStateRef givesIn(ProgramStateRef State, DefinedOrUnknownSVal Result,
                          const ResultRange &Range);

  const KnownRead Known; ///< Without a row, the call is a library's.
};
} // namespace

/// The path on which the call gave something in \p Range.
ProgramStateRef SocketCall::givesIn(ProgramStateRef State,
                                    DefinedOrUnknownSVal Result,
                                    const ResultRange &Range) {
  if (Range.isEmpty())
    return nullptr;
  State = State->BindExpr(Call.getOriginExpr(), C.getLocationContext(), Result);
  return assumeIn(State, Result, Range);
}

void SocketCall::read() {
  ProgramStateRef State = answerHangup(C.getState());
  SymbolRef Fd = Known.Row ? Known.Fd : socketAt(State, Call, Row);
  State = Fd ? meetAgain(State, Fd) : State;
  Pred = Desk.commit(C, State);
  if (!Pred)
    return;
  DefinedOrUnknownSVal Result = UnknownVal();
  State = Known.Row ? effectsOfRead(State, Call, Known, C, Result)
                    : effects(State, Result);
  if (!Fd)
    return add(returnsAny(State, Result));
  State = Desk.excuse(State, Fd);
  SocketEntry Entry = Desk.entryFor(State, Fd, Call, Row, C);
  // A program does not count messages on a stream.
  if (Entry.State.transport() == Transport::Unknown &&
      (Row.EmptyMessage ||
       isGivenAddress(Pred->getState(), Call, Row.Address))) {
    Entry.State = Entry.State.after(SocketEvent::Addressed);
    State = setSocket(State, Fd, Entry);
  }
  // A wait for it proves little: the program must test it.
  bool Unseen = Entry.State.evidence() == Evidence::Watched &&
                (isDiscarded(Call.getOriginExpr(), C.getLocationContext()) ||
                 isIdleCondition(Call.getOriginExpr(), C.getLocationContext()));
  if (Unseen || !Entry.State.canEnd() ||
      Entry.State.evidence() == Evidence::Other)
    return add(returnsAny(State, Result));
  if (isPump(Fd, Entry))
    Desk.Ends.addPump(Fd);
  split(State, Fd, Entry, Result);
}

/// A pump: data has led back to this call, by a loop of the deciding frame.  A
/// wait lies between the rounds only where the loop serves one connection.
bool SocketCall::isPump(SymbolRef Fd, const SocketEntry &Entry) const {
  const StackFrameContext *Frame = C.getStackFrame();
  if (!Entry.State.isOpen() || Entry.Site != Site ||
      (Frame != Entry.Home && Frame == Entry.ReadFrame))
    return false;
  return Entry.State.lastRead() == LastRead::Data ||
         (Entry.State.lastRead() == LastRead::None &&
          wayTo(Fd).isParametersOwn());
}

/// Whether the data stay for the next read.
bool SocketCall::peeks(ProgramStateRef State) const {
  const llvm::APSInt *Flags = numberAt(State, Call, Row.Flags);
  return Row.Peeks || (Flags && (Flags->getExtValue() & MSG_PEEK));
}

void SocketCall::split(ProgramStateRef State, SymbolRef Fd, SocketEntry Entry,
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
    Entry.By = &Row;
    Entry.Site = Site;
    Entry.Spelling =
        Known.Row ? nullptr : Call.getArgExpr(Row.Descriptor.Index);
    Entry.Home = Entry.State.isOwned()
                     ? Entry.Home
                     : decidingFrame(State, Fd, C.getLocationContext());
  }
  if (AsksForNothing)
    return add(returnsAny(State, Result));
  // A call that gave data or a 0 was given an open descriptor.
  ProgramStateRef Open =
      isHandle(Fd) ? State : assumeThat(State, valueFor(State, Fd), BO_GE, 0);
  if (Open && !Ended)
    gaveData(Open, Fd, Entry, Result);
  if (Open && !Peeked)
    gaveEnd(Open, Fd, Entry, Result);
  if (!Peeked && !Ended && !Retried &&
      Entry.State.evidence() >= Evidence::Watched)
    gaveFailure(State, Fd, Entry, Result);
  if (Known.Row && !Ended)
    add(givesIn(State, Result, Known.Nothing));
}

void SocketCall::gaveData(ProgramStateRef State, SymbolRef Fd,
                          SocketEntry Entry, DefinedOrUnknownSVal Result) {
  bool Peeks = peeks(State);
  // A write that failed before was a failure that passes.
  if (!Peeks)
    Entry.Write = WriteAttempt();
  if (Entry.State.evidence() >= Evidence::Watched) {
    State = Known.Row ? givesIn(State, Result, Known.Data)
                      : returns(State, Result, BO_GT, 0);
    Entry.State = Entry.State.after(Peeks ? SocketEvent::PeekData
                                          : SocketEvent::ReadData);
  } else {
    // Without evidence, data and failure stay one path: only a 0 counts.
    State = Known.Row ? givesIn(State, Result, Known.Data.with(Known.Failure))
                      : returns(State, Result, BO_GE, -1);
    if (State && !Known.Row && !Row.EmptyMessage)
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
ProgramStateRef SocketCall::emptyMessage(ProgramStateRef State) {
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

/// Who asks the library what the 0 was gets an answer that fits; errno has been
/// cleared before the library read.
ProgramStateRef SocketCall::leavesEndCode(ProgramStateRef State,
                                          SymbolRef &Code) {
  SymbolRef Errno;
  State = setErrno(State, Call, C.blockCount(), Errno);
  State = assumeThat(State, valueFor(State, Errno), BO_EQ, 0);
  return State ? setCode(State, Call, Row, /*Ended=*/true, C.blockCount(), Code)
               : nullptr;
}

void SocketCall::gaveEnd(ProgramStateRef State, SymbolRef Fd, SocketEntry Entry,
                         DefinedOrUnknownSVal Result) {
  if (Known.Row)
    State = givesIn(State, Result, Known.End);
  else if (Row.Zero != Meaning::EndOfStream && !Row.EmptyMessage)
    return;
  else
    State = returns(State, Result, BO_EQ, Row.EmptyMessage ? 1 : 0);
  if (State && Row.EmptyMessage)
    State = emptyMessage(State);
  if (!State)
    return;
  State = startEpoch(noteSocketGone(State));
  SymbolRef Stale = nullptr;
  if (Row.Told == Telling::ByErrno)
    State = leaveErrno(State, Call, C.blockCount(), Stale);
  else if (Row.Told == Telling::Later)
    State = leavesEndCode(State, Stale);
  if (!State)
    return;
  if (!Entry.State.hasEnded()) {
    Entry.Errno = Stale;
    Entry.Epoch = endings(State);
    Entry.WaitSite = 0;
  }
  Entry.State = Entry.State.after(peeks(State) ? SocketEvent::PeekEnd
                                               : SocketEvent::ReadEnd);
  add(setSocket(State, Fd, Entry));
}

void SocketCall::gaveFailure(ProgramStateRef State, SymbolRef Fd,
                             SocketEntry Entry, DefinedOrUnknownSVal Result) {
  bool Tells = Known.Row || Row.Negative == Meaning::Failed ||
               Row.Zero == Meaning::Failed;
  SymbolRef Errno = nullptr, Beside = nullptr;
  if (Known.Row) {
    State = givesIn(startEpoch(State), Result, Known.Failure);
    State = State ? leavesCode(State, Result, Errno, Beside) : nullptr;
  } else {
    State = fails(startEpoch(State), Result, Errno, Beside);
  }
  if (!State)
    return;
  Entry.State = Desk.stateNow(State, Entry);
  if (!Entry.State.hasEnded()) {
    Entry.Errno = Errno;
    Entry.Beside = Beside;
    Entry.Epoch = endings(State);
    Entry.WaitSite = 0;
  }
  Entry.State = Entry.State.after(SocketEvent::ReadFailed);
  if (!Tells)
    Entry.State = Entry.State.after(SocketEvent::Unclear);
  add(setSocket(State, Fd, Entry));
}

/// What the last call on the handle left for who asks.
bool SocketCall::classify() {
  ProgramStateRef State = C.getState();
  const SocketEntry *Entry = socketOf(State, socketAt(State, Call, Row));
  if (!Entry)
    return false;
  const WriteAttempt &Write = Entry->Write;
  // A result that is known has lost its symbol: then the later call is meant.
  SymbolRef Of = Row.Data.isGiven()
                     ? Call.getArgSVal(Row.Data.Index).getAsSymbol()
                     : nullptr;
  bool OfWrite =
      Write.Result && (Of ? Of == Write.Result : Write.Epoch > Entry->Epoch);
  SymbolRef Code = OfWrite ? Write.Errno : Entry->Errno;
  const FunctionModel *By = OfWrite ? Write.By : Entry->By;
  if (!Code || !By || By->Told != Telling::Later)
    return false;
  C.addTransition(State->BindExpr(Call.getOriginExpr(), C.getLocationContext(),
                                  valueFor(State, Code)));
  return true;
}

void SocketCall::write() {
  ProgramStateRef State = answerHangup(C.getState());
  SymbolRef Fd = socketAt(State, Call, Row);
  State = Fd ? meetAgain(State, Fd) : State;
  Pred = Desk.commit(C, State);
  if (!Pred)
    return;
  DefinedOrUnknownSVal Result = UnknownVal();
  State = returnsAny(effects(State, Result), Result);
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
  SocketEntry Entry = Desk.entryFor(State, Fd, Call, Row, C);
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
  Entry.Write = WriteAttempt();
  State = leavesCode(State, Result, Entry.Write.Errno, Entry.Write.Beside);
  if (!State)
    return;
  Entry.Write.By = &Row;
  Entry.Write.Call = Call.getOriginExpr();
  Entry.Write.Site = Site;
  Entry.Write.Result = Answer;
  Entry.Write.Epoch = endings(State);
  add(setSocket(State, Fd, Entry));
}

ProgramStateRef closewait::hideSplit(ProgramStateRef State,
                                     const CallExpr *Call, CheckerContext &C) {
  static int Tag;
  for (const auto &Socket : sockets(State)) {
    SocketEntry Entry = Socket.second;
    if (Entry.Write.Call != Call || Entry.Write.SplitOff ||
        canBe(State, Entry.Write.Result, BO_GE, 0))
      continue;
    auto Result = compat::conjure(Call, Call->getType(), C, &Tag);
    Entry.Write.Result = Result.getAsSymbol();
    Entry.Write.SplitOff = true;
    State = State->BindExpr(Call, C.getLocationContext(), Result);
    State = assumeThat(State, Result, BO_GE, -1);
    return setSocket(State, Socket.first, Entry);
  }
  return State;
}

void SocketCall::wait() {
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

bool closewait::evalKnownRead(const CallEvent &Call, Analysis &Desk,
                              CheckerContext &C) {
  if (!Call.getOriginExpr())
    return false;
  KnownRead Known = knownRead(C.getState(), Call, Desk);
  if (!Known.Row)
    return false;
  SocketCall(Call, std::move(Known), Desk, C).read();
  return true;
}

bool closewait::evalSocketCall(const CallEvent &Call, const FunctionModel &Row,
                               Analysis &Desk, CheckerContext &C) {
  if (!Call.getOriginExpr() || !isEvaluated(Row))
    return false;
  SocketCall E(Call, Row, Desk, C);
  if (Row.Does == Role::Classify)
    return E.classify();
  if (Row.Does == Role::Read)
    E.read();
  else if (Row.Does == Role::Write)
    E.write();
  else
    E.wait();
  return true;
}
