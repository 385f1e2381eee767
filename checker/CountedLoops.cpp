//===- CountedLoops.cpp - Loops of a constant number of turns -------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CountedLoops.h"
#include "HandingOn.h"

#include <optional>

using namespace clang;
using namespace ento;
using namespace closewait;

/// How often a path asks the condition before it leaves the loop.
static constexpr unsigned MostAsked = 3;

/// The variable that the step of \p Loop counts up or down by one, or null.
static const VarDecl *counterOf(const ForStmt *Loop) {
  const auto *Step = dyn_cast_or_null<UnaryOperator>(Loop->getInc());
  if (!Step || !Step->isIncrementDecrementOp())
    return nullptr;
  const auto *Ref = dyn_cast<DeclRefExpr>(bare(Step->getSubExpr()));
  return Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
}

/// What the counter holds when `counter OP bound` has just become false.
static std::optional<int64_t> valueBehind(BinaryOperatorKind Op,
                                          int64_t Bound) {
  switch (Op) {
  case BO_LT:
  case BO_GT:
  case BO_NE:
    return Bound;
  case BO_LE:
    return Bound + 1;
  case BO_GE:
    return Bound - 1;
  default:
    return std::nullopt;
  }
}

/// The array variable in which \p Place lies, or null.
static const VarDecl *arrayOf(const Expr *Place) {
  bool IsElement = false;
  for (Place = bare(Place);; Place = bare(Place)) {
    if (const auto *Element = dyn_cast<ArraySubscriptExpr>(Place)) {
      IsElement = true;
      Place = Element->getBase();
    } else if (const auto *Member = dyn_cast<MemberExpr>(Place)) {
      Place = Member->getBase();
    } else {
      const auto *Var = dyn_cast_or_null<VarDecl>(namedBy(Place));
      return IsElement && Var && Var->getType()->isArrayType() ? Var : nullptr;
    }
  }
}

/// Adds the arrays that assignments below \p S fill.
static void addFilled(const Stmt *S,
                      llvm::SmallPtrSetImpl<const VarDecl *> &Arrays) {
  if (!S)
    return;
  const auto *Op = dyn_cast<BinaryOperator>(S);
  if (Op && Op->isAssignmentOp())
    if (const VarDecl *Array = arrayOf(Op->getLHS()))
      Arrays.insert(Array);
  for (const Stmt *Child : S->children())
    addFilled(Child, Arrays);
}

/// Forgets the tables that \p Loop fills, whose other turns are not taken; a
/// socket that the path has put there is in their care.
static ProgramStateRef forgetFilled(ProgramStateRef State, const ForStmt *Loop,
                                    Analysis &Desk, CheckerContext &C) {
  llvm::SmallPtrSet<const VarDecl *, 4> Arrays;
  addFilled(Loop->getBody(), Arrays);
  ProgramStateRef Before = State;
  for (const VarDecl *Array : Arrays)
    State = compat::invalidate(State,
                               State->getLValue(Array, C.getLocationContext()),
                               Loop->getCond(), C);
  for (const auto &Socket : sockets(State))
    if (Socket.second.State.isOwned() && !isReferenced(State, Socket.first) &&
        isReferenced(Before, Socket.first))
      State = handOnSocket(State, Socket.first, Desk);
  return State;
}

/// The loop whose condition the path is about to branch on, or null.
static const ForStmt *loopAt(const Stmt *Condition, CheckerContext &C) {
  const CFGBlock *Block = C.getPredecessor()->getCFGBlock();
  const auto *Loop =
      Block ? dyn_cast_or_null<ForStmt>(Block->getTerminatorStmt()) : nullptr;
  return Loop && bare(Loop->getCond()) == Condition ? Loop : nullptr;
}

/// A condition that compares the counter of its loop.
struct Comparison {
  const BinaryOperator *Asks;
  const ForStmt *Loop;
  const VarDecl *Counter; ///< Null: it is no such condition.
};

static Comparison comparisonIn(const Stmt *Condition, CheckerContext &C) {
  const auto *Asks = dyn_cast<BinaryOperator>(Condition);
  const ForStmt *Loop =
      Asks && Asks->isComparisonOp() ? loopAt(Condition, C) : nullptr;
  const VarDecl *Counter = Loop ? counterOf(Loop) : nullptr;
  if (Counter && namedBy(Asks->getLHS()) != Counter)
    Counter = nullptr;
  return {Asks, Loop, Counter};
}

ProgramStateRef closewait::anyDescriptor(ProgramStateRef State,
                                         const Stmt *Condition, Analysis &Desk,
                                         CheckerContext &C) {
  auto [Asks, Loop, Counter] = comparisonIn(Condition, C);
  if (!Counter ||
      Desk.evidence(C.getASTContext()).of(Counter) < Evidence::Watched)
    return nullptr;
  const llvm::APSInt *Holds = numberOf(State, C.getSVal(Asks));
  const LocationContext *LCtx = C.getLocationContext();
  Loc Place = State->getLValue(Counter, LCtx);
  if (!Holds || Holds->isZero() || descriptorOf(State->getSVal(Place)))
    return nullptr;
  DefinedOrUnknownSVal Any = compat::conjure(Asks, Counter->getType(), C);
  State = State->bindLoc(Place, Any, LCtx, /*notifyChanges=*/false);
  return assumeThat(State, Any, BO_GE, 0);
}

ProgramStateRef closewait::behindCountedLoop(ProgramStateRef State,
                                             const Stmt *Condition,
                                             Analysis &Desk,
                                             CheckerContext &C) {
  auto [Asks, Loop, Counter] = comparisonIn(Condition, C);
  if (!Counter || C.blockCount() < MostAsked)
    return nullptr;
  const llvm::APSInt *Holds = numberOf(State, C.getSVal(Asks));
  Expr::EvalResult Bound;
  if (!Holds || Holds->isZero() ||
      !Asks->getRHS()->EvaluateAsInt(Bound, C.getASTContext()))
    return nullptr;
  auto Last = valueBehind(Asks->getOpcode(), Bound.Val.getInt().getExtValue());
  if (!Last)
    return nullptr;
  const LocationContext *LCtx = C.getLocationContext();
  SValBuilder &Values = C.getSValBuilder();
  State = forgetFilled(State, Loop, Desk, C);
  SVal Count = Values.makeIntVal(uint64_t(*Last), Counter->getType());
  State = State->bindLoc(State->getLValue(Counter, LCtx), Count, LCtx,
                         /*notifyChanges=*/false);
  return State->BindExpr(Asks, LCtx,
                         Values.makeTruthVal(false, Asks->getType()));
}
