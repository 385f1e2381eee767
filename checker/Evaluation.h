//===- Evaluation.h - A call in place of the analyzer -----------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What all calls have in common that the plugin evaluates itself: what they do
// to memory, what they return, how they say why they failed, and what it means
// that an ended socket comes back to them.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_EVALUATION_H
#define CLOSEWAIT_EVALUATION_H

#include "Analysis.h"
#include "CallArguments.h"

namespace closewait {

using clang::ento::DefinedOrUnknownSVal;

/// One call under evaluation.
class Evaluation {
public:
  Evaluation(const clang::ento::CallEvent &Call, const FunctionModel &Row,
             Analysis &Desk, clang::ento::CheckerContext &C)
      : Call(Call), Row(Row), Desk(Desk), C(C),
        Site(callSite(Call.getOriginExpr(), C.getLocationContext())) {}

protected:
  /// The state after the call's effects on memory, with a result in \p Result.
  ProgramStateRef effects(ProgramStateRef State, DefinedOrUnknownSVal &Result);

  /// The path on which the call returned something \p Op \p Than.
  ProgramStateRef returns(ProgramStateRef State, DefinedOrUnknownSVal Result,
                          clang::BinaryOperatorKind Op, int Than);

  /// The path on which it returned an unknown value.
  ProgramStateRef returnsAny(ProgramStateRef State,
                             DefinedOrUnknownSVal Result);

  /// The path on which it failed; \p Code says why, and \p Beside is errno
  /// where that is something else.
  ProgramStateRef fails(ProgramStateRef State, DefinedOrUnknownSVal Result,
                        SymbolRef &Code, SymbolRef &Beside);
  /// The same for what it leaves behind, whatever it returned.
  ProgramStateRef leavesCode(ProgramStateRef State, DefinedOrUnknownSVal Result,
                             SymbolRef &Code, SymbolRef &Beside);

  /// An ended socket meets the call that ended it again.
  ProgramStateRef meetAgain(ProgramStateRef State, SymbolRef Fd);

  /// Adds the path of \p State, if there is one.
  void add(ProgramStateRef State) {
    if (State)
      C.addTransition(State, Pred);
  }

  const clang::ento::CallEvent &Call;
  const FunctionModel &Row;
  Analysis &Desk;
  clang::ento::CheckerContext &C;
  CallSite Site;
  clang::ento::ExplodedNode *Pred = nullptr;

private:
  ProgramStateRef forgetWritten(ProgramStateRef State);
};

} // namespace closewait

#endif // CLOSEWAIT_EVALUATION_H
