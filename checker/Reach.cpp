//===- Reach.cpp - From where sockets can be reached ----------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Reach.h"

using namespace clang;
using namespace ento;
using namespace closewait;
using closewait::Evidence;

/// What the argument at \p P of \p Call is, as its name says; what has no name
/// may be a socket.
static Evidence evidenceAt(const CallExpr *Call, const Position &P,
                           const EvidenceMap &Map) {
  const ValueDecl *D = nullptr;
  if (P.Index >= 0 && unsigned(P.Index) < Call->getNumArgs())
    D = namedBy(bareObject(Call->getArg(P.Index)));
  return D ? Map.of(D) : Evidence::Socket;
}

bool closewait::touchesSocket(const Expr *E, const EvidenceMap &Map) {
  const auto *Call = dyn_cast_or_null<CallExpr>(E);
  const FunctionModel *Row = Call ? Map.modelOf(Call) : nullptr;
  if (!Row)
    return false;
  switch (Row->Does) {
  case Role::Acquire:
    // A copy is a socket if the original is one.
    return !Row->Data.isGiven() ||
           evidenceAt(Call, Row->Data, Map) == Evidence::Socket;
  case Role::Read:
    return evidenceAt(Call, Row->Descriptor, Map) != Evidence::Other;
  case Role::Write:
    return evidenceAt(Call, Row->Descriptor, Map) == Evidence::Socket;
  case Role::Wait:
    return true;
  default:
    return false;
  }
}

/// Whether \p D can tell of a socket: it holds one, or is part of an event.
static bool tellsOfSocket(const ValueDecl *D, const EvidenceMap &Map) {
  if (Map.of(D) >= Evidence::Watched)
    return true;
  const auto *Field = dyn_cast<FieldDecl>(D);
  return Field && isWatchRecord(Field->getParent());
}

namespace closewait {
/// Collects who calls whom, and which functions come to a socket themselves.
class ReachWalk {
public:
  ReachWalk(Reach &R, const EvidenceMap &Map) : R(R), Map(Map) {}

  void lookAt(const DeclContext *Scope) {
    for (const Decl *D : Scope->decls()) {
      Function = nullptr;
      if (const auto *F = dyn_cast<FunctionDecl>(D)) {
        Function = F->getCanonicalDecl();
        if (F->isThisDeclarationADefinition())
          lookAt(F->getBody());
      } else if (const auto *Var = dyn_cast<VarDecl>(D)) {
        lookAt(Var->getInit());
      }
    }
  }

  /// From those that come to a socket to their callers.
  void spread() {
    for (const Decl *F : Indirect)
      for (const Decl *Taken : AddressTaken)
        Callers[Taken].push_back(F);
    llvm::SmallVector<const Decl *, 32> Open(R.Coming.begin(), R.Coming.end());
    while (!Open.empty()) {
      auto Found = Callers.find(Open.pop_back_val());
      if (Found == Callers.end())
        continue;
      for (const Decl *Caller : Found->second)
        if (R.Coming.insert(Caller).second)
          Open.push_back(Caller);
    }
  }

private:
  void lookAt(const Stmt *S) {
    if (!S)
      return;
    if (const auto *Call = dyn_cast<CallExpr>(S))
      return called(Call);
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
      named(Ref->getDecl());
    else if (const auto *Member = dyn_cast<MemberExpr>(S))
      named(Member->getMemberDecl());
    else if (isa<BlockExpr>(S))
      comes();
    for (const Stmt *Child : S->children())
      lookAt(Child);
  }

  void called(const CallExpr *Call) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (touchesSocket(Call, Map) || isNamedAccept(Callee))
      comes();
    if (Callee) {
      Callers[Callee->getCanonicalDecl()].push_back(Function);
    } else {
      Indirect.insert(Function);
      lookAt(Call->getCallee());
    }
    for (const Expr *Argument : Call->arguments())
      lookAt(Argument);
  }

  void named(const ValueDecl *D) {
    if (isa<FunctionDecl>(D))
      AddressTaken.insert(D->getCanonicalDecl());
    else if (tellsOfSocket(D, Map))
      comes();
  }

  void comes() {
    if (Function)
      R.Coming.insert(Function);
  }

  Reach &R;
  const EvidenceMap &Map;
  const Decl *Function = nullptr; ///< The one being looked at.
  Reach::Functions Indirect;      ///< Call through a pointer.
  Reach::Functions AddressTaken;
  llvm::DenseMap<const Decl *, llvm::SmallVector<const Decl *, 4>> Callers;
};
} // namespace closewait

Reach::Reach(ASTContext &Ctx, const EvidenceMap &Map)
    : IsCxx(Ctx.getLangOpts().CPlusPlus || Ctx.getLangOpts().ObjC) {
  if (IsCxx)
    return;
  ReachWalk Walk(*this, Map);
  Walk.lookAt(Ctx.getTranslationUnitDecl());
  Walk.spread();
}
