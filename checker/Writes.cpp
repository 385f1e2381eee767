//===- Writes.cpp - What the program stores -------------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Writes.h"
#include "Endings.h"
#include "HandingOn.h"
#include "Hangup.h"
#include "Rounds.h"
#include "Syntax.h"

using namespace clang;
using namespace ento;
using namespace closewait;

/// A counter, as in `stats.errors++`: it reports nothing.
static bool isCounter(const Stmt *S, const MemRegion *Place) {
  const MemSpaceRegion *Space = compat::memorySpace(Place->getBaseRegion());
  bool OnStack = isa<StackSpaceRegion>(Space) && isa<VarRegion>(Place);
  if (!isa<GlobalsSpaceRegion>(Space) && !OnStack)
    return false;
  if (const auto *Op = dyn_cast_or_null<UnaryOperator>(S))
    return Op->isIncrementDecrementOp();
  const auto *Sum = dyn_cast_or_null<CompoundAssignOperator>(S);
  return Sum &&
         (Sum->getOpcode() == BO_AddAssign || Sum->getOpcode() == BO_SubAssign);
}

/// Whether \p Value belongs to the very object that \p Place lies in.
static bool isOwnAffair(const MemRegion *Place, SVal Value) {
  const MemRegion *Inner = Value.getAsRegion();
  return Inner && Inner->getBaseRegion() == Place->getBaseRegion();
}

static bool isLambda(const RecordDecl *Record) {
  const auto *Class = dyn_cast<CXXRecordDecl>(Record);
  return Class && Class->isLambda();
}

/// Whether \p Value is a struct that the analyzer copies whole, without a
/// binding for each field: what it holds cannot be followed.
static bool isCopiedWhole(const MemRegion *Place, SVal Value) {
  auto Copy = Value.getAs<nonloc::LazyCompoundVal>();
  const RecordDecl *Record =
      Copy ? Copy->getRegion()->getValueType()->getAsRecordDecl() : nullptr;
  // The fields of a lambda's variable are bound: see closureKept().
  if (!Record || (isLambda(Record) && isa<VarRegion>(Place)))
    return false;
  // The default of its option region-store-small-struct-limit.
  unsigned SmallLimit = 2;
  for (const FieldDecl *Field : Record->fields())
    if (!Field->getType()->isScalarType() || SmallLimit-- == 0)
      return true;
  return false;
}

ProgramStateRef closewait::closureKept(ProgramStateRef State,
                                       const VarDecl *Var, CheckerContext &C) {
  const auto *Class = Var->getType()->getAsCXXRecordDecl();
  if (!Class || !Class->isLambda() || !Var->hasLocalStorage())
    return State;
  SVal Object = State->getLValue(Var, C.getLocationContext());
  for (const FieldDecl *Field : Class->fields()) {
    SVal Place = State->getLValue(Field, Object);
    SymbolRef Fd = descriptorOf(State->getSVal(Place.castAs<Loc>()));
    if (socketOf(State, Fd))
      State = State->bindLoc(Place.castAs<Loc>(), nonloc::SymbolVal(Fd),
                             C.getLocationContext(), /*notifyChanges=*/false);
  }
  return State;
}

/// Notes where the descriptors of a struct's initializer come to stand.
static ProgramStateRef storedInFields(ProgramStateRef State,
                                      const MemRegion *Place, SVal Value,
                                      Analysis &Desk) {
  auto Whole = Value.getAs<nonloc::CompoundVal>();
  const auto *Object = dyn_cast<TypedValueRegion>(Place);
  const RecordDecl *Record =
      Object ? Object->getValueType()->getAsRecordDecl() : nullptr;
  if (!Whole || !Record)
    return State;
  auto Element = Whole->begin();
  for (const FieldDecl *Field : initializedFields(Record)) {
    if (Element == Whole->end())
      break;
    SVal Slot = State->getLValue(Field, loc::MemRegionVal(Object));
    State = storedIn(State, descriptorOf(*Element), Slot.getAsRegion(), Desk);
    ++Element;
  }
  return State;
}

/// Whether \p S gives a variable its next value and speaks of the old one:
/// `drop(i--)`.
static bool isStillSpokenOf(const Stmt *S, const LocationContext *LCtx) {
  const auto *Op = dyn_cast_or_null<UnaryOperator>(S);
  return Op && Op->isPostfix() && isGivenToCall(Op, LCtx);
}

/// Whether \p Place is a variable of a frame that has still to decide about a
/// connection that is over: it can note down what it has to close later.
static bool canNoteEnding(ProgramStateRef State, const MemRegion *Place) {
  const auto *Space =
      dyn_cast<StackSpaceRegion>(compat::memorySpace(Place->getBaseRegion()));
  if (!Space)
    return false;
  for (const auto &Socket : sockets(State))
    if (Socket.second.Home == Space->getStackFrame() &&
        Socket.second.State.hasEnded() &&
        !Socket.second.State.isHandedOnSince())
      return true;
  return false;
}

ProgramStateRef closewait::written(ProgramStateRef State,
                                   const MemRegion *Place, SVal Value,
                                   const Stmt *S, Analysis &Desk,
                                   CheckerContext &C) {
  State = errnoWritten(State, Place, Value);
  State = maskStored(stepped(State, Place, Value), Value);
  // A record of a hang-up in memory reports it; clearing revents does not
  // report it.
  const MemRegion *Event = pendingHangup(State).Event;
  if (Event && outlivesPath(State, Place) && !isCounter(S, Place) &&
      !Place->isSubRegionOf(Event))
    State = answerHangup(State);
  if (isa<VarRegion>(Place))
    State = Desk.takeOver(State, Value, C);
  if (isCleanedUp(Place, Desk))
    State = handOn(State, Value, Desk);
  if (sockets(State).isEmpty())
    return State;
  bool Changes = !(State->getSVal(Place) == Value);
  State = overwritten(State, Place, Value, Desk);
  if (Changes && !isStillSpokenOf(S, C.getLocationContext()))
    State = turnsToNext(State, dyn_cast<VarRegion>(Place), Desk, C);
  bool Outlives = outlivesPath(State, Place);
  // A program that marks an entry of a local table comes back to it, too.
  bool IsSeen =
      (Changes || endings(State) != 0) &&
      (Outlives || isSocketsEntry(State, Place) || canNoteEnding(State, Place));
  if (IsSeen && !isCounter(S, Place) &&
      errnoView(State).Place != Place->StripCasts())
    State = addOuterWrite(State, Place, {Value, S, endings(State)});
  bool Keeps = Changes && Outlives && !socketOf(State, descriptorOf(Value)) &&
               !isOwnAffair(Place, Value);
  if (Keeps || isCopiedWhole(Place, Value))
    State = handOn(State, Value, Desk);
  State = storedInFields(State, Place, Value, Desk);
  return storedIn(State, descriptorOf(Value), Place, Desk);
}
