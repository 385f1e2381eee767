//===- Rounds.cpp - Is a retry bounded? -----------------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Rounds.h"

using namespace clang;
using namespace ento;
using namespace closewait;

/// Whether \p S is what the ending call returned, or left in errno: taking it
/// down steps nothing.
static bool comesFromTheCall(ProgramStateRef State, SymbolRef S) {
  if (!S)
    return false;
  const auto *Given = dyn_cast<SymbolConjured>(S);
  for (const auto &Socket : sockets(State)) {
    const SocketEntry &Entry = Socket.second;
    if (S == Entry.Errno || S == Entry.Write.Errno || S == Entry.Write.Result)
      return true;
    if (Given && Entry.Last && Given->getStmt() == Entry.Last)
      return true;
  }
  return false;
}

ProgramStateRef closewait::stepped(ProgramStateRef State,
                                   const MemRegion *Place, SVal Value) {
  if (endings(State) == 0 || !declOf(Place))
    return State;
  SVal Before = State->getSVal(Place);
  if (Before == Value || comesFromTheCall(State, Value.getAsSymbol()))
    return State;
  return addStepped(State, Place, Before);
}

ProgramStateRef closewait::consulted(ProgramStateRef State,
                                     const Stmt *Condition) {
  if (!Condition || endings(State) == 0)
    return State;
  const ValueDecl *Named = nullptr;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Condition))
    Named = dyn_cast<VarDecl>(Ref->getDecl());
  else if (const auto *Member = dyn_cast<MemberExpr>(Condition))
    Named = dyn_cast<FieldDecl>(Member->getMemberDecl());
  if (Named)
    State = addConsulted(State, Named);
  for (const Stmt *Child : Condition->children())
    State = consulted(State, Child);
  return State;
}

bool closewait::isBoundedRound(ProgramStateRef State) {
  for (const auto &Step : steppedSince(State)) {
    const ValueDecl *D = declOf(Step.first);
    if (D && consultedSince(State).contains(D) &&
        !(State->getSVal(Step.first) == Step.second))
      return true;
  }
  return false;
}
