//===- Callees.cpp - What a call calls ------------------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Callees.h"

using namespace clang;
using namespace closewait;

bool closewait::isLibraryFunction(const FunctionDecl *F) {
  if (!F || !F->getIdentifier() || isa<CXXMethodDecl>(F))
    return false;
  const DeclContext *Scope = F->getDeclContext()->getRedeclContext();
  if (!Scope->isTranslationUnit() && !Scope->isExternCContext())
    return false;
  // glibc gives some of these an inline body under _FORTIFY_SOURCE.
  const FunctionDecl *Body = nullptr;
  if (!F->hasBody(Body))
    return F->isExternC();
  const SourceManager &SM = F->getASTContext().getSourceManager();
  return SM.isInSystemHeader(Body->getLocation());
}

bool closewait::isNamedAccept(const FunctionDecl *F) {
  return F && F->getIdentifier() &&
         F->getName().lower().find("accept") != std::string::npos &&
         F->getReturnType()->isIntegerType() &&
         !F->getReturnType()->isBooleanType();
}

/// Whether \p F can be the function of \p Row: what is read, written or closed
/// is a number, and a read or a write gives one.
static bool fits(const FunctionDecl *F, const FunctionModel &Row) {
  bool Transfers = Row.Does == Role::Read || Row.Does == Role::Write;
  if (!Transfers && Row.Does != Role::Close)
    return true;
  unsigned Index = unsigned(Row.Descriptor.Index);
  if (Row.Descriptor.Index >= 0 && Index < F->getNumParams() &&
      !F->getParamDecl(Index)->getType()->isIntegerType())
    return false;
  return !Transfers || F->getReturnType()->isIntegerType();
}

const FunctionModel *closewait::rowOf(const FunctionDecl *Callee,
                                      unsigned Arguments,
                                      const SocketModel &Model) {
  if (!Callee || !Callee->getIdentifier())
    return nullptr;
  const FunctionModel *Row = Model.find(Callee->getName(), Arguments);
  return Row && isLibraryFunction(Callee) && fits(Callee, *Row) ? Row : nullptr;
}

const FunctionModel *closewait::rowOf(const CallExpr *Call,
                                      const SocketModel &Model) {
  return rowOf(Call->getDirectCallee(), Call->getNumArgs(), Model);
}
