//===- Limits.h - What is too much to be followed ---------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A function in which much can happen to many sockets has more paths than
// anybody can wait for.  This file decides how many sockets a path follows, how
// many steps a function takes with them, and how many defects of one function
// are told; and it keeps which functions have come to such a limit, so that the
// log of the unit can say so.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_LIMITS_H
#define CLOSEWAIT_LIMITS_H

#include "PathState.h"

#include <map>

namespace closewait {

/// How much is followed, and told.  `Settings` has the defaults.
struct Limits {
  unsigned SocketsPerPath = 0;
  unsigned SocketSteps = 0;
  unsigned FindingsPerFunction = 0;
};

/// A limit to which the analysis of a function can come.
/// `Uncompared`: `Progress` has cut paths off, and an ended path found none
/// that it could be compared with.
enum class Limit {
  AnalyzerBudget,
  SocketsPerPath,
  SocketSteps,
  Findings,
  Uncompared
};

/// The functions of a unit that the analysis has not followed to the end, and
/// those with more findings than are reported.
class Unfinished {
public:
  void add(const clang::Decl *Function, Limit Reached) {
    Functions[Function->getCanonicalDecl()] |= 1U << unsigned(Reached);
  }

  /// A later run of the analyzer has come to the end of \p Function.
  void drop(const clang::Decl *Function, Limit Reached);

  /// Each function with what it came to: a bit for each Limit.
  const std::map<const clang::Decl *, unsigned> &functions() const {
    return Functions;
  }

  void clear() { Functions.clear(); }

private:
  std::map<const clang::Decl *, unsigned> Functions;
};

/// Those of the unit that this process analyses.  Clang makes the checkers
/// itself, and has no other way from them to the action that writes the log.
Unfinished &unfinished();

/// The words for the limits in \p Reached, a bit for each.
std::string wordsFor(unsigned Reached, const Limits &Most);

/// The state with no more than \p Most sockets: without those that are closed
/// or handed on, and then without the youngest.
ProgramStateRef dropSurplus(ProgramStateRef State, unsigned Most);

} // namespace closewait

#endif // CLOSEWAIT_LIMITS_H
