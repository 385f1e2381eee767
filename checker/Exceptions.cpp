//===- Exceptions.cpp - What an exception leaves behind -------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Exceptions.h"

#include "clang/AST/ParentMap.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/GraphTraits.h"

using namespace clang;
using namespace ento;
using namespace closewait;

/// Whether what \p S throws may be caught in the function of \p Frame.
static bool mayCatch(const StackFrameContext *Frame, const Stmt *S) {
  const ParentMap &Parents = Frame->getParentMap();
  for (const Stmt *Outer = Parents.getParent(S); Outer;
       S = Outer, Outer = Parents.getParent(S)) {
    const auto *Try = dyn_cast<CXXTryStmt>(Outer);
    if (Try && Try->getTryBlock() == S)
      return true;
  }
  return false;
}

/// Whether an exception that leaves the function of \p Frame ends the process.
static bool terminates(const StackFrameContext *Frame) {
  const auto *Function = dyn_cast<FunctionDecl>(Frame->getDecl());
  const auto *Type =
      Function ? Function->getType()->getAs<FunctionProtoType>() : nullptr;
  return !Type || Function->isMain() || Type->isNothrow();
}

/// Whether the variable \p Var of \p Frame has led to \p Fd on the path to
/// \p End.  At the end the analyzer may have forgotten what stands in it.
static bool hasLedTo(const VarDecl *Var, const StackFrameContext *Frame,
                     SymbolRef Fd, const ExplodedNode *End) {
  ProgramStateRef After;
  for (const ExplodedNode *N = End; N; N = N->getFirstPred()) {
    ProgramStateRef State = N->getState();
    if (!socketOf(State, Fd))
      return false; // Before it was opened.
    if (!After || State->getStore() != After->getStore())
      if (leadsTo(State, State->getLValue(Var, Frame), Fd))
        return true;
    After = State;
  }
  return false;
}

/// Whether the destructor of a variable of \p Frame, or a cleanup function, can
/// get at \p Fd.
static bool hasGuard(const ExplodedNode *Throw, SymbolRef Fd,
                     const StackFrameContext *Frame) {
  const auto *Function = dyn_cast<DeclContext>(Frame->getDecl());
  ASTContext &Ctx = Frame->getAnalysisDeclContext()->getASTContext();
  return !Function || llvm::any_of(Function->decls(), [&](const Decl *D) {
    const auto *Var = dyn_cast<VarDecl>(D);
    return Var && Var->hasLocalStorage() &&
           (Var->needsDestruction(Ctx) || Var->hasAttr<CleanupAttr>()) &&
           hasLedTo(Var, Frame, Fd, Throw);
  });
}

/// Whether the exception that is thrown at \p Throw leaves the frame that holds
/// \p Fd, and every one on the way there, without a chance to close it.
static bool leavesBehind(const ExplodedNode *Throw, SymbolRef Fd) {
  ProgramStateRef State = Throw->getState();
  const StackFrameContext *Home = socketOf(State, Fd)->Home;
  const StackFrameContext *Frame = Throw->getStackFrame();
  for (const Stmt *S = Throw->getStmtForDiagnostics(); Frame && S;
       S = Frame->getCallSite(), Frame = callerOf(Frame)) {
    if (mayCatch(Frame, S) || terminates(Frame) || hasGuard(Throw, Fd, Frame))
      return false;
    if (Frame == Home)
      return !isReferenced(State, Fd, nullptr, Home);
  }
  return false;
}

/// Whether the path of \p N ends there by an exception.
static bool isThrow(const ExplodedNode *N) {
  auto Point = N->getLocation().getAs<StmtPoint>();
  return Point && N->isSink() && isa<CXXThrowExpr>(Point->getStmt());
}

/// Where the paths of \p G throw, in the order in which they came there.
static llvm::SmallVector<const ExplodedNode *, 8> throwsIn(ExplodedGraph &G) {
  llvm::SmallVector<const ExplodedNode *, 8> Throws;
  for (const ExplodedNode &N : compat::nodesOf(G))
    if (isThrow(&N))
      Throws.push_back(&N);
  llvm::sort(Throws, [](const ExplodedNode *A, const ExplodedNode *B) {
    return A->getID() < B->getID();
  });
  return Throws;
}

void closewait::exceptionsThrown(ExplodedGraph &G, const LangOptions &Language,
                                 Analysis &Desk) {
  if (!Language.CXXExceptions)
    return; // A look at all nodes, for nothing.
  for (const ExplodedNode *Throw : throwsIn(G)) {
    for (const auto &Socket : sockets(Throw->getState()))
      if (Socket.second.State.isOwned() && !Socket.second.State.isClosed() &&
          leavesBehind(Throw, Socket.first))
        Desk.ask(Throw->getState(), Socket.first, Occasion::ReferenceGone);
    for (Finding &F : Desk.Pending) {
      F.Node = Throw;
      F.EndsPath = true;
      Desk.Found.push_back(F);
    }
    Desk.Pending.clear();
  }
}
