//===- CountedLoops.cpp - Loops that count --------------------------------===//
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

/// Whether \p E is the variable \p Var itself.
static bool isVariable(const Expr *E, const VarDecl *Var) {
  const auto *Ref = dyn_cast_or_null<DeclRefExpr>(bare(E));
  return Ref && Ref->getDecl() == Var;
}

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
  llvm::SmallVector<SymbolRef, 8> Owned;
  for (const auto &Socket : sockets(State))
    if (Socket.second.State.isOwned())
      Owned.push_back(Socket.first);
  return handOnForgotten(Before, State, Owned, Desk);
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
  if (Counter && (!Counter->getType()->isIntegerType() ||
                  !isVariable(Asks->getLHS(), Counter)))
    Counter = nullptr;
  return {Asks, Loop, Counter};
}

/// Whether \p Call gets \p Counter as a descriptor.
static bool isGivenTo(const CallExpr *Call, const VarDecl *Counter,
                      const EvidenceMap &Map) {
  const FunctionModel *Row = Map.modelOf(Call);
  const FunctionDecl *Callee = Call->getDirectCallee();
  for (unsigned I = 0; I < Call->getNumArgs(); ++I) {
    if (!isVariable(Call->getArg(I), Counter))
      continue;
    if (Row)
      return Row->Descriptor.Index == int(I);
    if (Callee && I < Callee->getNumParams())
      return Map.of(Callee->getParamDecl(I)) >= Evidence::Watched;
  }
  return false;
}

namespace {
/// How the body of a loop uses its counter.
class CounterUse {
public:
  CounterUse(const VarDecl *Counter, const EvidenceMap &Map,
             const ASTContext &Ctx)
      : Counter(Counter), Map(Map), Ctx(Ctx) {}

  void find(const Stmt *S) {
    if (const auto *Call = dyn_cast_or_null<CallExpr>(S))
      given(Call);
    if (const auto *Op = dyn_cast_or_null<BinaryOperator>(S))
      used(Op);
    if (S)
      for (const Stmt *Child : S->children())
        find(Child);
  }

  /// It goes to calls as a descriptor; it is no index of what is filled, and is
  /// compared with sockets only: behind `fd == wake[0]` it is a pipe.
  bool isDescriptor() const {
    return IsGiven && !IsIndex && llvm::all_of(Compared, [&](auto *D) {
             return Listeners.count(D) || Map.of(D) == Evidence::Socket;
           });
  }

private:
  void given(const CallExpr *Call) {
    IsGiven |= isGivenTo(Call, Counter, Map);
    const FunctionModel *Row = Map.modelOf(Call);
    if (Row && Row->Does == Role::Acquire && Call->getNumArgs() > 0)
      Listeners.insert(namedBy(Call->getArg(0)));
  }

  void used(const BinaryOperator *Op) {
    if (Op->isAssignmentOp()) {
      // fds[i] = socket(...)
      const auto *Element = dyn_cast<ArraySubscriptExpr>(bare(Op->getLHS()));
      IsIndex |= Element && isVariable(Element->getIdx(), Counter);
    }
    if (!Op->isEqualityOp())
      return;
    const Expr *Other = isVariable(Op->getLHS(), Counter)   ? Op->getRHS()
                        : isVariable(Op->getRHS(), Counter) ? Op->getLHS()
                                                            : nullptr;
    if (Other && !Other->isEvaluatable(Ctx))
      Compared.push_back(namedBy(Other));
  }

  const VarDecl *Counter;
  const EvidenceMap &Map;
  const ASTContext &Ctx;
  bool IsGiven = false, IsIndex = false;
  llvm::SmallVector<const ValueDecl *, 4> Compared;
  llvm::SmallPtrSet<const ValueDecl *, 2> Listeners;
};
} // namespace

/// Whether \p Counter is a descriptor in its loop, and nothing else.
static bool isDescriptorIn(const ForStmt *Loop, const VarDecl *Counter,
                           const EvidenceMap &Map, const ASTContext &Ctx) {
  if (Map.of(Counter) < Evidence::Watched)
    return false;
  CounterUse Use(Counter, Map, Ctx);
  Use.find(Loop->getBody());
  return Use.isDescriptor();
}

ProgramStateRef closewait::anyDescriptor(ProgramStateRef State,
                                         const Stmt *Condition, Analysis &Desk,
                                         CheckerContext &C) {
  auto [Asks, Loop, Counter] = comparisonIn(Condition, C);
  if (!Counter)
    return nullptr;
  ASTContext &Ctx = C.getASTContext();
  const llvm::APSInt *Holds = numberOf(State, C.getSVal(Asks));
  const LocationContext *LCtx = C.getLocationContext();
  Loc Place = State->getLValue(Counter, LCtx);
  if (!Holds || Holds->isZero() || descriptorOf(State->getSVal(Place)) ||
      !isDescriptorIn(Loop, Counter, Desk.evidence(Ctx), Ctx))
    return nullptr;
  static int Tag;
  SValBuilder &Values = C.getSValBuilder();
  DefinedOrUnknownSVal Any = compat::conjure(Asks, Counter->getType(), C, &Tag);
  // It has the bound that the path has just met.
  SVal Left =
      Values.evalCast(Any, Asks->getLHS()->getType(), Counter->getType());
  auto InBound = Values
                     .evalBinOp(State, Asks->getOpcode(), Left,
                                State->getSVal(Asks->getRHS(), LCtx),
                                Values.getConditionType())
                     .getAs<DefinedSVal>();
  State = State->bindLoc(Place, Any, LCtx, /*notifyChanges=*/false);
  State = assumeThat(State, Any, BO_GE, 0);
  return InBound && State ? State->assume(*InBound, true) : nullptr;
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
