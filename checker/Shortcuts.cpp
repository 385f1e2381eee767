//===- Shortcuts.cpp - Calls that a second look passes over ---------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Shortcuts.h"
#include "HandingOn.h"

using namespace clang;
using namespace ento;
using namespace closewait;

/// Smaller functions are looked into all the same: what they give back may well
/// matter, as that of would_block(errno).
static constexpr unsigned SmallGraph = 12;

static bool isBesideThePoint(const FunctionDecl *F, const Reach &Ways,
                             Analysis &Desk, CheckerContext &C) {
  const FunctionDecl *Body = nullptr;
  if (!F || !F->hasBody(Body) || Ways.comesToSocket(F) || canSettle(F, Desk))
    return false;
  QualType Result = F->getReturnType();
  const CFG *Graph = C.getAnalysisManager().getCFG(Body);
  return Graph && Graph->size() > SmallGraph &&
         (Result->isVoidType() || Result->isScalarType());
}

bool closewait::passOver(const CallEvent &Call, const Reach &Ways,
                         Analysis &Desk, CheckerContext &C) {
  const Expr *E = Call.getOriginExpr();
  const auto *F = dyn_cast_or_null<FunctionDecl>(Call.getDecl());
  if (!E || !isa<SimpleFunctionCall>(Call) ||
      !isBesideThePoint(F, Ways, Desk, C))
    return false;
  static int Tag;
  ProgramStateRef State = Call.invalidateRegions(C.blockCount(), C.getState());
  if (!Call.getResultType()->isVoidType())
    State = State->BindExpr(E, C.getLocationContext(),
                            compat::conjure(C.getSValBuilder(), Call,
                                            Call.getResultType(),
                                            C.blockCount(), &Tag));
  C.addTransition(State);
  return true;
}
