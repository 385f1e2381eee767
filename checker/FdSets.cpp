//===- FdSets.cpp - FD_ZERO, FD_SET, FD_CLR -------------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FdSets.h"

#include "clang/AST/ParentMap.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using namespace ento;
using namespace closewait;

/// Whether \p Loc comes out of an expansion of the macro \p Name, however deep.
static bool isFromMacro(SourceLocation Loc, StringRef Name,
                        const ASTContext &Ctx) {
  const SourceManager &SM = Ctx.getSourceManager();
  while (Loc.isMacroID()) {
    if (Lexer::getImmediateMacroName(Loc, SM, Ctx.getLangOpts()) == Name)
      return true;
    Loc = SM.getImmediateMacroCallerLoc(Loc);
  }
  return false;
}

ProgramStateRef closewait::zeroSet(ProgramStateRef State, SVal Place,
                                   SVal Value, CheckerContext &C) {
  const auto *Var = dyn_cast_or_null<VarRegion>(Place.getAsRegion());
  if (!Var || !Value.getAsRegion() ||
      !Var->getDecl()->getType()->isPointerType())
    return nullptr;
  SourceLocation Loc = Var->getDecl()->getLocation();
  if (!Loc.isMacroID() || !isFromMacro(Loc, "FD_ZERO", C.getASTContext()))
    return nullptr;
  return State->bindDefaultZero(Value, C.getLocationContext());
}

ProgramStateRef closewait::leaveZeroLoop(ProgramStateRef State,
                                         const Stmt *Condition,
                                         CheckerContext &C) {
  const auto *E = dyn_cast<Expr>(Condition);
  if (!E || !E->getExprLoc().isMacroID() ||
      !isFromMacro(E->getExprLoc(), "FD_ZERO", C.getASTContext()))
    return nullptr;
  SVal No = C.getSValBuilder().makeTruthVal(false, E->getType());
  return State->BindExpr(E, C.getLocationContext(), No);
}

/// Whether the assignment around \p Mask changes a set that is a local
/// variable.
static bool changesLocalSet(const Expr *Mask, CheckerContext &C) {
  const ParentMap &Parents = C.getLocationContext()->getParentMap();
  const Stmt *S = Mask;
  while (S && !isa<CompoundAssignOperator>(S))
    S = Parents.getParent(const_cast<Stmt *>(S));
  const auto *Change = cast_or_null<CompoundAssignOperator>(S);
  const auto *Word =
      Change ? dyn_cast<ArraySubscriptExpr>(bare(Change->getLHS())) : nullptr;
  const auto *Words =
      Word ? dyn_cast<MemberExpr>(bare(Word->getBase())) : nullptr;
  const auto *Set =
      Words ? dyn_cast_or_null<VarDecl>(namedBy(Words->getBase())) : nullptr;
  return Set && Set->hasLocalStorage() && Set->getType()->isRecordType();
}

SetChange closewait::setChange(const BinaryOperator *Op, SymbolRef &Fd,
                               CheckerContext &C) {
  if (Op->getOpcode() != BO_Rem || !Op->getOperatorLoc().isMacroID())
    return SetChange::None;
  const ASTContext &Ctx = C.getASTContext();
  Fd = descriptorOf(C.getSVal(Op->getLHS()));
  if (isFromMacro(Op->getOperatorLoc(), "FD_SET", Ctx))
    return changesLocalSet(Op, C) ? SetChange::PutLocally : SetChange::Put;
  if (isFromMacro(Op->getOperatorLoc(), "FD_CLR", Ctx))
    return SetChange::Cleared;
  return SetChange::None;
}
