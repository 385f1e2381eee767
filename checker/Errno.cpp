//===- Errno.cpp - What the path knows of errno ---------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Errno.h"
#include "Numbers.h"

#include "clang/StaticAnalyzer/Core/PathSensitive/RangedConstraintManager.h"

using namespace clang;
using namespace ento;
using namespace closewait;

/// The largest errno value of Linux: EHWPOISON.
static constexpr int LargestErrno = 133;

/// Whether a condition of the path depends on what an opaque function said.
static bool isAnswerUsed(ProgramStateRef State) {
  SymbolRef Oracle = errnoView(State).Oracle;
  return Oracle &&
         State->getConstraintManager().isNull(State, Oracle).isConstrained();
}

/// The same of what it said of \p Errno.
static bool oracleAsked(ProgramStateRef State, SymbolRef Errno) {
  return errnoView(State).Asked == Errno && isAnswerUsed(State);
}

bool closewait::isResultJudged(ProgramStateRef State, const Expr *Last) {
  return Last && errnoView(State).Judged == Last && isAnswerUsed(State);
}

namespace {
/// What a code can be.  The path is asked once: to assume one value after the
/// other would take most of the time of a run.
class Codes {
public:
  Codes(ProgramStateRef State, SymbolRef Code)
      : All(getConstraintMap(State)), Left(All.lookup(Code)) {}

  bool has(int Value) const {
    return !Left ||
           Left->contains(APSIntType(Left->getMinValue()).getValue(Value));
  }

  bool isKnown() const { return Left && Left->getConcreteValue(); }

  /// Whether one of \p Fatal, or of all errors if there are none, is ruled out.
  bool isAnyRuledOut(llvm::ArrayRef<int> Fatal) const {
    if (!Fatal.empty())
      return llvm::any_of(Fatal, [&](int Value) { return !has(Value); });
    for (int Value = 1; Left && Value <= LargestErrno; ++Value)
      if (!has(Value))
        return true;
    return false;
  }

private:
  ConstraintMap All;
  const RangeSet *Left; ///< Null: nothing is ruled out.
};
} // namespace

ErrnoSays closewait::errnoSays(ProgramStateRef State, SymbolRef Errno,
                               const FunctionModel *By) {
  if (!Errno || !By)
    return ErrnoSays::NeverAsked;
  if (oracleAsked(State, Errno))
    return ErrnoSays::Unclear;
  Codes Can(State, Errno);
  unsigned Possible =
      llvm::count_if(By->Again, [&](int Value) { return Can.has(Value); });
  if (Possible == 0)
    return ErrnoSays::Fatal;
  if (Can.isKnown())
    return ErrnoSays::Again;
  // The program has asked for one of them, and it was another: what is left is
  // not excused, even if it did not ask for all.
  if (Possible < By->Again.size())
    return ErrnoSays::Fatal;
  return Can.isAnyRuledOut(By->Fatal) ? ErrnoSays::Unclear
                                      : ErrnoSays::NeverAsked;
}

bool closewait::isErrnoAsked(ProgramStateRef State, SymbolRef Errno) {
  return Errno &&
         (oracleAsked(State, Errno) || Codes(State, Errno).isAnyRuledOut({}));
}

ProgramStateRef closewait::setCode(ProgramStateRef State, const CallEvent &Call,
                                   const FunctionModel &Row, bool Ended,
                                   unsigned Count, SymbolRef &Code) {
  static int Tag;
  ASTContext &Ctx = State->getStateManager().getContext();
  SValBuilder &SVB = State->getStateManager().getSValBuilder();
  auto Value = compat::conjure(SVB, Call, Ctx.IntTy, Count, &Tag);
  Code = Value.getAsSymbol();
  std::vector<int> All = Row.Again;
  All.insert(All.end(), Row.Fatal.begin(), Row.Fatal.end());
  if (!Code || All.empty())
    return State;
  auto Ends = std::minmax_element(All.begin(), All.end());
  State = assumeThat(State, Value, BO_GE, *Ends.first);
  State = State ? assumeThat(State, Value, BO_LE, *Ends.second) : nullptr;
  for (int Again : Row.Again)
    if (State && Ended)
      State = assumeThat(State, Value, BO_NE, Again);
  return State;
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
  View.Oracle = View.Asked = nullptr;
  View.Judged = nullptr;
  return setErrnoView(State, View);
}

/// Whether \p Value says why a call on some socket failed.
static bool isCode(ProgramStateRef State, SymbolRef Value) {
  for (const auto &Socket : sockets(State))
    if (Socket.second.Errno == Value || Socket.second.Write.Errno == Value)
      return true;
  return false;
}

ProgramStateRef closewait::errnoShownTo(ProgramStateRef State,
                                        const CallEvent &Call) {
  ErrnoView View = errnoView(State);
  if (View.SetByProgram) {
    View.SetByProgram = false;
    return setErrnoView(State, View);
  }
  SymbolRef Answer = Call.getReturnValue().getAsSymbol();
  if (!Answer || !Call.getResultType()->isIntegralOrEnumerationType())
    return State;
  SymbolRef Shown = Call.getNumArgs() == 0 ? View.Value : nullptr;
  for (unsigned I = 0; I < Call.getNumArgs(); ++I)
    if (SymbolRef Given = withoutCasts(Call.getArgSVal(I).getAsSymbol()))
      if (Given == View.Value || isCode(State, Given))
        Shown = Given;
  if (!Shown)
    return State;
  if (View.Oracle != Answer)
    View.Judged = nullptr;
  View.Oracle = Answer;
  View.Asked = Shown;
  return setErrnoView(State, View);
}
