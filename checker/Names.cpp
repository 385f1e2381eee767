//===- Names.cpp - What the code calls a descriptor -----------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Names.h"

#include "llvm/ADT/StringExtras.h"

using namespace clang;
using namespace closewait;

/// The name of the struct that \p Field belongs to, or of its typedef.
static StringRef recordOf(const FieldDecl *Field) {
  const RecordDecl *Record = Field->getParent();
  if (Record->getIdentifier())
    return Record->getName();
  const TypedefNameDecl *Name = Record->getTypedefNameForAnonDecl();
  return Name ? Name->getName() : StringRef();
}

bool closewait::isWatchSlot(const ValueDecl *D) {
  const auto *Field = dyn_cast_or_null<FieldDecl>(D);
  if (!Field || !Field->getIdentifier() || Field->getName() != "fd")
    return false;
  StringRef Record = recordOf(Field);
  return Record == "pollfd" || Record == "epoll_data" ||
         Record == "epoll_data_t" || Record == "ev_io";
}

bool closewait::isWatchRecord(const RecordDecl *Record) {
  return Record && Record->getIdentifier() &&
         (Record->getName() == "pollfd" || Record->getName() == "epoll_event");
}

bool closewait::isSetWord(const ValueDecl *D) {
  const auto *Field = dyn_cast_or_null<FieldDecl>(D);
  return Field && recordOf(Field) == "fd_set";
}

std::string closewait::fieldName(const FieldDecl *Field) {
  StringRef Record = recordOf(Field);
  return Record.empty() || !Field->getIdentifier()
             ? ""
             : (Record + "." + Field->getName()).str();
}

std::string closewait::linkName(const ValueDecl *D) {
  std::string Name = D->getNameAsString();
  if (D->isExternallyVisible())
    return Name;
  if (const auto *F = dyn_cast<FunctionDecl>(D)) {
    const FunctionDecl *Body = F;
    F->hasBody(Body);
    D = Body;
  }
  const SourceManager &SM = D->getASTContext().getSourceManager();
  SourceLocation Loc = SM.getExpansionLoc(D->getLocation());
  Name += std::string("@") + SM.getPresumedLoc(Loc).getFilename();
  for (char &C : Name)
    if (!llvm::isAlnum(C) && C != '_' && C != '@')
      C = '_';
  return Name;
}

std::string closewait::cellName(const ValueDecl *D) {
  const auto *F = dyn_cast<FunctionDecl>(D);
  QualType T = F ? F->getReturnType() : D->getType();
  if (!T->isSpecificBuiltinType(BuiltinType::Int))
    return "";
  if (const auto *Field = dyn_cast<FieldDecl>(D))
    return fieldName(Field);
  if (F)
    return F->isExternallyVisible() ? F->getNameAsString() + "#" : "";
  if (const auto *Parameter = dyn_cast<ParmVarDecl>(D)) {
    F = dyn_cast<FunctionDecl>(Parameter->getDeclContext());
    return F && F->isExternallyVisible()
               ? F->getNameAsString() + "#" +
                     std::to_string(Parameter->getFunctionScopeIndex())
               : "";
  }
  const auto *Var = dyn_cast<VarDecl>(D);
  return Var && !Var->hasLocalStorage() && Var->isExternallyVisible()
             ? Var->getNameAsString()
             : "";
}

const Expr *closewait::bare(const Expr *E) {
  return E ? E->IgnoreParenCasts() : nullptr;
}

const Expr *closewait::bareObject(const Expr *E) {
  E = bare(E);
  if (const auto *Op = dyn_cast_or_null<UnaryOperator>(E))
    if (Op->getOpcode() == UO_AddrOf)
      return bare(Op->getSubExpr());
  return E;
}

llvm::SmallVector<const FieldDecl *, 8>
closewait::initializedFields(const RecordDecl *Record) {
  llvm::SmallVector<const FieldDecl *, 8> Fields;
  const auto *Class = dyn_cast<CXXRecordDecl>(Record);
  if (Record->isUnion() || (Class && Class->getNumBases()))
    return Fields;
  llvm::copy_if(Record->fields(), std::back_inserter(Fields),
                [](const FieldDecl *Field) {
                  return !Field->isBitField() || Field->getIdentifier();
                });
  return Fields;
}

const ValueDecl *closewait::namedBy(const Expr *E) {
  E = bare(E);
  while (E) {
    if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
      return dyn_cast<VarDecl>(Ref->getDecl());
    if (const auto *Member = dyn_cast<MemberExpr>(E))
      return dyn_cast<FieldDecl>(Member->getMemberDecl());
    if (const auto *Element = dyn_cast<ArraySubscriptExpr>(E))
      E = bare(Element->getBase());
    else if (const auto *Op = dyn_cast<UnaryOperator>(E))
      E = Op->getOpcode() == UO_Deref || Op->getOpcode() == UO_AddrOf
              ? bare(Op->getSubExpr())
              : nullptr;
    else
      return nullptr;
  }
  return nullptr;
}
