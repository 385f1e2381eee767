//===- Numbers.cpp - What a path knows of a number ------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Numbers.h"

using namespace clang;
using namespace ento;
using namespace closewait;

SymbolRef closewait::withoutCasts(SymbolRef S) {
  while (const auto *Cast = dyn_cast_or_null<SymbolCast>(S))
    S = Cast->getOperand();
  return S;
}

bool closewait::isMadeAt(SymbolRef S, const Expr *Call) {
  const auto *Made = dyn_cast_or_null<SymbolConjured>(S);
  return Made && Call && Made->getStmt() == Call;
}

const llvm::APSInt *closewait::numberOf(ProgramStateRef State, SVal Value) {
  if (auto Int = Value.getAs<nonloc::ConcreteInt>())
    return compat::numberIn(*Int);
  if (auto Address = Value.getAs<loc::ConcreteInt>())
    return compat::numberIn(*Address);
  if (SymbolRef S = Value.getAsSymbol())
    return State->getConstraintManager().getSymVal(State, S);
  return nullptr;
}

ProgramStateRef closewait::assumeThat(ProgramStateRef State, SVal Value,
                                      BinaryOperatorKind Op, int64_t Number) {
  auto Known = Value.getAs<NonLoc>();
  SValBuilder &SVB = State->getStateManager().getSValBuilder();
  QualType T = Known ? Known->getType(SVB.getContext()) : QualType();
  if (T.isNull() || !T->isIntegralOrEnumerationType())
    return State;
  auto Holds = SVB.evalBinOp(State, Op, *Known, SVB.makeIntVal(Number, T),
                             SVB.getConditionType())
                   .getAs<DefinedOrUnknownSVal>();
  return Holds ? State->assume(*Holds, true) : State;
}

ProgramStateRef closewait::assumeIn(ProgramStateRef State, SVal Value,
                                    const ResultRange &Range) {
  auto Known = Value.getAs<DefinedOrUnknownSVal>();
  QualType T = Value.getType(State->getStateManager().getContext());
  if (!Known || T.isNull() || !T->isIntegralOrEnumerationType())
    return State;
  APSIntType Type = State->getStateManager().getBasicVals().getAPSIntType(T);
  llvm::APSInt Least = Type.getMinValue(), Most = Type.getMaxValue();
  auto Clamped = [&](int64_t Number) {
    llvm::APSInt Wide = llvm::APSInt::get(Number);
    if (llvm::APSInt::compareValues(Wide, Least) < 0)
      return Least;
    if (llvm::APSInt::compareValues(Wide, Most) > 0)
      return Most;
    return Type.convert(Wide);
  };
  auto IsBeyond = [&](const ResultRange::Interval &I) {
    return llvm::APSInt::compareValues(llvm::APSInt::get(I.Last), Least) < 0 ||
           llvm::APSInt::compareValues(llvm::APSInt::get(I.First), Most) > 0;
  };
  // Not in any gap.
  const ResultRange Others = Range.others();
  for (const ResultRange::Interval &Gap : Others.intervals())
    if (State && !IsBeyond(Gap))
      State = State->assumeInclusiveRange(*Known, Clamped(Gap.First),
                                          Clamped(Gap.Last), false);
  return State;
}
