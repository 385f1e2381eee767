//===- SocketChecker.h - The analyzer's callbacks ---------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The one hidden engine behind all checkers of the package.  Its callbacks look
// up the row of a call and pass it to the room that knows what the row means;
// they hold no rules and no words.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_SOCKETCHECKER_H
#define CLOSEWAIT_SOCKETCHECKER_H

#include "Ahead.h"
#include "Analysis.h"
#include "Limits.h"
#include "Progress.h"
#include "SecondLook.h"
#include "SocketReport.h"

namespace closewait {

class SocketEngine
    : public clang::ento::Checker<
          clang::ento::eval::Call, clang::ento::eval::Assume,
          clang::ento::check::PreCall, clang::ento::check::PostCall,
          clang::ento::check::Bind, clang::ento::check::BranchCondition,
          clang::ento::check::PostStmt<clang::BinaryOperator>,
          clang::ento::check::PostStmt<clang::CallExpr>,
          clang::ento::check::PostStmt<clang::CastExpr>,
          clang::ento::check::PostStmt<clang::DeclStmt>,
          clang::ento::check::NewAllocator,
          clang::ento::check::PreStmt<clang::CXXDeleteExpr>,
          clang::ento::check::PreStmt<clang::ReturnStmt>,
          clang::ento::check::BeginFunction, clang::ento::check::EndFunction,
          clang::ento::check::EndAnalysis, clang::ento::check::LiveSymbols,
          clang::ento::check::DeadSymbols,
          clang::ento::check::EndOfTranslationUnit> {
public:
  bool evalCall(const clang::ento::CallEvent &Call,
                clang::ento::CheckerContext &C) const;
  ProgramStateRef evalAssume(ProgramStateRef State, SVal Condition,
                             bool Holds) const;
  void checkPreCall(const clang::ento::CallEvent &Call,
                    clang::ento::CheckerContext &C) const;
  void checkPostCall(const clang::ento::CallEvent &Call,
                     clang::ento::CheckerContext &C) const;
  void checkBind(SVal Place, SVal Value,
                 const clang::Stmt *S CLOSEWAIT_BIND_EXTRA,
                 clang::ento::CheckerContext &C) const;
  void checkBranchCondition(const clang::Stmt *Condition,
                            clang::ento::CheckerContext &C) const;
  void checkPostStmt(const clang::BinaryOperator *Op,
                     clang::ento::CheckerContext &C) const;
  void checkPostStmt(const clang::CallExpr *Call,
                     clang::ento::CheckerContext &C) const;
  void checkPostStmt(const clang::CastExpr *Cast,
                     clang::ento::CheckerContext &C) const;
  void checkPostStmt(const clang::DeclStmt *Declares,
                     clang::ento::CheckerContext &C) const;
  void checkPreStmt(const clang::CXXDeleteExpr *Delete,
                    clang::ento::CheckerContext &C) const;
  void checkNewAllocator(const clang::ento::CXXAllocatorCall &Call,
                         clang::ento::CheckerContext &C) const;
  void checkPreStmt(const clang::ReturnStmt *Return,
                    clang::ento::CheckerContext &C) const;
  void checkBeginFunction(clang::ento::CheckerContext &C) const;
  void checkEndFunction(const clang::ReturnStmt *Return,
                        clang::ento::CheckerContext &C) const;
  void checkEndAnalysis(clang::ento::ExplodedGraph &G,
                        clang::ento::BugReporter &BR,
                        clang::ento::ExprEngine &Engine) const;
  void checkLiveSymbols(ProgramStateRef State,
                        clang::ento::SymbolReaper &Reaper) const;
  void checkDeadSymbols(clang::ento::SymbolReaper &Reaper,
                        clang::ento::CheckerContext &C) const;
  void checkEndOfTranslationUnit(const clang::TranslationUnitDecl *Unit,
                                 clang::ento::AnalysisManager &Manager,
                                 clang::ento::BugReporter &) const;

  void printState(llvm::raw_ostream &Out, ProgramStateRef State,
                  const char *Newline, const char *) const override {
    dump(Out, State, Newline);
  }

  /// Words what is found, for the checkers that the user has enabled.
  mutable SocketReporter Reporter;

  /// The rows in force.
  SocketModel Model = SocketModel::builtIn();

  /// Whether the user's settings make sense; if not, nothing is reported.
  bool IsUsable = true;

  /// How much is followed.
  Limits Most;

  /// Only this plugin uses the paths of the run.
  void followOnlySockets() { Desk.OnlySockets = true; }

private:
  const FunctionModel *rowOf(const clang::ento::CallEvent &Call) const;
  bool isOver(clang::ento::CheckerContext &C) const;
  bool isTooMuch(clang::ento::CheckerContext &C) const;
  void giveUp(clang::ento::CheckerContext &C) const;

  mutable SecondLook Again;
  mutable Analysis Desk{Model};
  mutable std::unique_ptr<Reach> Ways; ///< Of the translation unit.
  mutable std::unique_ptr<Ahead> Rest; ///< Likewise.
  mutable Progress News;               ///< Of the run under way.
  /// Whether the run under way can come to a socket: if not, nothing is done.
  mutable bool Follows = true;
  mutable unsigned SocketSteps = 0; ///< Taken by the run under way.
  /// It has taken too many, and goes on without us.
  mutable bool HasGivenUp = false;
};

} // namespace closewait

#endif // CLOSEWAIT_SOCKETCHECKER_H
