//===- Analysis.h - The desk on which one function is analysed --*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the rooms of the checker share: the model, the evidence of the unit, and
// what the paths of the function under analysis have shown so far.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_ANALYSIS_H
#define CLOSEWAIT_ANALYSIS_H

#include "Evidence.h"
#include "Outcomes.h"

#include <memory>

namespace closewait {

struct Analysis {
  const SocketModel &Model;
  std::unique_ptr<EvidenceMap> Proof; ///< Of the translation unit.
  /// What canSettle() has found out about its functions.
  llvm::DenseMap<const clang::FunctionDecl *, bool> Settling;
  Outcomes Ends;
  std::vector<Finding> Found;

  /// Verdicts and ends of the step under way, which wait for their node.
  std::vector<Finding> Pending;
  std::vector<PathEnd> PendingEnds;

  /// Only this plugin uses the paths: it may leave out code that reaches no
  /// socket.
  bool OnlySockets = false;

  explicit Analysis(const SocketModel &Model) : Model(Model) {}

  /// The evidence, made at the first question.
  const EvidenceMap &evidence(clang::ASTContext &Ctx) {
    if (!Proof)
      Proof = std::make_unique<EvidenceMap>(Ctx, Model);
    return *Proof;
  }

  /// The typestate of \p Entry with what the path knows of errno by now;
  /// \p Says is what it asked.
  SocketState stateNow(ProgramStateRef State, const SocketEntry &Entry,
                       ErrnoSays &Says) const;
  SocketState stateNow(ProgramStateRef State, const SocketEntry &Entry) const {
    ErrnoSays Says;
    return stateNow(State, Entry, Says);
  }

  /// The state with a failed read of \p Fd that errno has excused by now as
  /// what it is: no ending.
  ProgramStateRef excuse(ProgramStateRef State, SymbolRef Fd) const;

  /// Whether the path has seen that \p Write failed, and that errno says
  /// "again".
  bool wasAgain(ProgramStateRef State, const WriteAttempt &Write) const;

  /// Whether no socket of the path was closed, freed or ended, as far as the
  /// path can know.
  bool isAllWell(ProgramStateRef State) const;

  /// Files the verdict on \p Fd at \p When, if there is one.
  /// \returns whether there is.
  bool ask(ProgramStateRef State, SymbolRef Fd, Occasion When);

  /// Ends a step: adds the transition to \p State and gives all that is
  /// pending its node.  \returns the node, or null where the path is known.
  clang::ento::ExplodedNode *commit(clang::ento::CheckerContext &C,
                                    ProgramStateRef State);

  /// The entry of the \p Fd that \p Call gets as \p Row says, new if need be:
  /// borrowed, or what the thread that runs here was given.  The call may prove
  /// that it is a socket.
  SocketEntry entryFor(ProgramStateRef State, SymbolRef Fd,
                       const clang::ento::CallEvent &Call,
                       const FunctionModel &Row,
                       clang::ento::CheckerContext &C);

  /// The thread that runs here takes what it was given into a variable: from
  /// there on \p Value is followed, if it is a socket.
  ProgramStateRef takeOver(ProgramStateRef State, SVal Value,
                           clang::ento::CheckerContext &C);
};

/// Forgets the writes that went well.  Null where one did that another checker
/// has split off as failed: no run comes here.
ProgramStateRef forgetWrites(ProgramStateRef State);

} // namespace closewait

#endif // CLOSEWAIT_ANALYSIS_H
