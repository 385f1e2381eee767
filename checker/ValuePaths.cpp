//===- ValuePaths.cpp - Where the values of a function come from ----------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ValuePaths.h"

using namespace clang;
using namespace closewait;

bool Paths::add(const AccessPath &Path) {
  for (const AccessPath &Known : All)
    if (Known == Path || Known.isSomewhere())
      return false;
  if (Path.isSomewhere() || All.size() == Most)
    All.assign(1, AccessPath::somewhere());
  else
    All.push_back(Path);
  return true;
}

bool Paths::add(const Paths &Others) {
  bool IsNew = false;
  for (const AccessPath &Path : Others)
    IsNew |= add(Path);
  return IsNew;
}

static Paths somewhere() { return Paths(AccessPath::somewhere()); }

bool closewait::canLead(QualType T) {
  if (T.isNull())
    return false;
  if (!T->isPointerType() && !T->isArrayType() && !T->isReferenceType())
    return T->isRecordType() ||
           (T->isIntegralOrEnumerationType() && !T->isBooleanType() &&
            !T->isAnyCharacterType());
  while (T->isPointerType() || T->isReferenceType())
    T = T->getPointeeType();
  if (T->isArrayType())
    T = QualType(T->getBaseElementTypeUnsafe(), 0);
  return !T->isAnyCharacterType() && !T->isFunctionType() &&
         !T->isFloatingType();
}

/// Whether \p Loc is in a file that was found where the system's headers are: a
/// file that only calls itself one is the project's.
static bool isInLibrary(SourceLocation Loc, const SourceManager &SM) {
  auto Entry = SM.getSLocEntry(SM.getFileID(SM.getExpansionLoc(Loc)));
  return Entry.isFile() &&
         SrcMgr::isSystem(Entry.getFile().getFileCharacteristic());
}

bool closewait::isDeclaredByLibrary(const FunctionDecl *F) {
  const FunctionDecl *Body = F->getCanonicalDecl();
  F->hasBody(Body);
  return isInLibrary(Body->getLocation(),
                     F->getASTContext().getSourceManager());
}

const VarDecl *closewait::variableAround(const Expr *E) {
  E = bare(E);
  while (true) {
    if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
      return dyn_cast<VarDecl>(Ref->getDecl());
    const auto *Member = dyn_cast<MemberExpr>(E);
    const auto *Element = dyn_cast<ArraySubscriptExpr>(E);
    if (Member && !Member->isArrow())
      E = bare(Member->getBase());
    else if (Element && bare(Element->getBase())->getType()->isArrayType())
      E = bare(Element->getBase());
    else
      return nullptr;
  }
}

bool closewait::isLocal(const Expr *E) {
  const VarDecl *Var = variableAround(E);
  return Var && Var->hasLocalStorage();
}

/// A variable that is one value: its parts are not told apart.
static bool isScalar(const VarDecl *Var) {
  return Var->hasLocalStorage() && !Var->getType()->isRecordType() &&
         !Var->getType()->isArrayType();
}

ValuePaths::ValuePaths(const FunctionDecl *F, const EvidenceMap &Map)
    : Map(Map) {
  for (const ParmVarDecl *P : F->parameters())
    Variables[P].add(AccessPath::parameter(P->getFunctionScopeIndex()));
  // What a variable is given may come from one that is given its own later.
  const Stmt *Body = F->getBody();
  for (unsigned Round = 0; learn(Body); ++Round)
    if (Round == Paths::Most)
      for (auto &Variable : Variables)
        Variable.second.add(AccessPath::somewhere());
}

/// The variable of the function that \p E is, if it is one value; or null.
static const VarDecl *scalar(const Expr *E) {
  const auto *Ref = dyn_cast_or_null<DeclRefExpr>(bare(E));
  const auto *Var = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return Var && isScalar(Var) ? Var : nullptr;
}

/// \returns whether that is new.
bool ValuePaths::learn(const Stmt *S) {
  bool IsNew = false;
  if (const auto *Declares = dyn_cast<DeclStmt>(S)) {
    for (const Decl *D : Declares->decls())
      if (const auto *Var = dyn_cast<VarDecl>(D))
        if (Var->getInit() && isScalar(Var))
          IsNew |= Variables[Var].add(placesOf(Var->getInit()));
  } else if (const auto *Op = dyn_cast<BinaryOperator>(S)) {
    const VarDecl *Var =
        Op->getOpcode() == BO_Assign ? scalar(Op->getLHS()) : nullptr;
    if (Var)
      IsNew |= Variables[Var].add(placesOf(Op->getRHS()));
  } else if (const auto *Call = dyn_cast<CallExpr>(S)) {
    // A function of the project that gets its address may give it a value.
    if (isOfProject(Call))
      for (const Expr *Argument : Call->arguments())
        if (const auto *Op = dyn_cast<UnaryOperator>(bare(Argument)))
          if (Op->getOpcode() == UO_AddrOf)
            if (const VarDecl *Var = scalar(Op->getSubExpr()))
              IsNew |= Variables[Var].add(AccessPath::somewhere());
  }
  for (const Stmt *Child : S->children())
    if (Child)
      IsNew |= learn(Child);
  return IsNew;
}

Paths ValuePaths::ofVariable(const VarDecl *Var) const {
  Paths Found;
  if (!Var->hasLocalStorage())
    Found.add(AccessPath::global(Var->getName(), Var->isExternallyVisible()));
  else if (!isScalar(Var))
    Found = somewhere();
  else if (auto Known = Variables.find(Var); Known != Variables.end())
    Found = Known->second;
  return Found;
}

/// Whether the body of what \p Call calls can stand in the project.
bool ValuePaths::isOfProject(const CallExpr *Call) const {
  const FunctionDecl *Callee = Call->getDirectCallee();
  return !Map.modelOf(Call) &&
         (!Callee || (!Callee->getBuiltinID() && !isDeclaredByLibrary(Callee)));
}

Paths ValuePaths::ofCall(const CallExpr *Call) const {
  const FunctionModel *Row = Map.modelOf(Call);
  if (Row && Row->Does == Role::Acquire && Row->Descriptor.isResult() &&
      !Row->Data.isGiven())
    return Paths(AccessPath::newSocket());
  if (isOfProject(Call)) {
    unsigned Next = Numbers.size() + 1;
    return Paths(
        AccessPath::call(Numbers.try_emplace(Call, Next).first->second));
  }
  // strchr() and similar functions give a part of their argument.
  Paths Found;
  if (!Row && Call->getType()->isPointerType())
    for (const Expr *Argument : Call->arguments())
      if (Argument->getType()->isPointerType())
        Found.add(placesOf(Argument));
  return Found;
}

Paths ValuePaths::ofOperator(const UnaryOperator *Op) const {
  Paths Found;
  switch (Op->getOpcode()) {
  case UO_Deref:
    for (const AccessPath &Path : placesOf(Op->getSubExpr()))
      Found.add(Path.element());
    return Found;
  case UO_AddrOf:
    if (!isLocal(Op->getSubExpr()))
      for (const AccessPath &Path : placesOf(Op->getSubExpr()))
        Found.add(Path.address());
    return Found;
  case UO_PreInc:
  case UO_PreDec:
  case UO_PostInc:
  case UO_PostDec:
  case UO_Extension:
    return placesOf(Op->getSubExpr());
  default:
    return Found;
  }
}

Paths ValuePaths::ofOperator(const BinaryOperator *Op) const {
  Paths Found;
  if (Op->getOpcode() == BO_Assign || Op->getOpcode() == BO_Comma)
    return placesOf(Op->getRHS());
  if (Op->getType()->isPointerType()) {
    Found = placesOf(Op->getLHS());
    if (Op->getOpcode() == BO_Add)
      Found.add(placesOf(Op->getRHS()));
  }
  return Found;
}

Paths ValuePaths::of(const Expr *E) const {
  if (!E)
    return Paths();
  // To be void's is nothing; to be made from a pointer to bytes is something.
  QualType T = E->getType();
  return canLead(T->isVoidPointerType() ? bare(E)->getType() : T) ? placesOf(E)
                                                                  : Paths();
}

Paths ValuePaths::placesOf(const Expr *E) const {
  Paths Found;
  E = bare(E);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl()))
      return ofVariable(Var);
  } else if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    const ValueDecl *Field = Member->getMemberDecl();
    for (const AccessPath &Path : placesOf(Member->getBase()))
      if (Field->getIdentifier())
        Found.add(Path.field(Field->getName(), Member->isArrow()));
      else // A struct without a name.
        Found.add(Member->isArrow() ? Path.element() : Path);
  } else if (const auto *Element = dyn_cast<ArraySubscriptExpr>(E)) {
    for (const AccessPath &Path : placesOf(Element->getBase()))
      Found.add(Path.element());
  } else if (const auto *Choice = dyn_cast<ConditionalOperator>(E)) {
    Found = placesOf(Choice->getTrueExpr());
    Found.add(placesOf(Choice->getFalseExpr()));
  } else if (const auto *Op = dyn_cast<UnaryOperator>(E)) {
    return ofOperator(Op);
  } else if (const auto *Op = dyn_cast<BinaryOperator>(E)) {
    return ofOperator(Op);
  } else if (const auto *Call = dyn_cast<CallExpr>(E)) {
    return ofCall(Call);
  } else if (isa<StmtExpr>(E) || isa<VAArgExpr>(E) ||
             isa<BinaryConditionalOperator>(E)) {
    return somewhere();
  }
  return Found;
}
