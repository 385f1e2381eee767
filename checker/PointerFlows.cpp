//===- PointerFlows.cpp - Which functions a pointer can be ----------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PointerFlows.h"
#include "ValuePaths.h"

#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;
using namespace closewait;

static bool isFunctionPointer(QualType T) {
  while (T->isArrayType())
    T = QualType(T->getArrayElementTypeNoTypeQual(), 0);
  return T->isFunctionPointerType() || T->isFunctionType();
}

/// The cell of \p D, which the body of \p Inside names.
static std::string cellOf(const ValueDecl *D, const FunctionDecl *Inside) {
  if (const auto *F = dyn_cast<FunctionDecl>(D))
    return linkName(F) + "()";
  if (const auto *Field = dyn_cast<FieldDecl>(D)) {
    std::string Name = fieldName(Field);
    return Name.empty() ? "?" : Name;
  }
  const auto *Var = dyn_cast<VarDecl>(D);
  if (!Var)
    return "?";
  if (!Var->hasLocalStorage())
    return linkName(Var);
  const auto *Parameter = dyn_cast<ParmVarDecl>(Var);
  return Inside ? linkName(Inside) + "#" +
                      (Parameter
                           ? std::to_string(Parameter->getFunctionScopeIndex())
                           : Var->getNameAsString())
                : "?";
}

std::vector<std::string>
closewait::cellsOf(const Expr *E, const FunctionDecl *Inside, ASTContext &Ctx) {
  if (E->isNullPointerConstant(Ctx, Expr::NPC_ValueDependentIsNotNull) ||
      isa<ImplicitValueInitExpr>(bare(E)))
    return {};
  E = bare(E);
  if (const auto *Op = dyn_cast<UnaryOperator>(E))
    if (Op->getOpcode() == UO_Deref || Op->getOpcode() == UO_AddrOf)
      return cellsOf(Op->getSubExpr(), Inside, Ctx);
  if (const auto *Element = dyn_cast<ArraySubscriptExpr>(E))
    return cellsOf(Element->getBase(), Inside, Ctx);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    return {cellOf(Ref->getDecl(), Inside)};
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    return {cellOf(Member->getMemberDecl(), Inside)};
  if (const auto *Choice = dyn_cast<ConditionalOperator>(E)) {
    auto Cells = cellsOf(Choice->getTrueExpr(), Inside, Ctx);
    auto Others = cellsOf(Choice->getFalseExpr(), Inside, Ctx);
    Cells.insert(Cells.end(), Others.begin(), Others.end());
    return Cells;
  }
  const auto *Call = dyn_cast<CallExpr>(E);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (Callee && !isDeclaredByLibrary(Callee))
    return {linkName(Callee) + "#"};
  return {"?"};
}

namespace {
class FlowWalk : public RecursiveASTVisitor<FlowWalk> {
public:
  FlowWalk(ASTContext &Ctx, SocketModel &Facts) : Ctx(Ctx), Facts(Facts) {}

  bool TraverseDecl(Decl *D) {
    const auto *F = dyn_cast_or_null<FunctionDecl>(D);
    if (F && isDeclaredByLibrary(F))
      return true;
    const FunctionDecl *Outer = Inside;
    Inside = F ? F : Outer;
    bool Go = RecursiveASTVisitor::TraverseDecl(D);
    Inside = Outer;
    return Go;
  }

  bool VisitVarDecl(VarDecl *Var) {
    if (Var->getInit())
      flows(Var->getInit(), cellOf(Var, Inside));
    return true;
  }

  bool VisitBinaryOperator(BinaryOperator *Op) {
    if (Op->getOpcode() == BO_Assign && isFunctionPointer(Op->getType()))
      for (const std::string &To : cellsOf(Op->getLHS(), Inside, Ctx))
        flows(Op->getRHS(), To);
    return true;
  }

  bool VisitInitListExpr(InitListExpr *List) {
    // The one with an element for each field.
    if (!List->isSemanticForm())
      List = List->getSemanticForm();
    const auto *Record = List ? List->getType()->getAs<RecordType>() : nullptr;
    if (!Record)
      return true;
    for (auto Pair :
         llvm::zip(initializedFields(Record->getDecl()), List->inits()))
      flows(std::get<1>(Pair), cellOf(std::get<0>(Pair), Inside));
    return true;
  }

  bool VisitReturnStmt(ReturnStmt *Return) {
    if (Return->getRetValue() && Inside)
      flows(Return->getRetValue(), linkName(Inside) + "#");
    return true;
  }

  bool VisitCallExpr(CallExpr *Call) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (!Callee || isDeclaredByLibrary(Callee))
      return true;
    unsigned Index = 0;
    for (const Expr *Argument : Call->arguments())
      flows(Argument, linkName(Callee) + "#" + std::to_string(Index++));
    return true;
  }

private:
  void flows(const Expr *From, const std::string &To) {
    if (const auto *List = dyn_cast<InitListExpr>(bare(From))) {
      // An array: its elements are one cell.
      if (List->getType()->isArrayType())
        for (const Expr *Element : List->inits())
          flows(Element, To);
      return;
    }
    if (isFunctionPointer(bare(From)->getType()) ||
        isFunctionPointer(From->getType()))
      for (std::string &Cell : cellsOf(From, Inside, Ctx))
        Facts.addFlow(std::move(Cell), To);
  }

  ASTContext &Ctx;
  SocketModel &Facts;
  const FunctionDecl *Inside = nullptr;
};
} // namespace

void closewait::addFlows(ASTContext &Ctx, SocketModel &Facts) {
  FlowWalk(Ctx, Facts).TraverseDecl(Ctx.getTranslationUnitDecl());
}
