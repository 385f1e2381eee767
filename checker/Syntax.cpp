//===- Syntax.cpp - Small questions to the syntax tree --------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Syntax.h"

#include "clang/AST/ParentMap.h"
#include "clang/AST/ParentMapContext.h"
#include "clang/Analysis/Analyses/LiveVariables.h"

#include <optional>

using namespace clang;
using namespace closewait;

bool closewait::isGivenToCall(const Expr *E, const LocationContext *LCtx) {
  const ParentMap &Parents = LCtx->getParentMap();
  const Stmt *S = E;
  do
    S = Parents.getParent(S);
  while (isa_and_nonnull<Expr>(S) && !isa<CallExpr>(S));
  return isa_and_nonnull<CallExpr>(S);
}

bool closewait::isDiscarded(const Expr *E, const LocationContext *LCtx) {
  return !LCtx->getParentMap().isConsumedExpr(const_cast<Expr *>(E));
}

/// The statement around \p Call that is more than a cast of it.
static const Stmt *around(const Expr *Call, const LocationContext *LCtx) {
  const ParentMap &Parents = LCtx->getParentMap();
  const Stmt *S = Parents.getParent(const_cast<Expr *>(Call));
  while (S && (isa<ParenExpr>(S) || isa<CastExpr>(S)))
    S = Parents.getParent(const_cast<Stmt *>(S));
  return S;
}

/// Whether \p Body does nothing.
static bool isEmpty(const Stmt *Body) {
  const auto *Block = dyn_cast_or_null<CompoundStmt>(Body);
  return isa_and_nonnull<NullStmt>(Body) || (Block && Block->body_empty());
}

bool closewait::isIdleCondition(const Expr *E, const LocationContext *LCtx) {
  const Stmt *S = around(E, LCtx);
  while (const auto *Op = dyn_cast_or_null<BinaryOperator>(S)) {
    if (!Op->isComparisonOp() && !Op->isLogicalOp())
      return false;
    S = around(Op, LCtx);
  }
  if (const auto *If = dyn_cast_or_null<IfStmt>(S))
    return isEmpty(If->getThen()) && !If->getElse();
  const auto *Loop = dyn_cast_or_null<WhileStmt>(S);
  return Loop && isEmpty(Loop->getBody());
}

const ValueDecl *closewait::assignedFrom(const Expr *Call,
                                         const LocationContext *LCtx) {
  const Stmt *S = around(Call, LCtx);
  if (const auto *Op = dyn_cast_or_null<BinaryOperator>(S))
    return Op->getOpcode() == BO_Assign ? namedBy(Op->getLHS()) : nullptr;
  const auto *Declares = dyn_cast_or_null<DeclStmt>(S);
  if (!Declares)
    return nullptr;
  for (const Decl *D : Declares->decls())
    if (const auto *Var = dyn_cast<VarDecl>(D))
      if (Var->getInit() && bare(Var->getInit()) == Call)
        return Var;
  return nullptr;
}

bool closewait::anyPathSpeaks(const Decl *Function) {
  const ASTContext &Ctx = Function->getASTContext();
  std::optional<llvm::APSInt> Number; // Where it does not fail.
  auto Varies = [&](const Stmt *S) {
    if (isa<ForStmt>(S) || isa<WhileStmt>(S) || isa<DoStmt>(S) ||
        isa<CXXForRangeStmt>(S) || isa<GotoStmt>(S) || isa<IndirectGotoStmt>(S))
      return true;
    const auto *Return = dyn_cast<ReturnStmt>(S);
    const Expr *Value = Return ? Return->getRetValue() : nullptr;
    if (!Value)
      return false;
    Expr::EvalResult Known;
    if (!Value->EvaluateAsInt(Known, Ctx))
      return true;
    const llvm::APSInt &Given = Known.Val.getInt();
    if (Given.isNegative())
      return false;
    if (!Number)
      Number = Given;
    return !llvm::APSInt::isSameValue(Given, *Number);
  };
  return Function->getBody() && !anyBelow(Function->getBody(), Varies);
}

static bool names(const Stmt *S, const VarDecl *D) {
  return anyBelow(S, [D](const Stmt *Below) {
    const auto *Ref = dyn_cast<DeclRefExpr>(Below);
    return Ref && Ref->getDecl() == D;
  });
}

bool closewait::makesAlias(const Stmt *S, const VarDecl *D) {
  if (const auto *Op = dyn_cast<UnaryOperator>(S))
    return Op->getOpcode() == UO_AddrOf && namedBy(Op->getSubExpr()) == D;
  if (const auto *Lambda = dyn_cast<LambdaExpr>(S))
    return llvm::any_of(Lambda->captures(), [D](const LambdaCapture &C) {
      return C.capturesVariable() && C.getCapturedVar() == D &&
             C.getCaptureKind() == LCK_ByRef;
    });
  const auto *Declares = dyn_cast<DeclStmt>(S);
  return Declares && llvm::any_of(Declares->decls(), [D](const Decl *Other) {
           const auto *Var = dyn_cast<VarDecl>(Other);
           return Var && Var->getType()->isReferenceType() && Var->getInit() &&
                  names(Var->getInit(), D);
         });
}

bool closewait::isReadBehind(const ento::ExplodedNode *N,
                             const ento::VarRegion *Var) {
  const auto *Space =
      dyn_cast<ento::StackSpaceRegion>(compat::memorySpace(Var));
  const StackFrameContext *Frame = N->getStackFrame();
  const CFGBlock *Block = N->getCFGBlock();
  while (Frame && Space && Frame != Space->getStackFrame()) {
    Block = Frame->getCallSiteBlock();
    Frame = callerOf(Frame);
  }
  const VarDecl *D = Var->getDecl();
  if (!Frame || !Block || !D->getType()->isScalarType() ||
      anyBelow(Frame->getDecl()->getBody(),
               [D](const Stmt *S) { return makesAlias(S, D); }))
    return true;
  for (const CFGElement &Element : *Block)
    if (auto S = Element.getAs<CFGStmt>())
      if (names(S->getStmt(), D))
        return true;
  // The analyzer itself calls a variable live until its last use, whatever it
  // is given before.
  auto *Live = Frame->getAnalysisDeclContext()->getAnalysis<LiveVariables>();
  return !Live || Live->isLive(Block, D);
}

std::string closewait::spelled(const Expr *E, ASTContext &Ctx) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  PrintingPolicy AsWritten = Ctx.getPrintingPolicy();
  AsWritten.SuppressImplicitBase = true;
  if (E)
    bareObject(E)->printPretty(OS, nullptr, AsWritten);
  return OS.str();
}

std::string closewait::assignedName(const Expr *Call, ASTContext &Ctx) {
  DynTypedNode Node = DynTypedNode::create(*Call);
  while (true) {
    auto Parents = Ctx.getParents(Node);
    if (Parents.empty())
      return "";
    Node = Parents[0];
    if (const auto *Var = Node.get<VarDecl>())
      return Var->getNameAsString();
    if (const auto *Op = Node.get<BinaryOperator>())
      return Op->getOpcode() == BO_Assign ? spelled(Op->getLHS(), Ctx) : "";
    if (!Node.get<ParenExpr>() && !Node.get<CastExpr>())
      return "";
  }
}

std::string closewait::calleeName(const Expr *E) {
  const auto *Call = dyn_cast_or_null<CallExpr>(E);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  return Callee ? Callee->getNameAsString() + "()" : "the call";
}

static const CallExpr *closeBelow(const Stmt *S, const ValueDecl *D,
                                  const EvidenceMap &Map) {
  if (!S)
    return nullptr;
  if (const auto *Call = dyn_cast<CallExpr>(S)) {
    const FunctionModel *Row = Map.modelOf(Call);
    bool Closes = Row && (Row->Does == Role::Close || Row->Does == Role::Wrap);
    if (Closes && namedBy(Call->getArg(Row->Descriptor.Index)) == D)
      return Call;
  }
  for (const Stmt *Child : S->children())
    if (const CallExpr *Found = closeBelow(Child, D, Map))
      return Found;
  return nullptr;
}

const CallExpr *closewait::closeIn(const Decl *Function, const ValueDecl *D,
                                   const EvidenceMap &Map) {
  return D ? closeBelow(Function->getBody(), D, Map) : nullptr;
}

bool closewait::isHarmless(const FunctionDecl *F) {
  if (!F)
    return false;
  // It prints; a project's own abort("…") shows its body.
  if (F->hasAttr<FormatAttr>())
    return !F->hasBody();
  // memcpy and friends, as builtins of the compiler.
  return F->getBuiltinID() != 0;
}

bool closewait::printsArguments(const FunctionDecl *F) {
  return F->isVariadic() && anyBelow(F->getBody(), [](const Stmt *S) {
           const auto *Call = dyn_cast<CallExpr>(S);
           const FunctionDecl *Callee =
               Call ? Call->getDirectCallee() : nullptr;
           const auto *Format =
               Callee ? Callee->getAttr<FormatAttr>() : nullptr;
           return Format && Format->getFirstArg() == 0;
         });
}

/// Whether a value of type \p T, which \p D holds, can be a socket or lead to
/// one, but for what the structs that were \p Seen lead to.
static bool canLeadToSocket(QualType T, const ValueDecl *D,
                            const EvidenceMap &Map,
                            llvm::SmallPtrSetImpl<const Decl *> &Seen) {
  while (T->isAnyPointerType() || T->isReferenceType() || T->isArrayType())
    T = T->isArrayType() ? QualType(T->getArrayElementTypeNoTypeQual(), 0)
                         : T->getPointeeType();
  if (T->isIntegralOrEnumerationType())
    return Map.of(D) >= Evidence::Watched;
  const RecordDecl *Record = T->getAsRecordDecl();
  Record = Record ? Record->getDefinition() : nullptr;
  if (!Record)
    return !T->isFloatingType() && !T->isFunctionType();
  return Seen.insert(Record).second &&
         llvm::any_of(Record->fields(), [&](const FieldDecl *Field) {
           return canLeadToSocket(Field->getType(), Field, Map, Seen);
         });
}

/// The same of \p E, if it names anything.
static bool canLeadToSocket(const Expr *E, const EvidenceMap &Map) {
  const ValueDecl *D = namedBy(E);
  llvm::SmallPtrSet<const Decl *, 8> Seen;
  return D && canLeadToSocket(bare(E)->getType(), D, Map, Seen);
}

/// Whether \p Call, by \p Row, may close a socket, keep it or see its end.
static bool mayClose(const CallExpr *Call, const FunctionModel &Row,
                     const EvidenceMap &Map) {
  switch (Row.Does) {
  case Role::Acquire:
    return Row.Data.isGiven() && !Row.Flags.isGiven(); // dup(), not fcntl().
  case Role::Copy:
    return canLeadToSocket(Call->getArg(Row.Data.Index), Map);
  case Role::Write:
  case Role::Use:
  case Role::Classify:
  case Role::Listen:
  case Role::Other:
  case Role::ShutDown:
  case Role::Allocate:
  case Role::Free:
  case Role::Fill:
  case Role::Errno:
  case Role::Clock:
  case Role::Pause:
  case Role::Neutral:
    return false;
  default:
    return true;
  }
}

/// Whether something below \p S may close a socket, keep it or see its end: a
/// syntactic look, through \p Depth calls.
static bool mayCloseBelow(const Stmt *S, const EvidenceMap &Map,
                          unsigned Depth) {
  if (!S)
    return false;
  if (isa<CXXConstructExpr>(S) || isa<CXXDeleteExpr>(S))
    return true;
  if (const auto *Op = dyn_cast<BinaryOperator>(S))
    if (Op->getOpcode() == BO_Assign && canLeadToSocket(Op->getRHS(), Map))
      return true;
  if (const auto *Return = dyn_cast<ReturnStmt>(S))
    if (canLeadToSocket(Return->getRetValue(), Map))
      return true;
  if (const auto *Call = dyn_cast<CallExpr>(S)) {
    const FunctionModel *Row = Map.modelOf(Call);
    const FunctionDecl *Callee = Call->getDirectCallee(), *Body = nullptr;
    if (Callee && Callee->isNoReturn())
      return true; // What ends the process closes everything.
    if (Row ? mayClose(Call, *Row, Map) : !isHarmless(Callee)) {
      if (Row || !Callee || !Callee->hasBody(Body) || Depth == 0 ||
          mayCloseBelow(Body->getBody(), Map, Depth - 1))
        return true;
    }
  }
  return llvm::any_of(S->children(), [&](const Stmt *Child) {
    return mayCloseBelow(Child, Map, Depth);
  });
}

const FunctionDecl *closewait::cleanupOf(const MemRegion *Place) {
  const auto *Var = dyn_cast_or_null<ento::VarRegion>(
      Place ? Place->getBaseRegion() : nullptr);
  const auto *Cleanup = Var ? Var->getDecl()->getAttr<CleanupAttr>() : nullptr;
  return Cleanup ? Cleanup->getFunctionDecl() : nullptr;
}

bool closewait::mayClose(const FunctionDecl *F, const EvidenceMap &Map) {
  const FunctionDecl *Body = nullptr;
  return !F->hasBody(Body) || mayCloseBelow(Body->getBody(), Map, /*Depth=*/3);
}
