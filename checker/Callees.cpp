//===- Callees.cpp - What a call calls ------------------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Callees.h"

using namespace clang;
using namespace closewait;

/// Whether the project shows no body of \p F.  glibc gives some functions an
/// inline body under _FORTIFY_SOURCE.
static bool isForeign(const FunctionDecl *F) {
  const FunctionDecl *Body = nullptr;
  const SourceManager &SM = F->getASTContext().getSourceManager();
  return !F->hasBody(Body) || SM.isInSystemHeader(Body->getLocation());
}

bool closewait::isLibraryFunction(const FunctionDecl *F) {
  if (!F || !F->getIdentifier() || isa<CXXMethodDecl>(F))
    return false;
  const DeclContext *Scope = F->getDeclContext()->getRedeclContext();
  if (!Scope->isTranslationUnit() && !Scope->isExternCContext())
    return false;
  return isForeign(F) && (F->hasBody() || F->isExternC());
}

bool closewait::isNamedAccept(const FunctionDecl *F) {
  return F && F->getIdentifier() &&
         F->getName().lower().find("accept") != std::string::npos &&
         F->getReturnType()->isIntegerType() &&
         !F->getReturnType()->isBooleanType();
}

/// Whether \p F can be the function of \p Row: what is read, written or closed
/// is a number, or where the row says so a handle or a pointer to the number;
/// and a read or a write gives a number.
static bool fits(const FunctionDecl *F, const FunctionModel &Row) {
  bool Transfers = Row.Does == Role::Read || Row.Does == Role::Write;
  if (!Transfers && Row.Does != Role::Close)
    return true;
  unsigned Index = unsigned(Row.Descriptor.Index);
  bool IsPointer = Row.isByHandle() || Row.Descriptor.Through;
  if (Row.Descriptor.Index >= 0 && Index < F->getNumParams() &&
      F->getParamDecl(Index)->getType()->isIntegerType() == IsPointer)
    return false;
  return !Transfers || F->getReturnType()->isIntegerType();
}

/// Whether \p A, one of clang's attributes for handles, speaks of sockets.
template <typename Handle> static bool isForSockets(const Handle *A) {
  return A && A->getHandleType().equals_insensitive("socket");
}

/// Whether \p D has the attribute \p Handle for sockets.
template <typename Handle> static bool isMarked(const Decl *D) {
  return isForSockets(D->getAttr<Handle>());
}

/// Whether \p F gives a socket: [[clang::acquire_handle("socket")]] in front of
/// the function belongs to its type.
static bool givesSocket(const FunctionDecl *F) {
  if (isMarked<AcquireHandleAttr>(F))
    return true;
  const TypeSourceInfo *Type = F->getTypeSourceInfo();
  auto Loc = Type ? Type->getTypeLoc().getAs<AttributedTypeLoc>()
                  : AttributedTypeLoc();
  return Loc && isForSockets(Loc.getAttrAs<AcquireHandleAttr>());
}

/// The row that clang's attributes for handles make of \p F, or null.  Of
/// several, what the call gives comes first, then what it closes.
/// Source: "Handle static analysis", Attributes in Clang.
static const FunctionModel *rowOfAttributes(const FunctionDecl *F) {
  const FunctionModel *Closes = nullptr, *Uses = nullptr;
  if (givesSocket(F))
    return SocketModel::plain(Role::Acquire, {Position::Result, false});
  for (const ParmVarDecl *P : F->parameters()) {
    int Index = int(P->getFunctionScopeIndex());
    if (isMarked<AcquireHandleAttr>(P))
      return SocketModel::plain(Role::Acquire, {Index, /*Through=*/true});
    if (isMarked<ReleaseHandleAttr>(P))
      Closes = SocketModel::plain(Role::Close, {Index, false});
    else if (isMarked<UseHandleAttr>(P))
      Uses = SocketModel::plain(Role::Use, {Index, false});
  }
  return Closes ? Closes : Uses;
}

const FunctionModel *closewait::rowOf(const FunctionDecl *Callee,
                                      unsigned Arguments,
                                      const SocketModel &Model) {
  if (!Callee || !Callee->getIdentifier())
    return nullptr;
  const FunctionModel *Row = Model.find(Callee->getName(), Arguments);
  if (Row && Row->Does != Role::Body && isLibraryFunction(Callee) &&
      fits(Callee, *Row))
    return Row;
  Row = rowOfAttributes(Callee);
  return Row && isForeign(Callee) && fits(Callee, *Row) ? Row : nullptr;
}

const BodyFacts *closewait::factsOf(const FunctionDecl *Callee,
                                    const SocketModel &Model) {
  if (!Callee || !Callee->getIdentifier())
    return nullptr;
  const FunctionModel *Row = Model.find(Callee->getName(), 0);
  return Row && Row->Does == Role::Body && isLibraryFunction(Callee)
             ? &Row->Seen
             : nullptr;
}

const FunctionModel *closewait::rowOf(const CallExpr *Call,
                                      const SocketModel &Model) {
  return rowOf(Call->getDirectCallee(), Call->getNumArgs(), Model);
}
