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

/// Whether \p P is an argument that \p Call has.
static bool isArgument(const CallEvent &Call, const Position &P) {
  return P.Index >= 0 && unsigned(P.Index) < Call.getNumArgs();
}

SVal closewait::placeAt(ProgramStateRef State, const CallEvent &Call,
                        const Position &P, unsigned Index) {
  if (!isArgument(Call, P))
    return UnknownVal();
  QualType Pointer = bare(Call.getArgExpr(P.Index))->getType();
  if (const auto *Array = Pointer->getAsArrayTypeUnsafe())
    return placeBehind(State, Call.getArgSVal(P.Index), Array->getElementType(),
                       Index);
  return placeBehind(State, Call.getArgSVal(P.Index), Pointer->getPointeeType(),
                     Index);
}

SymbolRef closewait::descriptorAt(ProgramStateRef State, const CallEvent &Call,
                                  const Position &P) {
  if (P.isResult())
    return descriptorOf(Call.getReturnValue());
  if (!isArgument(Call, P))
    return nullptr;
  if (P.Through) {
    auto Place = placeAt(State, Call, P).getAs<Loc>();
    return Place ? descriptorOf(State->getSVal(*Place)) : nullptr;
  }
  SymbolRef Fd = descriptorOf(Call.getArgSVal(P.Index));
  SymbolRef Behind = Fd && isHandle(Fd) ? behindHandle(State, Fd) : nullptr;
  return Behind ? Behind : Fd;
}

SymbolRef closewait::handleAt(ProgramStateRef State, const CallEvent &Call,
                              const Position &P) {
  if (P.isResult())
    return Call.getReturnValue().getAsSymbol(/*IncludeBaseRegions=*/true);
  return isArgument(Call, P) ? handleOf(State, Call.getArgSVal(P.Index))
                             : nullptr;
}

SymbolRef closewait::socketAt(ProgramStateRef State, const CallEvent &Call,
                              const FunctionModel &Row) {
  if (!Row.isByHandle())
    return descriptorAt(State, Call, Row.Descriptor);
  SymbolRef Handle = handleAt(State, Call, Row.Handle);
  SymbolRef Fd = behindHandle(State, Handle);
  return Fd ? Fd : Handle;
}

const llvm::APSInt *closewait::numberAt(ProgramStateRef State,
                                        const CallEvent &Call,
                                        const Position &P) {
  if (!isArgument(Call, P))
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

bool closewait::overwrites(ProgramStateRef State, const CallEvent &Call,
                           const FunctionModel &Row, const MemRegion *Slot) {
  const MemRegion *Start = Call.getArgSVal(Row.Buffer.Index).getAsRegion();
  const llvm::APSInt *Bytes = numberAt(State, Call, Row.Length);
  if (!Start || !Bytes || !Slot)
    return false;
  RegionOffset From = Start->StripCasts()->getAsOffset();
  RegionOffset To = Slot->getAsOffset();
  if (!From.isValid() || !To.isValid() || From.hasSymbolicOffset() ||
      To.hasSymbolicOffset() || From.getRegion() != To.getRegion())
    return false;
  int64_t Bit = To.getOffset() - From.getOffset();
  return Bit >= 0 && Bit < Bytes->getExtValue() * 8;
}

/// Where the header at \p P keeps its name buffer, as recvmsg's msg_name, its
/// first field; or an unknown value.
static SVal namePlace(ProgramStateRef State, const CallEvent &Call,
                      const Position &P) {
  SVal Header = Call.getArgSVal(P.Index);
  QualType T = Call.getArgExpr(P.Index)->getType()->getPointeeType();
  const auto *Record = T.isNull() ? nullptr : T->getAs<RecordType>();
  if (!Record || Record->getDecl()->field_empty() || !Header.getAsRegion())
    return UnknownVal();
  return State->getLValue(*Record->getDecl()->field_begin(), Header);
}

ProgramStateRef closewait::keepAddress(ProgramStateRef Before,
                                       ProgramStateRef After,
                                       const CallEvent &Call,
                                       const Position &P) {
  if (!isArgument(Call, P) || !P.Through)
    return After;
  auto Place = namePlace(Before, Call, P).getAs<Loc>();
  SVal Name = Place ? Before->getSVal(*Place) : UnknownVal();
  if (Name.isUnknownOrUndef())
    return After;
  return After->bindLoc(*Place, Name, Call.getLocationContext(),
                        /*notifyChanges=*/false);
}

bool closewait::isGivenAddress(ProgramStateRef State, const CallEvent &Call,
                               const Position &P) {
  if (!isArgument(Call, P))
    return false;
  if (P.Through) {
    auto Place = namePlace(State, Call, P).getAs<Loc>();
    const MemRegion *Name =
        Place ? State->getSVal(*Place).getAsRegion() : nullptr;
    return Name && !isa<SymbolicRegion>(Name->getBaseRegion());
  }
  const Expr *E = bareAddress(Call.getArgExpr(P.Index));
  SVal Address = Call.getArgSVal(P.Index);
  if (!Address.getAs<Loc>())
    Address = valueOf(E, State, Call.getLocationContext());
  if (auto Known = Address.getAs<DefinedSVal>())
    return Known->getAs<Loc>() && !State->assume(*Known, false);
  // &address, or something that is no constant.
  ASTContext &Ctx = State->getStateManager().getContext();
  return !E->isNullPointerConstant(Ctx, Expr::NPC_ValueDependentIsNotNull);
}
