//===- Analysis.cpp - The desk on which one function is analysed ----------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis.h"

using namespace clang;
using namespace ento;
using namespace closewait;

/// The same, if the program may have asked errno where the row says that
/// something else tells: what it learnt there is not known.
template <typename Attempt>
static ErrnoSays failureSays(ProgramStateRef State, const Attempt &A) {
  ErrnoSays Says = errnoSays(State, A.Errno, A.By);
  bool Elsewhere = Says != ErrnoSays::Again && isErrnoAsked(State, A.Beside);
  return Elsewhere ? ErrnoSays::Unclear : Says;
}

/// Whether the write \p W can have failed.
static bool mayHaveFailed(ProgramStateRef State, const WriteAttempt &W) {
  return W.Result && canBe(State, W.Result, BO_LT, 0);
}

/// Whether the path has seen that the write \p W failed.
static bool sawFailure(ProgramStateRef State, const WriteAttempt &W) {
  return mayHaveFailed(State, W) && !canBe(State, W.Result, BO_GT, 0);
}

bool Analysis::wasAgain(ProgramStateRef State,
                        const WriteAttempt &Write) const {
  return sawFailure(State, Write) &&
         errnoSays(State, Write.Errno, Write.By) == ErrnoSays::Again;
}

bool Analysis::isAllWell(ProgramStateRef State) const {
  if (anySocketGone(State))
    return false;
  for (const auto &Socket : sockets(State))
    if (stateNow(State, Socket.second).hasEnded() ||
        mayHaveFailed(State, Socket.second.Write))
      return false;
  return true;
}

SocketState Analysis::stateNow(ProgramStateRef State, const SocketEntry &Entry,
                               ErrnoSays &Says) const {
  SocketState S = Entry.State;
  Says = ErrnoSays::NeverAsked;
  // It is unknown whether its answer would be the same for this result.
  if (S.endedByRead() && isResultJudged(State, Entry.Last))
    return S.after(S.isPeerClosed() ? SocketEvent::HandedOn
                                    : SocketEvent::Unclear);
  if (S.isPeerClosed())
    Says = errnoSays(State, Entry.Errno, Entry.By);
  if (S.isFailed()) {
    Says = failureSays(State, Entry);
    if (Says == ErrnoSays::Again)
      return S.after(SocketEvent::Excused);
    if (Says == ErrnoSays::Unclear)
      return S.after(SocketEvent::Unclear);
    return S;
  }
  if (S.isOpen() && sawFailure(State, Entry.Write)) {
    Says = failureSays(State, Entry.Write);
    if (Says == ErrnoSays::NeverAsked || Says == ErrnoSays::Fatal)
      return S.after(SocketEvent::WriteFailed);
  }
  return S;
}

ProgramStateRef Analysis::excuse(ProgramStateRef State, SymbolRef Fd) const {
  const SocketEntry *Entry = socketOf(State, Fd);
  if (!Entry || !Entry->State.isFailed())
    return State;
  SocketEntry Now = *Entry;
  Now.State = stateNow(State, *Entry);
  return setSocket(State, Fd, Now);
}

bool Analysis::ask(ProgramStateRef State, SymbolRef Fd, Occasion When) {
  const SocketEntry *Entry = socketOf(State, Fd);
  if (!Entry || !isOpenDescriptor(State, Fd))
    return false;
  Finding F{Verdict::None, Fd, *Entry, nullptr};
  F.Entry.State = stateNow(State, *Entry);
  F.Is = judge(F.Entry.State, When);
  F.AtWait = When == Occasion::SameWaitAgain;
  if (F.Is == Verdict::None)
    return false;
  Pending.push_back(F);
  return true;
}

ExplodedNode *Analysis::commit(CheckerContext &C, ProgramStateRef State) {
  if (Pending.empty() && PendingEnds.empty())
    return C.addTransition(State);
  // What follows may yet speak against it.
  if (OnlySockets)
    State = noteDecision(State);
  // A node with a tag of its own is not reclaimed before the end.  What a 0 and
  // what an error has led to are two nodes, even where all else is alike.
  static SimpleProgramPointTag AfterEnd("socket.Engine", "Decision after a 0");
  static SimpleProgramPointTag Otherwise("socket.Engine", "Decision");
  bool Ended = llvm::any_of(
      Pending, [](const Finding &F) { return F.Entry.State.isPeerClosed(); });
  ExplodedNode *Node = C.addTransition(State, Ended ? &AfterEnd : &Otherwise);
  if (Node) {
    for (Finding &F : Pending) {
      F.Node = Node;
      Found.push_back(F);
    }
    for (PathEnd &E : PendingEnds) {
      E.Node = Node;
      Ends.add(E);
    }
  }
  Pending.clear();
  PendingEnds.clear();
  return Node;
}

/// Whether \p Fd was given to the thread whose function the path began with.
static bool isThreadsOwn(SymbolRef Fd, const EvidenceMap &Map,
                         CheckerContext &C) {
  Way W = wayTo(Fd);
  const auto *Top = dyn_cast_or_null<FunctionDecl>(
      W.startsAtParameter() ? W.root()->getDecl()->getDeclContext() : nullptr);
  return Top && Map.isGivenToThread(Top, Fd);
}

/// A new entry for \p Fd, which the code calls \p Spelling.
static SocketEntry newEntry(ProgramStateRef State, SymbolRef Fd,
                            const Expr *Spelling, const EvidenceMap &Map,
                            CheckerContext &C) {
  SocketEntry Entry(isThreadsOwn(Fd, Map, C)
                        ? SocketState::owned(Transport::Unknown)
                        : SocketState::borrowed(Map.of(Fd, Spelling)));
  Entry.Home = decidingFrame(State, Fd, C.getLocationContext());
  Entry.Spelling = Spelling;
  return Entry;
}

SocketEntry Analysis::entryFor(ProgramStateRef State, SymbolRef Fd,
                               const CallEvent &Call, const FunctionModel &Row,
                               CheckerContext &C) {
  const SocketEntry *Known = socketOf(State, Fd);
  SocketEntry Entry =
      Known ? *Known
            : newEntry(State, Fd,
                       Row.Descriptor.isGiven()
                           ? Call.getArgExpr(Row.Descriptor.Index)
                           : nullptr,
                       evidence(C.getASTContext()), C);
  if (Row.SocketsOnly)
    Entry.State = Entry.State.after(SocketEvent::Proven);
  return Entry;
}

ProgramStateRef Analysis::takeOver(ProgramStateRef State, SVal Value,
                                   CheckerContext &C) {
  SymbolRef Fd = descriptorOf(Value);
  const EvidenceMap &Map = evidence(C.getASTContext());
  if (!Fd || !Map.hasThreads() || socketOf(State, Fd) ||
      !isThreadsOwn(Fd, Map, C))
    return State;
  return setSocket(State, Fd,
                   newEntry(State, Fd, /*Spelling=*/nullptr, Map, C));
}

ProgramStateRef closewait::forgetWrites(ProgramStateRef State) {
  for (const auto &Socket : sockets(State)) {
    SocketEntry Entry = Socket.second;
    if (!Entry.Write.Result || mayHaveFailed(State, Entry.Write))
      continue;
    if (Entry.Write.SplitOff)
      return nullptr;
    Entry.Write = WriteAttempt();
    State = setSocket(State, Socket.first, Entry);
  }
  return State;
}
