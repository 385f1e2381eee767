//===- Reach.cpp - From where sockets can be reached ----------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Reach.h"

#include <fcntl.h>

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
  const BodyFacts *Facts = Call ? Map.factsOf(Call) : nullptr;
  if (!Row)
    return Facts && (Facts->tellsOfReads() || Facts->givesNew());
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
  const auto *Field = dyn_cast<FieldDecl>(D);
  return Map.of(D) >= Evidence::Watched ||
         (Field && isWatchRecord(Field->getParent()));
}

/// Whether \p D, named where a path knows of no socket, makes one known: it is
/// what an event says, or a thread is given a socket by it.
static bool beginsSocket(const ValueDecl *D, const EvidenceMap &Map) {
  if (const auto *Field = dyn_cast<FieldDecl>(D))
    return isWatchRecord(Field->getParent()) &&
           (Field->getName() == "revents" || Field->getName() == "events") &&
           Field->getFieldIndex() != 1; // Not what is asked of poll().
  const auto *Parameter = dyn_cast<ParmVarDecl>(D);
  return Parameter &&
         Map.isThread(dyn_cast<FunctionDecl>(Parameter->getDeclContext()));
}

/// Whether \p Call, by \p Row, asks for something else than a copy, as
/// fcntl(fd, F_GETFL) does.
static bool asksForNoCopy(const CallExpr *Call, const FunctionModel &Row) {
  if (Row.Does != Role::Acquire || !Row.Data.isGiven() || !Row.Flags.isGiven())
    return false;
  Expr::EvalResult Command;
  if (!Call->getArg(Row.Flags.Index)
           ->EvaluateAsInt(Command, Call->getCalleeDecl()->getASTContext()))
    return false;
  return Command.Val.getInt() != F_DUPFD &&
         Command.Val.getInt() != F_DUPFD_CLOEXEC;
}

bool Reach::touches(const CallExpr *Call) const {
  if (isNamedAccept(Call->getDirectCallee()))
    return true;
  if (!touchesSocket(Call, Map))
    return false;
  const FunctionModel *Row = Map.modelOf(Call);
  return Which == To::Names || !Row ||
         (Row->Does != Role::Wait && !asksForNoCopy(Call, *Row));
}

/// Whether \p S itself, without what it calls or consists of, comes to a
/// socket.
bool Reach::touches(const Stmt *S) const {
  if (const auto *Call = dyn_cast<CallExpr>(S))
    return touches(Call);
  const ValueDecl *D = nullptr;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
    D = Ref->getDecl();
  else if (const auto *Member = dyn_cast<MemberExpr>(S))
    D = Member->getMemberDecl();
  if (D && !isa<FunctionDecl>(D))
    return Which == To::Names ? tellsOfSocket(D, Map) : beginsSocket(D, Map);
  return isa<BlockExpr>(S);
}

namespace closewait {
/// Collects the calls between functions, and the functions that use a socket.
class ReachWalk {
public:
  explicit ReachWalk(Reach &R) : R(R) {}

  void lookAt(const DeclContext *Scope) {
    for (const Decl *D : Scope->decls()) {
      User = D->getCanonicalDecl();
      if (const auto *F = dyn_cast<FunctionDecl>(D)) {
        if (F->isThisDeclarationADefinition())
          lookAt(F->getBody());
      } else if (const auto *Var = dyn_cast<VarDecl>(D)) {
        lookAt(Var->getInit());
      }
    }
  }

  /// From those that come to a socket to their users.
  void spread() {
    llvm::SmallVector<const Decl *, 32> Open(R.Coming.begin(), R.Coming.end());
    while (!Open.empty()) {
      auto Found = Users.find(Open.pop_back_val());
      if (Found == Users.end())
        continue;
      for (const Decl *One : Found->second)
        if (R.Coming.insert(One).second)
          Open.push_back(One);
    }
    R.ComesThroughPointer = llvm::any_of(
        AddressTaken, [&](const Decl *F) { return R.Coming.count(F) != 0; });
  }

private:
  void lookAt(const Stmt *S) {
    if (!S)
      return;
    if (R.touches(S))
      R.Coming.insert(User);
    const FunctionDecl *Callee = nullptr;
    if (const auto *Call = dyn_cast<CallExpr>(S))
      Callee = Call->getDirectCallee();
    if (Callee)
      Users[Callee->getCanonicalDecl()].push_back(User);
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S)) {
      const Decl *D = Ref->getDecl()->getCanonicalDecl();
      Users[D].push_back(User);
      if (isa<FunctionDecl>(D))
        AddressTaken.insert(D);
    }
    for (const Stmt *Child : S->children())
      // To call a function is not to take its address.
      if (!Callee || Child != *S->child_begin())
        lookAt(Child);
  }

  Reach &R;
  const Decl *User = nullptr; ///< The function or variable being looked at.
  Reach::Functions AddressTaken;
  llvm::DenseMap<const Decl *, llvm::SmallVector<const Decl *, 4>> Users;
};
} // namespace closewait

Reach::Reach(ASTContext &Ctx, const EvidenceMap &Map, To Which)
    : Map(Map), Which(Which),
      IsCxx(Ctx.getLangOpts().CPlusPlus || Ctx.getLangOpts().ObjC) {
  if (IsCxx)
    return;
  ReachWalk Walk(*this);
  Walk.lookAt(Ctx.getTranslationUnitDecl());
  Walk.spread();
}

bool Reach::comesToSocketIn(const Stmt *S) const {
  if (IsCxx)
    return true;
  return anyBelow(S, [&](const Stmt *Here) {
    const auto *Call = dyn_cast<CallExpr>(Here);
    const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
    return touches(Here) || (Callee && comesToSocket(Callee)) ||
           (Call && !Callee && ComesThroughPointer);
  });
}
