//===- ThreadCell.cpp - What a new thread is given in a cell --------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ThreadCell.h"
#include "Descriptors.h"

#include "clang/AST/ParentMap.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;
using namespace closewait;

namespace {
/// Looks at every mention of one variable in the body of a function.
class CellSearch : public RecursiveASTVisitor<CellSearch> {
public:
  CellSearch(const VarDecl *Cell, Stmt *Body, const SocketModel &Model)
      : Cell(Cell), Parents(Body), Model(Model) {}

  bool Allocated = false;
  bool Shared = false;
  llvm::SmallVector<const FieldDecl *, 4> Fields;

  bool VisitVarDecl(VarDecl *Var) {
    if (Var == Cell && Var->getInit())
      Allocated = isAllocation(Var->getInit());
    return true;
  }

  bool VisitBinaryOperator(BinaryOperator *Op) {
    if (Op->getOpcode() != BO_Assign)
      return true;
    if (isCell(Op->getLHS()))
      Allocated = isAllocation(Op->getRHS());
    const auto *Member = dyn_cast<MemberExpr>(bare(Op->getLHS()));
    if (Member && isCell(Member->getBase()))
      if (const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl()))
        Fields.push_back(Field);
    return true;
  }

  bool VisitDeclRefExpr(DeclRefExpr *Mention) {
    if (Mention->getDecl() == Cell && showsToOthers(Mention))
      Shared = true;
    return true;
  }

private:
  bool isCell(const Expr *E) const {
    const auto *Ref = dyn_cast<DeclRefExpr>(bare(E));
    return Ref && Ref->getDecl() == Cell;
  }

  bool isAllocation(const Expr *E) const {
    const auto *Call = dyn_cast<CallExpr>(bare(E));
    const FunctionModel *Row = Call ? rowOf(Call, Model) : nullptr;
    const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
    return (Row && Row->Does == Role::Allocate) ||
           (Callee && Callee->getIdentifier() &&
            Callee->getName().contains("alloc"));
  }

  /// Whether a mention is more than a use of the structure itself: its value
  /// goes to a function, or is stored.
  bool showsToOthers(DeclRefExpr *Mention) const {
    const Stmt *Inner = Mention;
    const Stmt *S = Parents.getParent(Mention);
    while (S && (isa<ParenExpr>(S) || isa<CastExpr>(S))) {
      Inner = S;
      S = Parents.getParent(const_cast<Stmt *>(S));
    }
    if (const auto *Call = dyn_cast_or_null<CallExpr>(S)) {
      const FunctionModel *Row = rowOf(Call, Model);
      return !Row || (Row->Does != Role::Free && Row->Does != Role::HandOn);
    }
    if (const auto *Op = dyn_cast_or_null<BinaryOperator>(S))
      return Op->getOpcode() == BO_Assign && Op->getRHS() == Inner;
    return isa_and_nonnull<DeclStmt>(S) || isa_and_nonnull<ReturnStmt>(S) ||
           isa_and_nonnull<InitListExpr>(S);
  }

  const VarDecl *Cell;
  ParentMap Parents;
  const SocketModel &Model;
};
} // namespace

llvm::SmallVector<const FieldDecl *, 4>
closewait::fieldsForThread(const FunctionDecl *Starter, const Expr *Argument,
                           const SocketModel &Model) {
  const auto *Ref = dyn_cast<DeclRefExpr>(bare(Argument));
  const auto *Cell = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!Cell || !Cell->hasLocalStorage() || !Starter || !Starter->getBody())
    return {};
  CellSearch Search(Cell, Starter->getBody(), Model);
  Search.TraverseStmt(Starter->getBody());
  if (!Search.Allocated || Search.Shared)
    return {};
  return Search.Fields;
}
