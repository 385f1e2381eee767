//===- CallArguments.cpp - What a row's positions hold in a call ----------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CallArguments.h"
#include "Numbers.h"

using namespace clang;
using namespace ento;
using namespace closewait;

SymbolRef closewait::descriptorAt(const CallEvent &Call, const Position &P) {
  if (P.isResult())
    return descriptorOf(Call.getReturnValue());
  if (P.Index < 0 || unsigned(P.Index) >= Call.getNumArgs() || P.Through)
    return nullptr;
  return descriptorOf(Call.getArgSVal(P.Index));
}

const llvm::APSInt *closewait::numberAt(ProgramStateRef State,
                                        const CallEvent &Call,
                                        const Position &P) {
  if (P.Index < 0 || unsigned(P.Index) >= Call.getNumArgs())
    return nullptr;
  return numberOf(State, Call.getArgSVal(P.Index));
}

/// \p E without the transparent union that glibc wraps addresses in.
static const Expr *bareAddress(const Expr *E) {
  E = bare(E);
  if (const auto *Literal = dyn_cast<CompoundLiteralExpr>(E))
    E = bare(Literal->getInitializer());
  if (const auto *List = dyn_cast<InitListExpr>(E))
    if (List->getNumInits() == 1)
      E = bare(List->getInit(0));
  return E;
}

/// Whether the header that \p Header points to is known to have a name buffer,
/// as recvmsg's msg_name, its first field.
static bool hasNameBuffer(ProgramStateRef State, SVal Header, QualType T) {
  const auto *Record = T.isNull() ? nullptr : T->getAs<RecordType>();
  if (!Record || Record->getDecl()->field_empty() || !Header.getAsRegion())
    return false;
  SVal Name = State->getLValue(*Record->getDecl()->field_begin(), Header);
  const MemRegion *Buffer = State->getSVal(Name.castAs<Loc>()).getAsRegion();
  return Buffer && !isa<SymbolicRegion>(Buffer->getBaseRegion());
}

bool closewait::isGivenAddress(ProgramStateRef State, const CallEvent &Call,
                               const Position &P) {
  if (P.Index < 0 || unsigned(P.Index) >= Call.getNumArgs())
    return false;
  const Expr *E = bareAddress(Call.getArgExpr(P.Index));
  SVal Address = Call.getArgSVal(P.Index);
  if (P.Through)
    return hasNameBuffer(State, Address, E->getType()->getPointeeType());
  if (!Address.getAs<Loc>())
    Address = valueOf(E, State, Call.getLocationContext());
  if (auto Known = Address.getAs<DefinedSVal>())
    return Known->getAs<Loc>() && !State->assume(*Known, false);
  // &address, or something that is no constant.
  ASTContext &Ctx = State->getStateManager().getContext();
  return !E->isNullPointerConstant(Ctx, Expr::NPC_ValueDependentIsNotNull);
}
