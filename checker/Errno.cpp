//===- Errno.cpp - What the path knows of errno ---------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Errno.h"
#include "Numbers.h"

using namespace clang;
using namespace ento;
using namespace closewait;

/// The largest errno value of Linux: EHWPOISON.
static constexpr int LargestErrno = 133;

/// Whether a condition of the path depends on what an opaque function said.
static bool oracleAsked(ProgramStateRef State, SymbolRef Errno) {
  const ErrnoView &View = errnoView(State);
  if (View.Value != Errno || !View.Oracle)
    return false;
  ConditionTruthVal Null =
      State->getConstraintManager().isNull(State, View.Oracle);
  return Null.isConstrained();
}

ErrnoSays closewait::errnoSays(ProgramStateRef State, SymbolRef Errno,
                               llvm::ArrayRef<int> Again) {
  if (!Errno)
    return ErrnoSays::NeverAsked;
  if (oracleAsked(State, Errno))
    return ErrnoSays::Unclear;
  unsigned Possible = llvm::count_if(
      Again, [&](int Value) { return canBe(State, Errno, BO_EQ, Value); });
  if (Possible == 0)
    return ErrnoSays::Fatal;
  if (State->getConstraintManager().getSymVal(State, Errno))
    return ErrnoSays::Again;
  // The program has asked for one of them, and it was another: what is left is
  // not excused, even if it did not ask for all.
  if (Possible < Again.size())
    return ErrnoSays::Fatal;
  for (int Value = 1; Value <= LargestErrno; ++Value)
    if (!canBe(State, Errno, BO_EQ, Value))
      return ErrnoSays::Unclear;
  return ErrnoSays::NeverAsked;
}

static ProgramStateRef put(ProgramStateRef State, const ErrnoView &View) {
  if (View.Place && View.Value)
    State = State->bindLoc(loc::MemRegionVal(View.Place),
                           nonloc::SymbolVal(View.Value), /*LCtx=*/nullptr,
                           /*notifyChanges=*/false);
  return setErrnoView(State, View);
}

static ProgramStateRef putFresh(ProgramStateRef State, const CallEvent &Call,
                                unsigned Count, SymbolRef &Errno) {
  static int Tag;
  ASTContext &Ctx = State->getStateManager().getContext();
  SValBuilder &SVB = State->getStateManager().getSValBuilder();
  // Where errno stands the program will say when it asks.
  ErrnoView View;
  View.Value = compat::conjure(SVB, Call, Ctx.IntTy, Count, &Tag).getAsSymbol();
  Errno = View.Value;
  return put(State, View);
}

ProgramStateRef closewait::setErrno(ProgramStateRef State,
                                    const CallEvent &Call, unsigned Count,
                                    SymbolRef &Errno) {
  return putFresh(State, Call, Count, Errno);
}

ProgramStateRef closewait::leaveErrno(ProgramStateRef State,
                                      const CallEvent &Call, unsigned Count,
                                      SymbolRef &Errno) {
  Errno = nullptr;
  if (errnoView(State).SetByProgram)
    return State;
  return putFresh(State, Call, Count, Errno);
}

bool closewait::evalErrnoPlace(const CallEvent &Call, CheckerContext &C) {
  static int Tag;
  const Expr *E = Call.getOriginExpr();
  if (!E)
    return false;
  const MemRegion *Known = errnoView(C.getState()).Place;
  SVal Place =
      Known ? SVal(loc::MemRegionVal(Known))
            : compat::conjure(C.getSValBuilder(), Call, Call.getResultType(),
                              C.blockCount(), &Tag);
  C.addTransition(C.getState()->BindExpr(E, C.getLocationContext(), Place));
  return true;
}

ProgramStateRef closewait::showErrno(ProgramStateRef State,
                                     const CallEvent &Call) {
  const MemRegion *Place = Call.getReturnValue().getAsRegion();
  if (!Place)
    return State;
  ErrnoView View = errnoView(State);
  View.Place = Place->StripCasts();
  return put(State, View);
}

ProgramStateRef closewait::errnoWritten(ProgramStateRef State,
                                        const MemRegion *Place, SVal Value) {
  ErrnoView View = errnoView(State);
  if (!View.Place || View.Place != Place->StripCasts())
    return State;
  View.Value = Value.getAsSymbol();
  View.SetByProgram = !View.Value;
  View.Oracle = nullptr;
  return setErrnoView(State, View);
}

ProgramStateRef closewait::errnoShownTo(ProgramStateRef State,
                                        const CallEvent &Call) {
  ErrnoView View = errnoView(State);
  if (View.SetByProgram) {
    View.SetByProgram = false;
    return setErrnoView(State, View);
  }
  SymbolRef Answer = Call.getReturnValue().getAsSymbol();
  if (!View.Value || !Answer ||
      !Call.getResultType()->isIntegralOrEnumerationType())
    return State;
  bool Shown = Call.getNumArgs() == 0;
  for (unsigned I = 0; I < Call.getNumArgs(); ++I)
    Shown |= Call.getArgSVal(I).getAsSymbol() == View.Value;
  if (!Shown)
    return State;
  View.Oracle = Answer;
  return setErrnoView(State, View);
}
