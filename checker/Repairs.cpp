//===- Repairs.cpp - The close() that is missing --------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Repairs.h"
#include "Insertion.h"
#include "Syntax.h"

#include "llvm/ADT/BitVector.h"

using namespace clang;
using namespace ento;
using namespace closewait;
using closewait::Evidence;

/// Whether \p S is a call that gets \p Var itself, not its value.
static bool isPassedByReference(const Stmt *S, const VarDecl *Var) {
  auto Gets = [Var](const auto *Call, const FunctionDecl *Callee) {
    // The first operand of a class's own operator is its object.
    unsigned Skipped = isa<CXXOperatorCallExpr>(Call) &&
                       isa_and_nonnull<CXXMethodDecl>(Callee);
    for (unsigned I = Skipped; I < Call->getNumArgs(); ++I)
      if (namedBy(Call->getArg(I)) == Var &&
          (!Callee || I - Skipped >= Callee->getNumParams() ||
           Callee->getParamDecl(I - Skipped)->getType()->isReferenceType()))
        return true;
    return false;
  };
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(S))
    return Gets(Construct, Construct->getConstructor());
  const auto *Call = dyn_cast<CallExpr>(S);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  return Callee && Gets(Call, Callee);
}

/// The variable of the frame of \p F that holds its socket, or null.
static const VarDecl *holderOf(const Finding &F) {
  const auto *Place = dyn_cast_or_null<VarRegion>(F.Entry.Place);
  if (!Place || !F.Entry.State.isOwned() || isHandle(F.Fd) ||
      Place->getStackFrame() != F.Node->getStackFrame())
    return nullptr;
  const VarDecl *Var = Place->getDecl();
  return Var->hasLocalStorage() && Var->getType()->isIntegerType() ? Var
                                                                   : nullptr;
}

/// The statement by which the path of \p F leaves what holds its socket: where
/// it is reported, if that is a return, or else the last `continue` before that.
static const Stmt *exitOf(const Finding &F) {
  const Stmt *Here = F.Node->getStmtForDiagnostics();
  if (F.AtEnd || isa_and_nonnull<ReturnStmt>(Here))
    return F.AtEnd ? nullptr : Here;
  const StackFrameContext *Frame = F.Node->getStackFrame();
  for (const ExplodedNode *N = F.Node; N; N = N->getFirstPred()) {
    auto Edge = N->getLocation().getAs<BlockEdge>();
    // Where a turn of a loop ends: by the statement, or at the closing brace.
    if (N->getStackFrame() == Frame && Edge && Edge->getDst()->getLoopTarget())
      return dyn_cast_or_null<ContinueStmt>(
          Edge->getSrc()->getTerminatorStmt());
  }
  return nullptr;
}

namespace {
/// One function's control flow, as far as one variable is concerned.
class Ways {
public:
  Ways(const CFG &Graph, const VarDecl *Var, const EvidenceMap &Map)
      : Graph(Graph), Var(Var), Map(Map) {}

  /// Whether every way to \p Exit comes from the only statement that gives the
  /// variable its socket, and nothing on the way can close it or hand it on.
  bool alwaysHoldsAt(const Stmt *Exit) const;

  /// Whether anything behind \p Exit meets what the variable holds there.
  bool isMetBehind(const Stmt *Exit) const;

private:
  enum class Meets { Nothing, Opening, Foreign, Look, Other };
  Meets meets(const Stmt *S) const;
  Meets gives(const Expr *E) const;
  bool isPlain(const DeclRefExpr *Use, const Stmt *S) const;
  template <typename Predicate>
  bool anyBehind(const CFGBlock *From, size_t After, const Predicate &Is) const;
  bool comesOtherwise(const CFGBlock *From, size_t After,
                      const Stmt *Exit) const;

  const CFG &Graph;
  const VarDecl *Var;
  const EvidenceMap &Map;
};
} // namespace

/// Whether \p Call leaves an open descriptor that it is given as it is.
static bool leavesOpen(const CallExpr *Call, const EvidenceMap &Map) {
  const FunctionModel *Row = Map.modelOf(Call);
  const FunctionDecl *Callee = Call->getDirectCallee();
  // A body that another unit can replace, or a class derived from here, says
  // nothing; nor does one that gives back what it was given.
  if (!Row)
    return Callee && Callee->hasBody() && !Callee->isExternallyVisible() &&
           Callee->getReturnType()->isVoidType() && !mayClose(Callee, Map);
  switch (Row->Does) {
  case Role::Acquire:
  case Role::Read:
  case Role::Write:
  case Role::Wait:
  case Role::Use:
  case Role::ShutDown:
  case Role::Listen:
  case Role::Neutral:
    return true;
  default:
    return false;
  }
}

/// Whether \p Use of the variable, somewhere in \p S, only looks at it.
bool Ways::isPlain(const DeclRefExpr *Use, const Stmt *S) const {
  if (const auto *Call = dyn_cast<CallExpr>(S))
    return leavesOpen(Call, Map);
  const auto *Op = dyn_cast<BinaryOperator>(S);
  return Op && (Op->isComparisonOp() || Op->isLogicalOp());
}

/// What it means that the variable gets the value of \p E: only a call that
/// opens a socket gives it one that no other code owns.
Ways::Meets Ways::gives(const Expr *E) const {
  const auto *Call = dyn_cast<CallExpr>(bare(E));
  const FunctionModel *Row = Call ? Map.modelOf(Call) : nullptr;
  bool Opens = Row && Row->Does == Role::Acquire &&
               Row->Descriptor.isResult() && !Row->Data.isGiven();
  return Opens ? Meets::Opening : Meets::Foreign;
}

/// What \p S, without the statements that the control flow has by themselves,
/// does with the variable.
Ways::Meets Ways::meets(const Stmt *S) const {
  if (const auto *Declares = dyn_cast<DeclStmt>(S)) {
    for (const Decl *D : Declares->decls())
      if (D == Var)
        return Var->getInit() && !Var->getInit()->isIntegerConstantExpr(
                                     Var->getASTContext())
                   ? gives(Var->getInit())
                   : Meets::Nothing;
  }
  if (const auto *Op = dyn_cast<BinaryOperator>(S))
    if (Op->getOpcode() == BO_Assign && namedBy(Op->getLHS()) == Var)
      return gives(Op->getRHS());
  Meets What = Meets::Nothing;
  for (const Stmt *Child : S->children()) {
    const auto *E = dyn_cast_or_null<Expr>(Child);
    const auto *Use = E ? dyn_cast<DeclRefExpr>(bare(E)) : nullptr;
    if (!Use || Use->getDecl() != Var)
      continue;
    // A cast is looked at with what is around it.
    if (const auto *Whole = dyn_cast<Expr>(S); Whole && bare(Whole) == Use)
      continue;
    if (!isPlain(Use, S))
      return Meets::Other;
    What = Meets::Look;
  }
  return What;
}

/// Whether \p Block ends with \p Exit.
static bool leaves(const CFGBlock *Block, const Stmt *Exit) {
  return Block->getTerminatorStmt() == Exit ||
         llvm::any_of(*Block, [&](const CFGElement &Element) {
           auto Here = Element.getAs<CFGStmt>();
           return Here && Here->getStmt() == Exit;
         });
}

/// Goes on from behind the element \p After of \p From, until control comes to
/// the opening.  \returns whether \p Is holds anywhere on the way: of what an
/// element does with the variable, or of a block that is passed.
template <typename Predicate>
bool Ways::anyBehind(const CFGBlock *From, size_t After,
                     const Predicate &Is) const {
  llvm::BitVector Seen(Graph.getNumBlockIDs());
  llvm::SmallVector<std::pair<const CFGBlock *, size_t>, 16> Open{
      {From, After}};
  while (!Open.empty()) {
    auto Next = Open.pop_back_val();
    Meets What = Meets::Nothing;
    for (size_t I = Next.second;
         I < Next.first->size() && What != Meets::Opening; ++I) {
      auto Here = (*Next.first)[I].getAs<CFGStmt>();
      What = Here ? meets(Here->getStmt()) : Meets::Nothing;
      if (What != Meets::Opening && Is(nullptr, What))
        return true;
    }
    if (What == Meets::Opening)
      continue;
    if (Is(Next.first, Meets::Nothing))
      return true;
    for (const CFGBlock *Successor : Next.first->succs())
      if (Successor && !Seen.test(Successor->getBlockID())) {
        Seen.set(Successor->getBlockID());
        Open.push_back({Successor, 0});
      }
  }
  return false;
}

/// Whether control can come to \p Exit from behind the element \p After of
/// \p From, or from its beginning (0), without coming to the opening.
bool Ways::comesOtherwise(const CFGBlock *From, size_t After,
                          const Stmt *Exit) const {
  return anyBehind(From, After, [&](const CFGBlock *Block, Meets) {
    return Block && leaves(Block, Exit);
  });
}

bool Ways::isMetBehind(const Stmt *Exit) const {
  return llvm::any_of(Graph, [&](const CFGBlock *Block) {
    return leaves(Block, Exit) &&
           anyBehind(Block, Block->size(), [](const CFGBlock *, Meets What) {
             return What != Meets::Nothing;
           });
  });
}

bool Ways::alwaysHoldsAt(const Stmt *Exit) const {
  const Stmt *Opening = nullptr;
  for (const CFGBlock *Block : Graph)
    for (size_t I = 0; I != Block->size(); ++I) {
      auto Here = (*Block)[I].getAs<CFGStmt>();
      Meets What = Here ? meets(Here->getStmt()) : Meets::Nothing;
      if (What == Meets::Foreign ||
          (What == Meets::Other && comesOtherwise(Block, I + 1, Exit)))
        return false;
      if (What != Meets::Opening)
        continue;
      if (Opening && Opening != Here->getStmt())
        return false;
      Opening = Here->getStmt();
    }
  return Opening && !comesOtherwise(&Graph.getEntry(), 0, Exit);
}

/// Whether \p Function is read in one way only, by one who knows all that can
/// happen to \p Var there: no template, no lambda, no other name for the
/// variable, no function that the compiler calls for it.
static bool isPlainIn(const VarDecl *Var, const FunctionDecl *Function) {
  const auto *Method = dyn_cast<CXXMethodDecl>(Function);
  if (Function->getTemplateInstantiationPattern() ||
      Function->isDependentContext() ||
      (Method && Method->getParent()->isLambda()) ||
      Var->hasAttr<CleanupAttr>())
    return false;
  return !anyBelow(Function->getBody(), [Var](const Stmt *S) {
    return makesAlias(S, Var) || isa<StmtExpr>(S) ||
           isPassedByReference(S, Var);
  });
}

static bool asksErrno(const Stmt *S) {
  const auto *Ref = dyn_cast<DeclRefExpr>(S);
  const auto *Named = Ref ? dyn_cast<FunctionDecl>(Ref->getDecl()) : nullptr;
  return Named && Named->getIdentifier() &&
         Named->getName() == "__errno_location";
}

/// Whether \p Exit says that something has failed, on the path of \p F or on
/// another of \p Paths that leaves there.
static bool tellsOfFailure(const Stmt *Exit, const Finding &F,
                           const ExplodedGraph &Paths) {
  auto IsAfterFailure = [&](const auto &Socket) {
    return Socket.second.Place == F.Entry.Place &&
           !Socket.second.State.isPeerClosed();
  };
  if (!F.Entry.State.isPeerClosed())
    return true;
  for (const ExplodedNode &N : compat::nodesOf(Paths)) {
    auto Edge = N.getLocation().getAs<BlockEdge>();
    if (Edge && leaves(Edge->getSrc(), Exit) &&
        llvm::any_of(sockets(N.getState()), IsAfterFailure))
      return true;
  }
  return false;
}

std::vector<FixItHint> closewait::repairOf(const Finding &F,
                                           const EvidenceMap &Map,
                                           const ExplodedGraph &Paths) {
  if (F.Is != Verdict::Lost && F.Is != Verdict::Leaked)
    return {};
  const VarDecl *Var = holderOf(F);
  const Stmt *Exit = Var ? exitOf(F) : nullptr;
  const LocationContext *LCtx = F.Node->getStackFrame();
  const CFG *Graph = LCtx->getCFG();
  const auto *Function = dyn_cast<FunctionDecl>(LCtx->getDecl());
  auto NamesIt = [&](const Stmt *S) {
    const auto *Ref = dyn_cast<DeclRefExpr>(S);
    return Ref && Ref->getDecl() == Var;
  };
  if (!Exit || !Graph || !Function || !isPlainIn(Var, Function) ||
      anyBelow(Exit, NamesIt) || !Ways(*Graph, Var, Map).alwaysHoldsAt(Exit) ||
      Ways(*Graph, Var, Map).isMetBehind(Exit))
    return {};
  // A test of errno, here or outside, has the same result as without the
  // repair.
  ASTContext &Ctx = Var->getASTContext();
  bool KeepsErrno = anyBelow(Function->getBody(), asksErrno) ||
                    (!Function->getReturnType()->isVoidType() &&
                     tellsOfFailure(Exit, F, Paths));
  // If the unit has no errno, only other units can test it.
  if (KeepsErrno && !isDeclaredBefore(Exit, "__errno_location", Ctx)) {
    if (Function->isExternallyVisible())
      return {};
    KeepsErrno = false;
  }
  return closeBefore(Exit, Var, KeepsErrno, LCtx->getParentMap());
}
