//===- SocketChecker.cpp - The analyzer's callbacks -----------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SocketChecker.h"
#include "CallEffects.h"
#include "Callbacks.h"
#include "CountedLoops.h"
#include "Endings.h"
#include "Exceptions.h"
#include "FdSets.h"
#include "HandingOn.h"
#include "Hangup.h"
#include "Invalidation.h"
#include "Operands.h"
#include "Rounds.h"
#include "Shortcuts.h"
#include "SocketCalls.h"
#include "StandardLibrary.h"
#include "UnknownCalls.h"
#include "Writes.h"

using namespace clang;
using namespace ento;
using namespace closewait;

const FunctionModel *SocketEngine::rowOf(const CallEvent &Call) const {
  return closewait::rowOf(dyn_cast_or_null<FunctionDecl>(Call.getDecl()),
                          Call.getNumArgs(), Desk.Model);
}

bool SocketEngine::evalCall(const CallEvent &Call, CheckerContext &C) const {
  if (!Follows)
    return false;
  const FunctionModel *Row = rowOf(Call);
  if (Row && Row->Does == Role::Errno)
    return evalErrnoPlace(Call, C);
  if (Row)
    return evalSocketCall(Call, *Row, Desk, C);
  return evalKnownRead(Call, Desk, C) || evalAddingNothing(Call, C) ||
         ((Again.isUnderWay() || Desk.OnlySockets) &&
          passOver(Call, *Ways, Desk, C));
}

ProgramStateRef SocketEngine::evalAssume(ProgramStateRef State, SVal Condition,
                                         bool Holds) const {
  return Follows ? learnOfHangup(State, Condition, Holds) : State;
}

void SocketEngine::checkPreCall(const CallEvent &Call,
                                CheckerContext &C) const {
  if (!Follows)
    return;
  const FunctionModel *Row = rowOf(Call);
  ProgramStateRef State = C.getState();
  if (isa<CXXDeallocatorCall>(Call))
    return; // Before the whole `delete`.
  if (Row && Row->Does == Role::Free)
    State = objectFreed(State, Call.getArgSVal(Row->Data.Index), Desk, C);
  else if (Row && Row->Does == Role::Fill)
    State = overwrittenBy(State, Call, *Row, Desk);
  else if (Row && Row->Does == Role::EndThread)
    State = threadEnds(State, Desk);
  else if (const VarRegion *Iterator = movedIterator(Call))
    State = turnsToNext(clearReached(State), Iterator, Desk, C);
  else
    State = reachedBy(State, Call, Row, Desk);
  Desk.commit(C, State);
}

void SocketEngine::checkPostCall(const CallEvent &Call,
                                 CheckerContext &C) const {
  if (!Follows)
    return;
  const FunctionModel *Row = rowOf(Call);
  if (!Row && C.wasInlined) {
    C.addTransition(forgetReturnedTo(C.getState(), C.getStackFrame()));
    return;
  }
  if (isa<CXXDeallocatorCall>(Call) || (Row && isEvaluated(*Row)))
    return;
  ProgramStateRef State = stateBehind(Call, Row, Desk, C);
  if (Row)
    return applyRow(State, Call, *Row, Desk, C);
  if (const Decl *Callee = Call.getDecl())
    Again.passes(Callee, C);
  applyUnknown(State, Call, Desk, C);
}

void SocketEngine::checkBind(SVal Where, SVal Value,
                             const Stmt *S CLOSEWAIT_BIND_EXTRA,
                             CheckerContext &C) const {
  if (!Follows)
    return;
  ProgramStateRef State = C.getState();
  if (ProgramStateRef Zeroed = zeroSet(State, Where, Value, C))
    State = Zeroed;
  if (const MemRegion *Place = Where.getAsRegion())
    State = written(State, Place, Value, S, Desk, C);
  Desk.commit(C, State);
}

/// Whether nothing more can be said of the path at \p C: no socket is open,
/// none lies ahead, and no finding is under way that the rest could speak
/// against.
bool SocketEngine::isOver(CheckerContext &C) const {
  ProgramStateRef State = C.getState();
  return Desk.OnlySockets && !anyDecision(State) &&
         !pendingHangup(State).Event &&
         llvm::all_of(
             sockets(State),
             [](const auto &S) { return S.second.State.isClosed(); }) &&
         !Rest->isSocketBehind(C.getPredecessor());
}

void SocketEngine::checkBranchCondition(const Stmt *Condition,
                                        CheckerContext &C) const {
  if (!Follows)
    return;
  if (Again.isInVain(C) || isOver(C)) {
    C.generateSink(C.getState(), C.getPredecessor());
    return;
  }
  if (Desk.OnlySockets && News.hasEnded(Condition, C)) {
    C.generateSink(C.getState(), C.getPredecessor(), Progress::tag());
    return;
  }
  ProgramStateRef State = forgetErrno(C.getState());
  if (ProgramStateRef Left = leaveZeroLoop(State, Condition, C)) {
    C.addTransition(Left);
    return;
  }
  if (endings(State) != 0)
    State = consulted(State, Condition, Desk.evidence(C.getASTContext()));
  ProgramStateRef Further = anyDescriptor(State, Condition, Desk, C);
  if (!Further)
    Further = behindCountedLoop(State, Condition, Desk, C);
  if (Further && Again.isUnderWay()) {
    C.addTransition(Further);
    return;
  }
  if (Further)
    Again.meetsWall();
  if (const auto *E = dyn_cast<Expr>(Condition))
    State = lookAtEvent(State, C.getSVal(E), Desk);
  Desk.commit(C, State);
}

void SocketEngine::checkPostStmt(const BinaryOperator *Op,
                                 CheckerContext &C) const {
  if (!Follows)
    return;
  // Stored where the analyzer has lost its way: behind an index that it has
  // forgotten.  (What checkBind() does about such a place is lost, and so is
  // what the assignment gives.)
  if (Op->getOpcode() == BO_Assign && !sockets(C.getState()).isEmpty() &&
      !isa<DeclRefExpr>(bare(Op->getLHS())) &&
      C.getSVal(Op->getLHS()).isUnknown()) {
    C.addTransition(handOn(C.getState(), C.getSVal(Op->getRHS()), Desk));
    return;
  }
  SymbolRef Fd;
  SetChange Change = setChange(Op, Fd, C);
  if (Change == SetChange::None)
    return;
  ProgramStateRef State = C.getState();
  const SocketEntry *Known = socketOf(State, Fd);
  if (!Known)
    return;
  SocketEntry Entry = *Known;
  Entry.InLocalSet = Change == SetChange::PutLocally;
  State = setSocket(State, Fd, Entry);
  if (Change == SetChange::Put)
    State = handOnSocket(State, Fd, Desk);
  else if (Change == SetChange::Cleared)
    State = advance(State, Fd, SocketEvent::Unwatched);
  C.addTransition(State);
}

/// After every checkPostCall(), others' included.
void SocketEngine::checkPostStmt(const CallExpr *Call,
                                 CheckerContext &C) const {
  if (Follows)
    C.addTransition(hideSplit(C.getState(), Call, C));
}

/// (void *)(intptr_t)fd: the analyzer would forget what the pointer was.
void SocketEngine::checkPostStmt(const CastExpr *Cast,
                                 CheckerContext &C) const {
  if (!Follows || Cast->getCastKind() != CK_IntegralToPointer)
    return;
  ProgramStateRef State = C.getState();
  SymbolRef Fd = descriptorOf(C.getSVal(Cast->getSubExpr()));
  if (!socketOf(State, Fd) || !C.getSVal(Cast).isUnknown())
    return;
  static int Tag;
  DefinedOrUnknownSVal Pointer =
      compat::conjure(Cast, Cast->getType(), C, &Tag);
  State = State->BindExpr(Cast, C.getLocationContext(), Pointer);
  C.addTransition(setHandle(State, Pointer.getAsSymbol(true), Fd));
}

void SocketEngine::checkPostStmt(const DeclStmt *Declares,
                                 CheckerContext &C) const {
  ProgramStateRef State = C.getState();
  if (!Follows || sockets(State).isEmpty())
    return;
  for (const Decl *D : Declares->decls())
    if (const auto *Var = dyn_cast<VarDecl>(D))
      State = closureKept(State, Var, C);
  C.addTransition(State);
}

/// The destructor has run, and no other checker has forgotten the object yet.
void SocketEngine::checkPreStmt(const CXXDeleteExpr *Delete,
                                CheckerContext &C) const {
  if (!Follows)
    return;
  SVal Object = C.getSVal(Delete->getArgument());
  Desk.commit(C, objectFreed(C.getState(), Object, Desk, C));
}

/// An object of `new` is the path's own, as one of malloc() is.  What a library
/// allocates, it keeps: std::thread, std::function.
void SocketEngine::checkNewAllocator(const CXXAllocatorCall &Call,
                                     CheckerContext &C) const {
  SymbolRef Object =
      Call.getObjectUnderConstruction().getAsSymbol(/*IncludeBase=*/true);
  const CXXNewExpr *New = Call.getOriginExpr();
  bool IsOurs = !C.getSourceManager().isInSystemHeader(New->getBeginLoc());
  if (Object && IsOurs && New->getNumPlacementArgs() == 0)
    C.addTransition(addPrivateHeap(C.getState(), Object));
}

/// Whether the path dies between \p Return and the end of the function.
static bool isCutOffBehind(const ReturnStmt *Return, CheckerContext &C) {
  const CFGBlock *Block = C.getPredecessor()->getCFGBlock();
  bool Behind = false;
  for (const CFGElement &Element : *Block) {
    if (Behind && compat::isDeadEnd(Element))
      return true;
    auto Here = Element.getAs<CFGStmt>();
    Behind |= Here && Here->getStmt() == Return;
  }
  return false;
}

/// By the end of the function the analyzer may have forgotten the value.
void SocketEngine::checkPreStmt(const ReturnStmt *Return,
                                CheckerContext &C) const {
  if (!Follows)
    return;
  const Expr *Value = Return->getRetValue();
  bool Matters =
      !sockets(C.getState()).isEmpty() || pendingHangup(C.getState()).Event;
  ProgramStateRef State = C.getState();
  if (Value && Matters)
    State = setReturnedValue(State, C.getStackFrame(), C.getSVal(Value));
  if (Matters && isCutOffBehind(Return, C))
    State = frameEnds(State, Return, Desk, C);
  Desk.commit(C, State);
}

void SocketEngine::checkBeginFunction(CheckerContext &C) const {
  const Decl *Function = C.getStackFrame()->getDecl();
  Again.enters(Function, C.inTopFrame());
  if (!C.inTopFrame())
    return;
  News.restart();
  SocketSteps = 0;
  HasGivenUp = false;
  ASTContext &Ctx = C.getASTContext();
  const EvidenceMap &Map = Desk.evidence(Ctx);
  if (!Ways) {
    Ways = std::make_unique<Reach>(
        Ctx, Map, Desk.OnlySockets ? Reach::To::Beginnings : Reach::To::Names);
    Rest = std::make_unique<Ahead>(*Ways);
  }
  const FunctionModel *Row = Map.callbackOf(dyn_cast<FunctionDecl>(Function));
  Follows = Row || Ways->comesToSocket(Function);
  if (Row)
    calledBack(*Row, Desk, C);
  else if (!Follows && Desk.OnlySockets)
    C.generateSink(C.getState(), C.getPredecessor());
}

void SocketEngine::checkEndFunction(const ReturnStmt *Return,
                                    CheckerContext &C) const {
  if (Follows)
    Desk.commit(C, frameEnds(C.getState(), Return, Desk, C));
}

void SocketEngine::checkEndAnalysis(ExplodedGraph &G, BugReporter &BR,
                                    ExprEngine &Engine) const {
  bool IsShort = SocketSteps > Most.SocketSteps;
  Again.runEnds(Engine, News.hasCutOff() || IsShort);
  if (!IsShort)
    Again.noteBudget(Engine);
  if (Again.isBrief()) {
    Desk.Found.clear();
    Desk.Ends.compareReturns(Desk.Found);
  } else {
    if (Desk.Ends.compare(Desk.Found) && News.hasCutOff())
      unfinished().add(Again.start(), Limit::Uncompared);
    exceptionsThrown(G, BR.getContext().getLangOpts(), Desk);
  }
  if (!Desk.Found.empty() && !Again.isUnderWay()) {
    Reporter.report(std::move(Desk.Found), Desk.evidence(BR.getContext()), BR);
  } else if (!Desk.Found.empty()) {
    // The reports of all others stay in BR and are never shown.
    PathSensitiveBugReporter Ours(Engine.getAnalysisManager(), Engine);
    compat::setEntryPoint(Ours, Again.start());
    Reporter.reportNew(std::move(Desk.Found), Desk.evidence(BR.getContext()),
                       Ours);
    Ours.FlushReports();
  }
  Desk.Found.clear();
  Desk.Ends.clear();
}

void SocketEngine::checkLiveSymbols(ProgramStateRef State,
                                    SymbolReaper &Reaper) const {
  if (!Follows)
    return;
  auto Keep = [&](SymbolRef S) {
    if (S)
      Reaper.markLive(S);
  };
  // What a rule may still ask of the path must stay known to the path.
  for (const auto &Socket : sockets(State)) {
    const SocketEntry &Entry = Socket.second;
    if (Entry.State.isClosed())
      continue;
    // What was handed on is judged by the slot that holds it, which keeps it.
    if (Entry.State.owner() != Owner::Given)
      Keep(Socket.first);
    Keep(Entry.Errno);
    Keep(Entry.Write.Result);
    Keep(Entry.Beside);
    Keep(Entry.Write.Errno);
    Keep(Entry.Write.Beside);
  }
  if (const auto *Errno =
          dyn_cast_or_null<SymbolicRegion>(errnoView(State).Place))
    Keep(Errno->getSymbol());
  Keep(errnoView(State).Value);
  Keep(errnoView(State).Oracle);
  for (const auto &Asked : stringAnswers(State))
    Keep(Asked.second.Is.getAsSymbol());
  for (const auto &Returned : returnedValues(State))
    Keep(Returned.second.getAsSymbol(/*IncludeBaseRegions=*/true));
}

/// Whether the sockets of the run under way take more steps than we follow.
bool SocketEngine::isTooMuch(CheckerContext &C) const {
  auto Followed = sockets(C.getState());
  SocketSteps += std::distance(Followed.begin(), Followed.end());
  return SocketSteps > Most.SocketSteps;
}

/// Beside other checkers the path goes on, for them.
void SocketEngine::giveUp(CheckerContext &C) const {
  unfinished().add(Again.start(), Limit::SocketSteps);
  if (Desk.OnlySockets) {
    C.generateSink(C.getState(), C.getPredecessor(), Progress::tag());
    return;
  }
  Follows = false;
  HasGivenUp = true;
  C.addTransition(forgetEverything(C.getState()));
}

void SocketEngine::checkDeadSymbols(SymbolReaper &Reaper,
                                    CheckerContext &C) const {
  if (HasGivenUp)
    C.addTransition(forgetEverything(C.getState()));
  if (!Follows)
    return;
  if (isTooMuch(C))
    return giveUp(C);
  ProgramStateRef State = forgetWrites(C.getState());
  if (!State) {
    C.generateSink(C.getState(), C.getPredecessor());
    return;
  }
  if (!sockets(State).isEmpty() || pendingHangup(State).Event)
    Again.meetsSocket();
  for (const auto &Socket : sockets(State))
    if (Reaper.isDead(Socket.first))
      State = dropSocket(State, Socket.first);
  ProgramStateRef Fewer = dropSurplus(State, Most.SocketsPerPath);
  if (Fewer != State)
    unfinished().add(Again.start(), Limit::SocketsPerPath);
  State = Fewer;
  for (SymbolRef Object : privateHeap(State))
    if (Reaper.isDead(Object))
      State = dropPrivateHeap(State, Object);
  C.addTransition(forgetEpochs(forgetStrings(State, Reaper)));
}

void SocketEngine::checkEndOfTranslationUnit(const TranslationUnitDecl *Unit,
                                             AnalysisManager &Manager,
                                             BugReporter &) const {
  if (Again.isNeeded())
    Again.look(Unit, Manager, Desk.evidence(Manager.getASTContext()),
               /*Everywhere=*/Desk.OnlySockets);
  Again = SecondLook();
  Reporter.forget();
  Rest.reset();
  Ways.reset();
  Desk.Proof.reset();
  Desk.Settling.clear();
}
