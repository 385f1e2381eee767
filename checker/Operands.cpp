//===- Operands.cpp - What a connection was looked up with ----------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Operands.h"
#include "Syntax.h"

using namespace clang;
using namespace ento;
using namespace closewait;

/// `auto it = conns.find(fd)`, `it->second.get()`: so many steps are followed.
static constexpr unsigned MaxDepth = 3;

Operands::Operands(const Way &W) {
  if (const auto *Made = dyn_cast<SymbolConjured>(W.Steps.back()))
    add(dyn_cast_or_null<CallExpr>(Made->getStmt()), 0);
}

void Operands::add(const Stmt *S, unsigned Depth) {
  if (!S || isa<LambdaExpr>(S))
    return;
  if (isa<CXXThisExpr>(S))
    UsesThis = true;
  if (const auto *Member = dyn_cast<MemberExpr>(S))
    if (isa<FieldDecl>(Member->getMemberDecl()))
      Named.insert(Member->getMemberDecl());
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S)) {
    const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
    if (Var && Depth == 0)
      Direct.insert(Var);
    if (Var && Named.insert(Var).second && Var->hasLocalStorage() &&
        Depth < MaxDepth)
      add(Var->getInit(), Depth + 1);
  }
  for (const Stmt *Child : S->children())
    add(Child, Depth);
}

bool Operands::areIn(const Expr *E) const {
  const auto *Op = dyn_cast_or_null<UnaryOperator>(bare(E));
  const Expr *Object = Op && Op->getOpcode() == UO_Deref ? Op->getSubExpr() : E;
  if (UsesThis && isa_and_nonnull<CXXThisExpr>(bare(Object)))
    return true;
  return anyBelow(E, [this](const Stmt *S) {
    if (const auto *Member = dyn_cast<MemberExpr>(S))
      return has(Member->getMemberDecl());
    const auto *Ref = dyn_cast<DeclRefExpr>(S);
    return Ref && has(Ref->getDecl());
  });
}

bool Operands::meet(const Operands &Others) const {
  return llvm::any_of(Named, [&](const Decl *D) { return Others.has(D); });
}

bool closewait::isSameIndex(SVal A, SVal B) {
  if (A == B)
    return true;
  if (A.isUnknown())
    return B.isZeroConstant();
  auto NumberA = A.getAs<nonloc::ConcreteInt>();
  auto NumberB = B.getAs<nonloc::ConcreteInt>();
  if (NumberA && NumberB)
    return llvm::APSInt::isSameValue(*compat::numberIn(*NumberA),
                                     *compat::numberIn(*NumberB));
  return descriptorOf(A) && descriptorOf(A) == descriptorOf(B);
}

bool closewait::isIndexOn(const Way &W, const ValueDecl *Var, SVal Value,
                          const EvidenceMap &Map) {
  return llvm::any_of(W.Elements, [&](const auto &Element) {
    return isSameIndex(Element.second, Value) &&
           Map.isIndexOf(Var, Element.first);
  });
}

ProgramStateRef closewait::reachByOperand(ProgramStateRef State, const Expr *E,
                                          SVal Value, const EvidenceMap &Map) {
  const ValueDecl *Var = E ? namedBy(E) : nullptr;
  // A container takes a number by reference.
  if (const auto *ByReference =
          dyn_cast_or_null<VarRegion>(Value.getAsRegion()))
    Value = State->getSVal(ByReference);
  SymbolRef Given = Value.getAsSymbol(/*IncludeBaseRegions=*/true);
  for (const auto &Socket : sockets(State)) {
    if (Socket.second.State.owner() != Owner::Borrowed)
      continue;
    Way W = wayTo(Socket.first);
    Operands With(W);
    if ((Var && isIndexOn(W, Var, Value, Map)) || With.areIn(E) ||
        (Given && With.meet(Operands(wayTo(Given)))))
      State = addReached(State, Socket.first);
  }
  return State;
}

const VarRegion *closewait::movedIterator(const CallEvent &Call) {
  const auto *Operator = dyn_cast<CXXMemberOperatorCall>(&Call);
  if (!Operator || (Operator->getOverloadedOperator() != OO_PlusPlus &&
                    Operator->getOverloadedOperator() != OO_MinusMinus))
    return nullptr;
  // `conns.erase(it++)` still speaks of the old value.
  bool Postfix = Operator->getNumArgs() == 1;
  if (Postfix &&
      isGivenToCall(Operator->getOriginExpr(), Operator->getLocationContext()))
    return nullptr;
  return dyn_cast_or_null<VarRegion>(Operator->getCXXThisVal().getAsRegion());
}
