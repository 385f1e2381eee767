//===- Guards.cpp - Whether there is something to close -------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Guards.h"

using namespace clang;
using namespace closewait;

/// Whether what is compared by \p Op with the constant \p Than is given where
/// the comparison holds, as in `fd >= 0`; or where it does not.
static bool isGivenWhen(BinaryOperatorKind Op, int64_t Than) {
  return Op == BO_NE || Op == BO_GT || (Op == BO_GE && Than == 0);
}

Guard closewait::guardOf(const Expr *Condition, const ValuePaths &Values,
                         ASTContext &Ctx) {
  Guard None;
  Condition = bare(Condition);
  if (const auto *Not = dyn_cast<UnaryOperator>(Condition)) {
    Guard Of = Not->getOpcode() == UO_LNot
                   ? guardOf(Not->getSubExpr(), Values, Ctx)
                   : None;
    Of.GivenWhenTrue = !Of.GivenWhenTrue;
    return Of;
  }
  const auto *Op = dyn_cast<BinaryOperator>(Condition);
  if (!Op)
    return Condition->getType()->isPointerType() && namedBy(Condition)
               ? Guard{Values.of(Condition), true}
               : None;
  if (Op->isLogicalOp()) {
    Guard Left = guardOf(Op->getLHS(), Values, Ctx),
          Right = guardOf(Op->getRHS(), Values, Ctx);
    bool WhenTrue = Op->getOpcode() == BO_LAnd;
    if (Left.Of.empty() || Right.Of.empty() || Left.GivenWhenTrue != WhenTrue ||
        Right.GivenWhenTrue != WhenTrue)
      return None;
    Left.Of.add(Right.Of);
    return Left;
  }
  Expr::EvalResult Than;
  if (!Op->isComparisonOp() || !namedBy(Op->getLHS()))
    return None;
  if (Op->getLHS()->getType()->isPointerType())
    return Op->getRHS()->isNullPointerConstant(
               Ctx, Expr::NPC_ValueDependentIsNotNull)
               ? Guard{Values.of(Op->getLHS()), Op->getOpcode() == BO_NE}
               : None;
  if (!Op->getRHS()->EvaluateAsInt(Than, Ctx))
    return None;
  int64_t Number = Than.Val.getInt().getExtValue();
  if (Number != 0 && Number != -1)
    return None;
  return {Values.of(Op->getLHS()), isGivenWhen(Op->getOpcode(), Number)};
}
