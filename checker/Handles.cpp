//===- Handles.cpp - What stands for a descriptor -------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Handles.h"

using namespace clang;
using namespace ento;
using namespace closewait;

bool closewait::isHandle(SymbolRef Fd) {
  return !Fd->getType()->isIntegralOrEnumerationType();
}

SymbolRef closewait::handleOf(ProgramStateRef State, SVal Value) {
  const MemRegion *Object = Value.getAsRegion();
  Object = Object ? Object->StripCasts() : nullptr;
  if (const auto *Pointee = dyn_cast_or_null<SymbolicRegion>(Object))
    return Pointee->getSymbol();
  if (const auto *Whole = dyn_cast_or_null<TypedValueRegion>(Object))
    return compat::symbolFor(State->getSymbolManager(), Whole);
  return nullptr;
}

const MemRegion *closewait::placeOfHandle(SymbolRef Handle) {
  return Handle->getType()->isRecordType() ? Handle->getOriginRegion()
                                           : nullptr;
}

DefinedSVal closewait::valueFor(ProgramStateRef State, SymbolRef Fd) {
  SValBuilder &SVB = State->getStateManager().getSValBuilder();
  return SVB.makeSymbolVal(Fd).castAs<DefinedSVal>();
}

/// The field of \p Record that holds a descriptor: `fd`, or the only number.
static const FieldDecl *descriptorField(const RecordDecl *Record) {
  const FieldDecl *Only = nullptr;
  unsigned Numbers = 0;
  for (const FieldDecl *Field : Record->fields()) {
    if (!Field->getType()->isIntegerType())
      continue;
    if (Field->getName() == "fd")
      return Field;
    Only = Field;
    ++Numbers;
  }
  return Numbers == 1 ? Only : nullptr;
}

SVal closewait::placeBehind(ProgramStateRef State, SVal Pointer,
                            QualType Pointee, unsigned Index) {
  const MemRegion *Target = Pointer.getAsRegion();
  if (!Target || Pointee.isNull())
    return UnknownVal();
  SValBuilder &SVB = State->getStateManager().getSValBuilder();
  if (Pointee->isIntegerType())
    return State->getLValue(SVB.getContext().IntTy, SVB.makeArrayIndex(Index),
                            Pointer);
  const RecordDecl *Record = Pointee->getAsRecordDecl();
  Record = Record ? Record->getDefinition() : nullptr;
  const FieldDecl *Field = Record ? descriptorField(Record) : nullptr;
  if (!Field || Index != 0)
    return UnknownVal();
  return State->getLValue(Field, loc::MemRegionVal(Target->StripCasts()));
}
