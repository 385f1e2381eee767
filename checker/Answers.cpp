//===- Answers.cpp - What a function answers after a call -----------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Answers.h"
#include "Syntax.h"

#include "llvm/ADT/SmallPtrSet.h"

#include <cerrno>
#include <map>

using namespace clang;
using namespace closewait;

/// A larger function does more than to read and to answer.
static constexpr unsigned MostBlocks = 150;
/// So often is a block looked at again.
static constexpr unsigned MostTurns = 24;

namespace {
/// What an expression can be.
struct Value {
  ResultRange Range;    ///< One of these,
  bool IsGiven = false; ///< or what the call has given,
  bool IsErrno = false; ///< or what stands in errno.

  static Value any() { return {ResultRange::any()}; }
  bool isAny() const { return Range == ResultRange::any(); }
  Value with(const Value &O) const {
    return {Range.with(O.Range), IsGiven || O.IsGiven, IsErrno || O.IsErrno};
  }
  bool operator==(const Value &O) const {
    return Range == O.Range && IsGiven == O.IsGiven && IsErrno == O.IsErrno;
  }
};

} // namespace

struct closewait::FlowState {
  ResultRange Given; ///< What the call can have given, where it got here.
  ErrnoIs Errno = ErrnoIs::Anything;
  bool Noted = false;
  std::map<const VarDecl *, Value> Variables; ///< The others can be anything.

  /// Adds what is known on another way.  \returns whether that is new.
  bool join(const FlowState &O);
};

namespace {
using Known = FlowState;

/// Follows the control flow from one place.
class Follow {
public:
  Follow(const FunctionDecl *F, const ValuePaths &Values,
         const EvidenceMap &Map, const CFG &Graph, const CallExpr *From,
         ArrayRef<const CallExpr *> Stops)
      : Values(Values), Map(Map), Graph(Graph), Ctx(F->getASTContext()),
        From(From), Stops(Stops.begin(), Stops.end()),
        GivesBool(F->getReturnType()->isBooleanType()) {}

  Answer go(const Known &Start);

  /// What is known at the stops, if the control flow comes there.
  std::unique_ptr<Known> Arrived;

private:
  void enter(const CFGBlock *B, const Known &K);
  void walk(const CFGBlock &B, unsigned Next, Known K);
  void leave(const CFGBlock &B, const Known &K);
  void leaveSwitch(const CFGBlock &B, const SwitchStmt *Switch, const Known &K);
  bool take(const Stmt *S, Known &K);
  void assign(const Expr *To, const Value &V, Known &K);
  void call(const CallExpr *Call, Known &K);
  void answer(const ReturnStmt *Return, const Known &K);

  Value valueOf(const Expr *E, const Known &K) const;
  Value ofErrno(const Known &K, bool Negated) const;
  bool isErrno(const Expr *E) const;
  bool holds(const Expr *Condition, bool Is, Known &K) const;
  bool compare(const Expr *E, const ResultRange &With, Known &K) const;

  const ValuePaths &Values;
  const EvidenceMap &Map;
  const CFG &Graph;
  ASTContext &Ctx;
  const CallExpr *From;
  llvm::SmallPtrSet<const Stmt *, 4> Stops;
  const bool GivesBool;
  std::map<const CFGBlock *, std::pair<Known, unsigned>> Before;
  std::vector<const CFGBlock *> Open;
  Answer Found;
};
} // namespace

bool FlowState::join(const FlowState &O) {
  bool IsNew = false;
  auto Set = [&](auto &Mine, auto Both) {
    IsNew |= !(Mine == Both);
    Mine = std::move(Both);
  };
  Set(Given, Given.with(O.Given));
  Set(Errno, Errno == O.Errno ? Errno : ErrnoIs::Anything);
  Set(Noted, Noted || O.Noted);
  for (auto I = Variables.begin(); I != Variables.end();) {
    auto There = O.Variables.find(I->first);
    if (There == O.Variables.end()) {
      I = Variables.erase(I);
      IsNew = true;
      continue;
    }
    Set(I->second, I->second.with(There->second));
    ++I;
  }
  return IsNew;
}

/// The local variable that \p E is, or null.
static const VarDecl *variable(const Expr *E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(bare(E));
  const auto *Var = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return Var && Var->hasLocalStorage() ? Var : nullptr;
}

/// The numbers that stand so to \p Than.
static ResultRange numbers(BinaryOperatorKind Op, int64_t Than) {
  switch (Op) {
  case BO_EQ:
    return ResultRange::only(Than);
  case BO_NE:
    return ResultRange::only(Than).others();
  case BO_LT:
    return ResultRange::from(Than).others();
  case BO_LE:
    return ResultRange::upTo(Than);
  case BO_GT:
    return ResultRange::upTo(Than).others();
  case BO_GE:
    return ResultRange::from(Than);
  default:
    return ResultRange::any();
  }
}

bool Follow::isErrno(const Expr *E) const {
  const auto *Op = dyn_cast<UnaryOperator>(bare(E));
  const auto *Call = Op && Op->getOpcode() == UO_Deref
                         ? dyn_cast<CallExpr>(bare(Op->getSubExpr()))
                         : nullptr;
  const FunctionModel *Row = Call ? Map.modelOf(Call) : nullptr;
  return Row && Row->Does == Role::Errno;
}

Value Follow::ofErrno(const Known &K, bool Negated) const {
  int64_t Sign = Negated ? -1 : 1;
  switch (K.Errno) {
  case ErrnoIs::Again:
    return {ResultRange::only(Sign * EAGAIN)};
  case ErrnoIs::Interrupted:
    return {ResultRange::only(Sign * EINTR)};
  case ErrnoIs::Fatal:
    return {Negated ? ResultRange::upTo(-1) : ResultRange::from(1)};
  case ErrnoIs::Anything:
    return {Negated ? ResultRange::upTo(0) : ResultRange::from(0)};
  }
  return Value::any();
}

Value Follow::valueOf(const Expr *E, const Known &K) const {
  E = bare(E);
  if (E == From)
    return {{}, /*IsGiven=*/true};
  if (const VarDecl *Var = variable(E)) {
    auto Found = K.Variables.find(Var);
    return Found == K.Variables.end() ? Value::any() : Found->second;
  }
  if (isErrno(E))
    return {{}, false, /*IsErrno=*/true};
  Expr::EvalResult Number;
  if (E->getType()->isIntegralOrEnumerationType() &&
      E->EvaluateAsInt(Number, Ctx))
    return {ResultRange::only(Number.Val.getInt().getExtValue())};
  if (const auto *Block = dyn_cast<StmtExpr>(E)) {
    const CompoundStmt *All = Block->getSubStmt();
    const auto *Last =
        All->body_empty() ? nullptr : dyn_cast<Expr>(All->body_back());
    return Last ? valueOf(Last, K) : Value::any();
  }
  if (const auto *Choice = dyn_cast<ConditionalOperator>(E)) {
    Value Both;
    Known Then = K, Else = K;
    if (holds(Choice->getCond(), true, Then))
      Both = valueOf(Choice->getTrueExpr(), Then);
    if (holds(Choice->getCond(), false, Else))
      Both = Both.with(valueOf(Choice->getFalseExpr(), Else));
    return Both;
  }
  if (const auto *Op = dyn_cast<UnaryOperator>(E))
    if (Op->getOpcode() == UO_Minus &&
        valueOf(Op->getSubExpr(), K) == Value{{}, false, true})
      return ofErrno(K, /*Negated=*/true);
  const auto *Op = dyn_cast<BinaryOperator>(E);
  if (Op && (Op->getOpcode() == BO_Assign || Op->getOpcode() == BO_Comma))
    return valueOf(Op->getRHS(), K);
  const auto *Not = dyn_cast<UnaryOperator>(E);
  if ((Op && (Op->isComparisonOp() || Op->isLogicalOp())) ||
      (Not && Not->getOpcode() == UO_LNot)) {
    Value Truth;
    for (bool Is : {false, true}) {
      Known Then = K;
      if (holds(E, Is, Then))
        Truth.Range = Truth.Range.with(ResultRange::only(Is));
    }
    return Truth;
  }
  return Value::any();
}

/// Whether \p E can be one of \p With; \p K then knows that it is.
bool Follow::compare(const Expr *E, const ResultRange &With, Known &K) const {
  Value V = valueOf(E, K);
  if (V.IsErrno && !V.IsGiven && V.Range.isEmpty()) {
    if (K.Errno == ErrnoIs::Anything)
      return true;
    ResultRange Expected = ofErrno(K, /*Negated=*/false).Range;
    if (K.Errno == ErrnoIs::Fatal)
      Expected = Expected.common(
          ResultRange::only(EAGAIN).with(ResultRange::only(EINTR)).others());
    return Expected.meets(With);
  }
  if (V == Value{{}, true, false}) {
    K.Given = K.Given.common(With);
    return !K.Given.isEmpty();
  }
  const VarDecl *Var = variable(E);
  if (Var && !V.IsGiven && !V.IsErrno && !V.isAny()) {
    K.Variables[Var].Range = V.Range.common(With);
    return V.Range.meets(With);
  }
  return V.IsErrno || V.Range.meets(With) || (V.IsGiven && K.Given.meets(With));
}

/// Whether \p Condition can be true, or false where \p Is is; \p K then knows
/// that it is.
bool Follow::holds(const Expr *Condition, bool Is, Known &K) const {
  Condition = bare(Condition);
  if (const auto *Not = dyn_cast<UnaryOperator>(Condition))
    if (Not->getOpcode() == UO_LNot)
      return holds(Not->getSubExpr(), !Is, K);
  const auto *Op = dyn_cast<BinaryOperator>(Condition);
  if (Op && Op->isLogicalOp()) {
    bool NeedsBoth = (Op->getOpcode() == BO_LAnd) == Is;
    if (NeedsBoth)
      return holds(Op->getLHS(), Is, K) && holds(Op->getRHS(), Is, K);
    Known Left = K, Right = K;
    return holds(Op->getLHS(), Is, Left) || holds(Op->getRHS(), Is, Right);
  }
  if (Op && Op->isComparisonOp()) {
    for (bool Flipped : {false, true}) {
      const Expr *Asked = Flipped ? Op->getRHS() : Op->getLHS();
      const Expr *Than = Flipped ? Op->getLHS() : Op->getRHS();
      Expr::EvalResult Number;
      if (!Than->getType()->isIntegralOrEnumerationType() ||
          !Than->EvaluateAsInt(Number, Ctx))
        continue;
      auto Kind = Flipped ? BinaryOperator::reverseComparisonOp(Op->getOpcode())
                          : Op->getOpcode();
      ResultRange With = numbers(Kind, Number.Val.getInt().getExtValue());
      return compare(Asked, Is ? With : With.others(), K);
    }
    return true;
  }
  ResultRange Zero = ResultRange::only(0);
  return !Condition->getType()->isIntegralOrEnumerationType() ||
         compare(Condition, Is ? Zero.others() : Zero, K);
}

void Follow::assign(const Expr *To, const Value &V, Known &K) {
  if (const VarDecl *Var = variable(To)) {
    if (V.isAny())
      K.Variables.erase(Var);
    else
      K.Variables[Var] = V;
  } else if (isErrno(To)) {
    K.Errno = V.IsErrno ? K.Errno : ErrnoIs::Anything;
  } else if (!isLocal(To)) {
    K.Noted = true;
  }
}

/// What another call does on the way.
void Follow::call(const CallExpr *Call, Known &K) {
  for (const Expr *Argument : Call->arguments())
    if (const auto *Op = dyn_cast<UnaryOperator>(bare(Argument)))
      if (const VarDecl *Var = Op->getOpcode() == UO_AddrOf
                                   ? variable(Op->getSubExpr())
                                   : nullptr)
        K.Variables.erase(Var);
  if (const FunctionModel *Row = Map.modelOf(Call)) {
    static constexpr Role Quiet[] = {
        Role::Read,  Role::Write, Role::Wait,    Role::Use,  Role::Errno,
        Role::Clock, Role::Pause, Role::Copy,    Role::Fill, Role::Neutral,
        Role::Other, Role::Free,  Role::Allocate};
    K.Noted |= !llvm::is_contained(Quiet, Row->Does);
    return;
  }
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (isHarmless(Callee) || (Callee && isDeclaredByLibrary(Callee)))
    return;
  K.Noted |= !Callee || llvm::any_of(Call->arguments(), [&](const Expr *E) {
    return !Values.of(E).empty();
  });
}

void Follow::answer(const ReturnStmt *Return, const Known &K) {
  if (!Return->getRetValue())
    return;
  Value V = valueOf(Return->getRetValue(), K);
  if (V.IsErrno)
    V.Range = V.Range.with(ofErrno(K, /*Negated=*/false).Range);
  ResultRange Zero = ResultRange::only(0), One = ResultRange::only(1);
  if (GivesBool) {
    ResultRange All = V.IsGiven ? V.Range.with(K.Given) : V.Range;
    V = Value();
    if (All.meets(Zero))
      V.Range = Zero;
    if (All.meets(Zero.others()))
      V.Range = V.Range.with(One);
  }
  if (V.IsGiven)
    Found.Same = Found.Same.with(K.Given);
  Found.Range = Found.Range.with(V.Range);
  Found.Noted |= K.Noted;
}

/// Takes the step \p S.  \returns whether it goes on from there.
bool Follow::take(const Stmt *S, Known &K) {
  if (Stops.count(S)) {
    if (!Arrived)
      Arrived = std::make_unique<Known>(K);
    else
      Arrived->join(K);
    return false;
  }
  if (const auto *Return = dyn_cast<ReturnStmt>(S)) {
    answer(Return, K);
    return false;
  }
  if (const auto *Call = dyn_cast<CallExpr>(S))
    call(Call, K);
  else if (const auto *Declares = dyn_cast<DeclStmt>(S)) {
    for (const Decl *D : Declares->decls())
      if (const auto *Var = dyn_cast<VarDecl>(D))
        if (Var->hasLocalStorage() && Var->getInit() &&
            Var->getType()->isIntegralOrEnumerationType())
          if (Value V = valueOf(Var->getInit(), K); !V.isAny())
            K.Variables[Var] = V;
  } else if (const auto *Op = dyn_cast<BinaryOperator>(S)) {
    if (Op->isCompoundAssignmentOp())
      assign(Op->getLHS(), Value::any(), K);
    else if (Op->isAssignmentOp())
      assign(Op->getLHS(), valueOf(Op->getRHS(), K), K);
  } else if (const auto *Op = dyn_cast<UnaryOperator>(S)) {
    if (Op->isIncrementDecrementOp())
      assign(Op->getSubExpr(), Value::any(), K);
  } else if (isa<AsmStmt>(S))
    K.Noted = true;
  return true;
}

void Follow::enter(const CFGBlock *B, const Known &K) {
  if (!B)
    return;
  auto Entry = Before.try_emplace(B, K, 0u);
  if (!Entry.second && !Entry.first->second.first.join(K))
    return;
  if (++Entry.first->second.second > MostTurns) {
    // It does not come to rest.
    Found.Range = ResultRange::any();
    return;
  }
  Open.push_back(B);
}

void Follow::leaveSwitch(const CFGBlock &B, const SwitchStmt *Switch,
                         const Known &K) {
  auto NumberOf = [&](const Expr *E) {
    return E->EvaluateKnownConstInt(Ctx).getExtValue();
  };
  ResultRange Cases;
  for (const SwitchCase *C = Switch->getSwitchCaseList(); C;
       C = C->getNextSwitchCase())
    if (const auto *Case = dyn_cast<CaseStmt>(C))
      Cases = Cases.with(ResultRange::between(
          NumberOf(Case->getLHS()),
          NumberOf(Case->getRHS() ? Case->getRHS() : Case->getLHS())));
  for (const CFGBlock *To : B.succs()) {
    Known Then = K;
    const auto *Case =
        To ? dyn_cast_or_null<CaseStmt>(To->getLabel()) : nullptr;
    ResultRange With =
        Case ? ResultRange::between(
                   NumberOf(Case->getLHS()),
                   NumberOf(Case->getRHS() ? Case->getRHS() : Case->getLHS()))
             : Cases.others();
    if (compare(Switch->getCond(), With, Then))
      enter(To, Then);
  }
}

void Follow::leave(const CFGBlock &B, const Known &K) {
  if (const auto *Switch = dyn_cast_or_null<SwitchStmt>(B.getTerminatorStmt()))
    return leaveSwitch(B, Switch, K);
  const auto *Condition = B.succ_size() == 2
                              ? dyn_cast_or_null<Expr>(B.getLastCondition())
                              : nullptr;
  bool Is = true;
  for (const CFGBlock *To : B.succs()) {
    Known Then = K;
    if (!Condition || holds(Condition, Is, Then))
      enter(To, Then);
    Is = false;
  }
}

void Follow::walk(const CFGBlock &B, unsigned Next, Known K) {
  for (; Next < B.size(); ++Next)
    if (auto Element = B[Next].getAs<CFGStmt>())
      if (!take(Element->getStmt(), K))
        return;
  leave(B, K);
}

Answer Follow::go(const Known &Start) {
  if (!From)
    enter(&Graph.getEntry(), Start);
  else
    Stops.insert(From);
  for (const CFGBlock *B : Graph)
    for (unsigned I = 0; From && I != B->size(); ++I) {
      auto Element = (*B)[I].getAs<CFGStmt>();
      if (Element && Element->getStmt() == From)
        walk(*B, I + 1, Start);
    }
  while (!Open.empty()) {
    const CFGBlock *B = Open.back();
    Open.pop_back();
    walk(*B, 0, Before[B].first);
  }
  return Found;
}

Answers::Answers(const FunctionDecl *F, const ValuePaths &Values,
                 const EvidenceMap &Map)
    : Function(F), Values(Values), Map(Map) {
  CFG::BuildOptions Options;
  Options.setAlwaysAdd(Stmt::BinaryOperatorClass)
      .setAlwaysAdd(Stmt::CompoundAssignOperatorClass)
      .setAlwaysAdd(Stmt::UnaryOperatorClass);
  Graph = CFG::buildCFG(F, F->getBody(), &F->getASTContext(), Options);
  if (Graph && Graph->getNumBlockIDs() > MostBlocks)
    Graph.reset();
}

Answers::~Answers() = default;

const FlowState &Answers::before(const CallExpr *Call) const {
  std::unique_ptr<FlowState> &Known = Before[Call];
  if (!Known) {
    Follow Way(Function, Values, Map, *Graph, nullptr, Call);
    Way.go(FlowState());
    Known =
        Way.Arrived ? std::move(Way.Arrived) : std::make_unique<FlowState>();
    Known->Noted = false;
  }
  return *Known;
}

Answer Answers::after(const CallExpr *Call, const ResultRange &Value,
                      ErrnoIs Errno) const {
  FlowState Start = before(Call);
  Start.Given = Value;
  Start.Errno = Errno;
  return Follow(Function, Values, Map, *Graph, Call, {}).go(Start);
}

Answer Answers::without(ArrayRef<const CallExpr *> Calls) const {
  return Follow(Function, Values, Map, *Graph, nullptr, Calls).go(FlowState());
}
