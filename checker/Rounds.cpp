//===- Rounds.cpp - Is a retry bounded? -----------------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Rounds.h"
#include "Numbers.h"

using namespace clang;
using namespace ento;
using namespace closewait;

/// Whether \p S is what the ending call returned, or left in errno: taking it
/// down steps nothing.
static bool comesFromTheCall(ProgramStateRef State, SymbolRef S) {
  if (!S)
    return false;
  for (const auto &Socket : sockets(State)) {
    const SocketEntry &Entry = Socket.second;
    if (S == Entry.Errno || S == Entry.Write.Errno || S == Entry.Write.Result ||
        isMadeAt(S, Entry.Last))
      return true;
  }
  return false;
}

/// Whether two values are the same as far as the path knows: `n += 0`.
static bool isSame(ProgramStateRef State, SVal A, SVal B) {
  const llvm::APSInt *NumberA = numberOf(State, A);
  const llvm::APSInt *NumberB = numberOf(State, B);
  return A == B ||
         (NumberA && NumberB && llvm::APSInt::isSameValue(*NumberA, *NumberB));
}

/// Whether \p Place is part of a buffer.
static bool isInBuffer(const MemRegion *Place) {
  const auto *Element = dyn_cast<ElementRegion>(Place);
  return Element && Element->getValueType()->isAnyCharacterType();
}

ProgramStateRef closewait::stepped(ProgramStateRef State,
                                   const MemRegion *Place, SVal Value) {
  if (endings(State) == 0 || !declOf(Place) || isInBuffer(Place))
    return State;
  SVal Before = State->getSVal(Place);
  if (isSame(State, Before, Value) ||
      comesFromTheCall(State, Value.getAsSymbol()))
    return State;
  return addStep(State, Place, Before);
}

ProgramStateRef closewait::consulted(ProgramStateRef State,
                                     const Stmt *Condition,
                                     const EvidenceMap &Map) {
  if (!Condition || endings(State) == 0)
    return State;
  if (const auto *Call = dyn_cast<CallExpr>(Condition)) {
    const FunctionModel *Row = Map.modelOf(Call);
    const BodyFacts *Facts = Map.factsOf(Call);
    if ((Row && Row->Does == Role::Clock) || (Facts && Facts->Varies))
      return addClockConsulted(State);
  }
  const ValueDecl *Named = nullptr;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Condition))
    Named = dyn_cast<VarDecl>(Ref->getDecl());
  else if (const auto *Member = dyn_cast<MemberExpr>(Condition))
    Named = dyn_cast<FieldDecl>(Member->getMemberDecl());
  if (Named)
    State = addConsulted(State, Named);
  for (const Stmt *Child : Condition->children())
    State = consulted(State, Child, Map);
  return State;
}

ProgramStateRef closewait::clockRead(ProgramStateRef State,
                                     const CallEvent &Call) {
  for (unsigned I = 0; I < Call.getNumArgs(); ++I)
    if (const MemRegion *Place = Call.getArgSVal(I).getAsRegion())
      if (endings(State) != 0 && declOf(Place))
        State = addStep(State, Place->StripCasts(), UndefinedVal());
  return State;
}

bool closewait::isBoundedRound(ProgramStateRef State, unsigned Since) {
  if (clockConsultedSince(State, Since))
    return true;
  const MemRegion *Done = nullptr;
  for (const auto &Entry : steps(State)) {
    const MemRegion *Variable = Entry.first.Variable;
    // The first step since counts; they come in order.
    if (Entry.first.Epoch < Since || Variable == Done)
      continue;
    Done = Variable;
    const ValueDecl *D = declOf(Variable);
    if (D && isConsultedSince(State, D, Since) &&
        !(State->getSVal(Variable) == Entry.second))
      return true;
  }
  return false;
}
