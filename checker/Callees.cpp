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
    return F->isExternC() || !F->isInStdNamespace();
  const SourceManager &SM = F->getASTContext().getSourceManager();
  return SM.isInSystemHeader(Body->getLocation());
}

bool closewait::isNamedAccept(const FunctionDecl *F) {
  return F && F->getIdentifier() &&
         F->getName().lower().find("accept") != std::string::npos &&
         F->getReturnType()->isIntegerType() &&
         !F->getReturnType()->isBooleanType();
}

const FunctionModel *closewait::rowOf(const CallExpr *Call,
                                      const SocketModel &Model) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (!Callee || !Callee->getIdentifier())
    return nullptr;
  const FunctionModel *Row = Model.find(Callee->getName(), Call->getNumArgs());
  return Row && isLibraryFunction(Callee) ? Row : nullptr;
}
