//===- UnknownCalls.cpp - Calls of unknown functions ----------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UnknownCalls.h"
#include "Errno.h"
#include "HandingOn.h"
#include "Hangup.h"
#include "KnownBodies.h"
#include "Numbers.h"
#include "Operands.h"
#include "StandardLibrary.h"
#include "Syntax.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;
using namespace ento;
using namespace closewait;

/// The words of \p Name, in lower case: `set_tos` and `setTos` have two.
static llvm::SmallVector<std::string, 4> wordsOf(StringRef Name) {
  llvm::SmallVector<std::string, 4> Words;
  bool AfterLower = false;
  for (char C : Name) {
    bool Begins = llvm::isAlpha(C) && C == llvm::toUpper(C);
    if (Words.empty() || C == '_' || (Begins && AfterLower))
      Words.emplace_back();
    if (C != '_')
      Words.back() += llvm::toLower(C);
    AfterLower = llvm::isAlnum(C) && !Begins;
  }
  return Words;
}

/// Whether \p F is named for an option of a socket: one of the five that are
/// clear by themselves, or a setter of another.
static bool isNamedForOption(const FunctionDecl *F) {
  if (!F || !F->getIdentifier())
    return false;
  std::string Name = F->getName().lower();
  for (const char *Word :
       {"nonblock", "cloexec", "nodelay", "keepalive", "sockopt"})
    if (Name.find(Word) != std::string::npos)
      return true;
  static const llvm::StringSet<> Options = {
      "blocking", "broadcast", "cork",      "defaults", "dscp",  "exec",
      "linger",   "multicast", "options",   "priority", "qos",   "rcvbuf",
      "reuse",    "reuseaddr", "reuseport", "sndbuf",   "timeo", "timeout",
      "timeouts", "tos",       "ttl"};
  auto Words = wordsOf(F->getName());
  return llvm::is_contained(Words, "set") &&
         llvm::any_of(Words, [](const std::string &Word) {
           return Options.count(Word) != 0;
         });
}

/// Whether \p Call is given the very handler that makes it, or that leads to
/// it: `add_read(loop, on_readable, c, c->fd)` in on_readable().  A number that
/// is given, too, may say for what: to write the rest and close, maybe.
static bool registersItself(const CallEvent &Call) {
  for (unsigned I = 0; I < Call.getNumArgs(); ++I)
    if (Call.getArgSVal(I).getAs<nonloc::ConcreteInt>())
      return false;
  for (unsigned I = 0; I < Call.getNumArgs(); ++I) {
    const FunctionDecl *Given = Call.getArgSVal(I).getAsFunctionDecl();
    for (const StackFrameContext *Frame =
             Given ? Call.getLocationContext()->getStackFrame() : nullptr;
         Frame; Frame = callerOf(Frame))
      if (Frame->getDecl()->getCanonicalDecl() == Given->getCanonicalDecl())
        return true;
  }
  return false;
}

/// The event that a handler registers for itself comes back to it unchanged: no
/// other code gets the sockets that it borrowed.
static ProgramStateRef keepBorrowed(ProgramStateRef State) {
  llvm::ImmutableSet<SymbolRef> All = reached(State);
  State = clearReached(State);
  for (SymbolRef S : All) {
    const SocketEntry *Entry = socketOf(State, S);
    if (!Entry || Entry->State.owner() != Owner::Borrowed)
      State = addReached(State, S);
  }
  return State;
}

/// Whether what \p T points to cannot be changed through it.
static bool isReadOnly(QualType T) {
  return T->isPointerType() && T->getPointeeType().isConstQualified();
}

/// The type under which \p Call takes its argument \p I.
static QualType parameterType(const CallEvent &Call, unsigned I) {
  ArrayRef<ParmVarDecl *> Params = Call.parameters();
  if (I < Params.size())
    return Params[I]->getType();
  const Expr *E = Call.getArgExpr(I);
  return E ? E->getType() : QualType();
}

/// The arguments of a function, among them the object of a method, if a way
/// starts there; or null.
static const MemSpaceRegion *argumentsAt(const Way &W) {
  const MemSpaceRegion *Space =
      W.Start ? compat::memorySpace(W.Start) : nullptr;
  return Space && isa<StackArgumentsSpaceRegion>(Space) ? Space : nullptr;
}

/// For a descriptor that came as a parameter, every pointer parameter of the
/// same function may lead to it: cb(int fd, short what, void *arg).
static bool isSiblingOf(SVal Argument, const Way &W) {
  SymbolRef S = Argument.getAsSymbol(/*IncludeBaseRegions=*/true);
  return S && Argument.getAs<Loc>() && argumentsAt(W) &&
         argumentsAt(wayTo(S)) == argumentsAt(W);
}

static ProgramStateRef reachSiblings(ProgramStateRef State, SVal Argument) {
  for (const auto &Socket : sockets(State))
    if (isSiblingOf(Argument, wayTo(Socket.first)))
      State = addReached(State, Socket.first);
  return State;
}

/// Whether \p Call is known to give a socket that it has opened.
static bool givesNew(const CallEvent &Call, const Analysis &Desk) {
  const BodyFacts *Facts = factsOf(Call, Desk);
  return Facts && Facts->givesNew();
}

/// A descriptor that is given back by a function which gets nothing but
/// numbers and strings is the caller's, if the caller closes it elsewhere; and
/// so is one that the function is known to have opened.
static ProgramStateRef adopt(ProgramStateRef State, const CallEvent &Call,
                             Analysis &Desk, CheckerContext &C) {
  SymbolRef Fd = descriptorOf(Call.getReturnValue());
  const auto *CE = dyn_cast_or_null<CallExpr>(Call.getOriginExpr());
  const FunctionDecl *Callee = CE ? CE->getDirectCallee() : nullptr;
  if (!Fd || !Callee || Callee->hasBody() ||
      !Fd->getType()->isSpecificBuiltinType(BuiltinType::Int))
    return State;
  bool Opens = givesNew(Call, Desk);
  for (unsigned I = 0; I < Call.getNumArgs() && !Opens; ++I) {
    QualType T = parameterType(Call, I);
    bool Text = T->isPointerType() && T->getPointeeType()->isAnyCharacterType();
    if (!Text && !T->isIntegralOrEnumerationType())
      return State;
  }
  const EvidenceMap &Map = Desk.evidence(C.getASTContext());
  const ValueDecl *To = assignedFrom(CE, C.getLocationContext());
  if (!Opens && (!To || Map.of(To) != Evidence::Socket ||
                 !closeIn(C.getStackFrame()->getDecl(), To, Map)))
    return State;
  SocketEntry Entry(SocketState::owned(Transport::Unknown));
  Entry.Opened = CE;
  Entry.Home = C.getStackFrame();
  return setSocket(State, Fd, Entry);
}

/// Whether a global leads to \p Fd, or to where it stands.
static bool isGlobal(SymbolRef Fd, const MemRegion *Place) {
  if (wayTo(Fd).startsAtGlobal())
    return true;
  const MemRegion *Object = Place ? Place->getBaseRegion() : nullptr;
  if (const auto *Pointee = dyn_cast_or_null<SymbolicRegion>(Object))
    return wayTo(Pointee->getSymbol()).startsAtGlobal();
  return Object && isa<GlobalsSpaceRegion>(compat::memorySpace(Object));
}

/// What a call with \p Row gives away: its data; and of one that registers a
/// function, all that the function may get.
static ProgramStateRef reachedByRow(ProgramStateRef State,
                                    const CallEvent &Call,
                                    const FunctionModel &Row) {
  if (!Row.Function.isGiven())
    return Row.Data.Index >= 0 ? reach(State, Call.getArgSVal(Row.Data.Index))
                               : State;
  for (unsigned I = 0; I < Call.getNumArgs(); ++I)
    State = reach(State, Call.getArgSVal(I));
  return State;
}

/// \p Object is one of the standard library: it leads to what stands in it, and
/// to nothing beside it.
static ProgramStateRef reachWithin(ProgramStateRef State, SVal Object) {
  const MemRegion *Whole = Object.getAsRegion();
  for (const auto &Socket : sockets(State)) {
    const MemRegion *Place = slotOf(Socket.first, Socket.second);
    bool Beside = Whole && Place && isa<FieldRegion>(Whole) && Place != Whole &&
                  !Place->isSubRegionOf(Whole);
    if (!Beside && leadsTo(State, Object, Socket.first))
      State = addReached(State, Socket.first);
  }
  return State;
}

/// What the object of the method \p Call leads to.
static ProgramStateRef reachedByMethod(ProgramStateRef State,
                                       const CXXInstanceCall &Call, bool Plain,
                                       const EvidenceMap &Map) {
  SVal Object = Call.getCXXThisVal();
  if (Plain)
    return reachWithin(State, Object);
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call.getDecl());
  if (!Method || !Method->isConst())
    State = reachByOperand(reachSiblings(State, Object), Call.getCXXThisExpr(),
                           Object, Map);
  return reach(State, Object);
}

bool closewait::isCutOffHarmless(const FunctionDecl *F, Analysis &Desk) {
  // C++ calls more than its syntax shows.
  return F && F->hasBody() && !F->getASTContext().getLangOpts().CPlusPlus &&
         !canSettle(F, Desk);
}

ProgramStateRef closewait::reachedBy(ProgramStateRef State,
                                     const CallEvent &Call,
                                     const FunctionModel *Row, Analysis &Desk) {
  if (sockets(State).isEmpty() && privateHeap(State).isEmpty())
    return State;
  State = clearReached(State);
  if (Row)
    return reachedByRow(State, Call, *Row);
  const auto *F = dyn_cast_or_null<FunctionDecl>(Call.getDecl());
  if (isHarmless(F) || isCutOffHarmless(F, Desk))
    return State;
  if (const BodyFacts *Facts = factsOf(Call, Desk)) {
    State = reachedByBody(State, Call, *Facts);
    return registersItself(Call) ? keepBorrowed(State) : State;
  }
  bool Plain = isPlainStandard(F), Looks = isAccess(F);
  for (const auto &Socket : sockets(State))
    if (!Plain && isGlobal(Socket.first, Socket.second.Place))
      State = addReached(State, Socket.first);
  // What the budget cuts off can do with a copy what it likes.
  bool CutOff = F && F->hasBody() && !Plain;
  bool ForOption = !CutOff && isNamedForOption(F);
  const EvidenceMap &Map = Desk.evidence(State->getStateManager().getContext());
  for (unsigned I = 0; I < Call.getNumArgs(); ++I) {
    QualType T = parameterType(Call, I);
    if (T.isNull() || (isReadOnly(T) && !CutOff) ||
        (ForOption && T->isIntegerType()) || (Plain && onlyLooksAt(F, I)))
      continue;
    SVal Argument = Call.getArgSVal(I);
    State = reach(State, Argument);
    if (!Plain && !Looks)
      State = reachSiblings(State, Argument);
    if (!Looks && (!Plain || isa<CXXMethodDecl>(F)))
      State = reachByOperand(State, Call.getArgExpr(I), Argument, Map);
  }
  const auto *Method = dyn_cast<CXXInstanceCall>(&Call);
  if (Method && !Looks)
    State = reachedByMethod(State, *Method, Plain, Map);
  return !CutOff && registersItself(Call) ? keepBorrowed(State) : State;
}

/// Whether the analyzer forgets, at \p Call, what stands beside the member that
/// is called in a result of the path's own: `{n, std::string(in, n)}`.
static bool forgetsBeside(const CallEvent &Call) {
  SVal Object;
  if (const auto *Creates = dyn_cast<AnyCXXConstructorCall>(&Call))
    Object = Creates->getCXXThisVal();
  else if (const auto *Method = dyn_cast<CXXInstanceCall>(&Call))
    Object = Method->getCXXThisVal();
  const MemRegion *Member = Object.getAsRegion();
  return !isa<CXXDestructorCall>(Call) &&
         isa_and_nonnull<FieldRegion>(Member) &&
         !isa<SymbolicRegion>(Member->getBaseRegion());
}

/// What a read gave can hide in an object, and what the path learns from there
/// may be what no run gives after the end.
static ProgramStateRef forgetEnded(ProgramStateRef State, Analysis &Desk) {
  for (const auto &Socket : sockets(State))
    if (Desk.stateNow(State, Socket.second).hasEnded())
      State = handOnSocket(State, Socket.first, Desk);
  return State;
}

/// Whether \p F, into which the path does not go, never comes back: a variadic
/// die() without an attribute that says so.
static bool neverReturns(const FunctionDecl *F, CheckerContext &C) {
  const FunctionDecl *Body = nullptr;
  const CFG *Graph =
      F && F->hasBody(Body) ? C.getAnalysisManager().getCFG(Body) : nullptr;
  return Graph && llvm::all_of(Graph->getExit().preds(),
                               [](const CFGBlock::AdjacentBlock &From) {
                                 return !From.isReachable() ||
                                        From->hasNoReturnElement();
                               });
}

/// Whether the argument \p I of \p Call is what the last read of \p Entry
/// returned: neither the errno that it left, nor the data.
static bool isResultOf(const CallEvent &Call, unsigned I,
                       const SocketEntry &Entry) {
  const Expr *E = Call.getArgExpr(I), *Read = Entry.Last;
  if (!E || !Read)
    return false;
  SymbolRef S = withoutCasts(Call.getArgSVal(I).getAsSymbol());
  if (isMadeAt(S, Read) && S != Entry.Errno && S != Entry.Beside)
    return S->getType().getCanonicalType() ==
           Read->getType().getCanonicalType();
  // Of a variable, the path may know no more than the number.
  const ValueDecl *Variable = namedBy(E);
  return Variable && Variable == assignedFrom(Read, Call.getLocationContext());
}

/// \p Call gets the result of a read, and none of the data: what it answers
/// may be all that the program asks.
static ProgramStateRef resultShownTo(ProgramStateRef State,
                                     const CallEvent &Call) {
  SymbolRef Answer = Call.getReturnValue().getAsSymbol();
  if (!Answer || !Call.getResultType()->isIntegralOrEnumerationType())
    return State;
  for (unsigned I = 0; I < Call.getNumArgs(); ++I)
    if (Call.getArgSVal(I).getAs<Loc>())
      return State;
  for (const auto &Socket : sockets(State))
    for (unsigned I = 0; I < Call.getNumArgs(); ++I)
      if (isResultOf(Call, I, Socket.second)) {
        ErrnoView View = errnoView(State);
        View.Oracle = Answer;
        View.Asked = nullptr;
        View.Judged = Socket.second.Last;
        return setErrnoView(State, View);
      }
  return State;
}

void closewait::applyUnknown(ProgramStateRef State, const CallEvent &Call,
                             Analysis &Desk, CheckerContext &C) {
  State = errnoShownTo(resultShownTo(State, Call), Call);
  const auto *F = dyn_cast_or_null<FunctionDecl>(Call.getDecl());
  bool Plain = isPlainStandard(F), ClosesNothing = Plain || isAccess(F);
  const BodyFacts *Facts = factsOf(Call, Desk);
  if (!isHarmless(F) && !ClosesNothing && !(Facts && reached(State).isEmpty()))
    State = answerHangup(State);
  // The budget has cut this path off from what the function does.
  if (F && F->hasBody() && !ClosesNothing && !anySocketGone(State) &&
      !isCutOffHarmless(F, Desk))
    State = noteSocketGone(State);
  if (Facts)
    State = applyBody(State, Call, *Facts, Desk, C);
  State = handOnReached(State, Desk);
  if (!sockets(State).isEmpty() &&
      ((Facts && Facts->NeverReturns) || neverReturns(F, C)))
    for (const auto &Socket : sockets(State))
      State = dropSocket(State, Socket.first);
  bool Known = asksKnown(State, Call) || addsNothing(State, Call);
  bool Reads =
      Desk.evidence(C.getASTContext()).reads(C.getStackFrame()->getDecl());
  State = followStrings(State, Call, Reads, C);
  if (!State)
    return;
  if (!Known && (isQuestion(F) || (Plain && forgetsBeside(Call))))
    State = forgetEnded(State, Desk);
  State = adopt(State, Call, Desk, C);
  Desk.commit(C, State);
}
