//===- KnownBodies.cpp - Functions that other units define ----------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KnownBodies.h"
#include "Callees.h"
#include "HandingOn.h"
#include "Hangup.h"
#include "Rounds.h"

using namespace clang;
using namespace ento;
using namespace closewait;

const BodyFacts *closewait::factsOf(const CallEvent &Call,
                                    const Analysis &Desk) {
  const BodyFacts *Facts =
      factsOf(dyn_cast_or_null<FunctionDecl>(Call.getDecl()), Desk.Model);
  return Facts && !Facts->mayCloseAnything() ? Facts : nullptr;
}

namespace {
/// Where an access path leads on this path of the analyzer.
struct Stand {
  SVal Place = UnknownVal(); ///< Where it stands; unknown for an argument.
  SVal Value = UnknownVal(); ///< What stands there.
  QualType T;
  bool IsWhole = true; ///< The path was followed to its end.
};
} // namespace

/// The field \p Name of \p Record, or of a struct without a name in it.
static const FieldDecl *fieldOf(const RecordDecl *Record, StringRef Name) {
  for (const FieldDecl *Field : Record->fields()) {
    if (Field->getIdentifier() && Field->getName() == Name)
      return Field;
    const RecordDecl *Inner = Field->isAnonymousStructOrUnion()
                                  ? Field->getType()->getAsRecordDecl()
                                  : nullptr;
    if (const FieldDecl *Found = Inner ? fieldOf(Inner, Name) : nullptr)
      return Found;
  }
  return nullptr;
}

/// Goes on from \p S to what it points to.
static bool goThrough(Stand &S) {
  const auto *Pointer = S.T.isNull() ? nullptr : S.T->getAs<PointerType>();
  if (!Pointer || !S.Value.getAsRegion())
    return false;
  S.Place = S.Value;
  S.T = Pointer->getPointeeType();
  return true;
}

/// Loads what stands at the place of \p S.
static void load(ProgramStateRef State, Stand &S) {
  auto Place = S.Place.getAs<Loc>();
  S.Value = Place && S.T->isScalarType() ? State->getSVal(*Place, S.T)
                                         : SVal(UnknownVal());
}

/// Takes \p Step from \p S.  \returns whether that is possible.
static bool take(ProgramStateRef State, Stand &S, StringRef Step) {
  bool Through = Step.consume_front("->") || Step == "[]";
  if (Through && !goThrough(S))
    return false;
  if (Step != "[]") {
    Step.consume_front(".");
    const RecordDecl *Record = S.T.isNull() ? nullptr : S.T->getAsRecordDecl();
    Record = Record ? Record->getDefinition() : nullptr;
    const FieldDecl *Field = Record ? fieldOf(Record, Step) : nullptr;
    if (!Field)
      return false;
    S.Place = State->getLValue(Field, S.Place);
    S.T = Field->getType();
  }
  load(State, S);
  return true;
}

/// Follows \p Path, which begins with an argument of \p Call.
static Stand follow(ProgramStateRef State, const CallEvent &Call,
                    const AccessPath &Path) {
  Stand S;
  unsigned Index;
  if (!Path.isParameter(Index) || Index >= Call.getNumArgs())
    return S;
  S.Value = Call.getArgSVal(Index);
  S.T = bare(Call.getArgExpr(Index))->getType();
  for (StringRef Step : Path.steps())
    if (!take(State, S, Step)) {
      S.IsWhole = false;
      break;
    }
  S.IsWhole &= !Path.isCut();
  return S;
}

/// Whether \p Path is the global that leads to \p Fd, or to where it stands.
static bool isGlobalOf(const AccessPath &Path, SymbolRef Fd) {
  if (!Path.isGlobal())
    return false;
  Way W = wayTo(Fd);
  return W.startsAtGlobal() && W.root()->getDecl()->getName() == Path.root();
}

static ProgramStateRef reachPath(ProgramStateRef State, const CallEvent &Call,
                                 const AccessPath &Path) {
  for (const auto &Socket : sockets(State))
    if (isGlobalOf(Path, Socket.first))
      State = addReached(State, Socket.first);
  Stand S = follow(State, Call, Path);
  if (const MemRegion *Place = S.Place.getAsRegion())
    for (const auto &Socket : sockets(State)) {
      const MemRegion *Slot = slotOf(Socket.first, Socket.second);
      if (Slot && (Slot == Place || Slot->isSubRegionOf(Place)))
        State = addReached(State, Socket.first);
    }
  return reach(State, S.Value);
}

ProgramStateRef closewait::reachedByBody(ProgramStateRef State,
                                         const CallEvent &Call,
                                         const BodyFacts &Facts) {
  // What it gives back has another name from then on; what it writes to a slot
  // comes out of it.
  for (const auto *All :
       {&Facts.MayClose, &Facts.Keeps, &Facts.Gives, &Facts.Writes})
    for (const AccessPath &Path : *All)
      State = reachPath(State, Call, Path);
  return State;
}

KnownRead closewait::knownRead(ProgramStateRef State, const CallEvent &Call,
                               const Analysis &Desk) {
  KnownRead Known;
  const BodyFacts *Facts = factsOf(Call, Desk);
  // With several, the right one is unknown.
  if (!Facts || Facts->Reads.size() != 1)
    return Known;
  const BodyRead &Read = Facts->Reads.front();
  auto IsTouched = [&](const AccessPath &Path) {
    return Path.isSomewhere() || Path.covers(Read.Of);
  };
  if (!Read.tells(Facts->Without) || llvm::any_of(Facts->MayClose, IsTouched) ||
      llvm::any_of(Facts->Closes, IsTouched) ||
      llvm::any_of(Facts->Keeps, IsTouched))
    return Known;
  Stand S = follow(State, Call, Read.Of);
  Known.Fd = S.IsWhole ? descriptorOf(S.Value) : nullptr;
  if (!Known.Fd)
    return Known;
  Known.Row = Desk.Model.find(cast<FunctionDecl>(Call.getDecl())->getName(),
                              Call.getNumArgs());
  Known.Data = Read.Data;
  Known.Failure = Read.Failed;
  if (Read.tellsEnd(Facts->Without))
    Known.End = Read.End;
  else
    Known.Failure = Known.Failure.with(Read.End);
  // What can be "again", too, only errno tells; what cannot is a failure.
  Known.Failure = Known.Failure.common(Known.End.others());
  ResultRange Sure = Known.Failure.common(Read.Again.others());
  if (!Sure.isEmpty())
    Known.Failure = Sure;
  Known.Nothing =
      Read.Again.with(Facts->Without)
          .common(Known.Data.with(Known.End).with(Known.Failure).others());
  return Known;
}

llvm::SmallVector<const MemRegion *, 4>
closewait::writtenByBody(ProgramStateRef State, const CallEvent &Call,
                         const BodyFacts &Facts) {
  llvm::SmallVector<const MemRegion *, 4> Written;
  for (const auto *All : {&Facts.MayClose, &Facts.Keeps, &Facts.Writes})
    for (const AccessPath &Path : *All)
      if (const MemRegion *Place =
              follow(State, Call, Path).Place.getAsRegion())
        Written.push_back(Place);
  return Written;
}

ProgramStateRef closewait::effectsOfRead(ProgramStateRef State,
                                         const CallEvent &Call,
                                         const KnownRead &Known,
                                         CheckerContext &C,
                                         DefinedOrUnknownSVal &Result) {
  static int Tag;
  Result = compat::conjure(C.getSValBuilder(), Call, Call.getResultType(),
                           C.blockCount(), &Tag);
  auto Written = writtenByBody(State, Call, Known.Row->Seen);
  ProgramStateRef After = Call.invalidateRegions(C.blockCount(), State);
  After = keepDescriptors(State, After, Written);
  const MemRegion *Place = Known.Fd->getOriginRegion();
  return Place && !llvm::is_contained(Written, Place)
             ? keepAt(State, After, Place, Known.Fd)
             : After;
}

/// The body gives \p Place another value: code that reads it learns of it.
static ProgramStateRef noteWrite(ProgramStateRef State, const CallEvent &Call,
                                 const MemRegion *Place, CheckerContext &C) {
  static int Tag;
  SVal Value = compat::conjure(C.getSValBuilder(), Call,
                               C.getASTContext().IntTy, C.blockCount(), &Tag);
  if (outlivesPath(State, Place))
    State = addOuterWrite(State, Place,
                          {Value, Call.getOriginExpr(), endings(State)});
  return stepped(answerHangup(State), Place, Value);
}

ProgramStateRef closewait::applyBody(ProgramStateRef State,
                                     const CallEvent &Call,
                                     const BodyFacts &Facts, Analysis &Desk,
                                     CheckerContext &C) {
  for (const AccessPath &Path : Facts.Closes) {
    Stand S = follow(State, Call, Path);
    SymbolRef Fd = S.IsWhole ? descriptorOf(S.Value) : nullptr;
    State = closed(State, Fd, Desk, C);
  }
  // Where its answer tells of the end, nothing else does.
  bool Ended = llvm::any_of(sockets(State), [&](const auto &Socket) {
    return Socket.second.Last == Call.getOriginExpr() &&
           Socket.second.State.hasEnded();
  });
  for (const AccessPath &Path : Facts.Writes) {
    if (Ended)
      break;
    Stand S = follow(State, Call, Path);
    const MemRegion *Place = S.Place.getAsRegion();
    // Of what the function has for itself, the function is the name.
    if (!Place)
      Place = State->getStateManager().getRegionManager().getFunctionCodeRegion(
          cast<FunctionDecl>(Call.getDecl()));
    State = noteWrite(State, Call, Place, C);
  }
  return Facts.Varies ? clockRead(letTimePass(State), Call) : State;
}
