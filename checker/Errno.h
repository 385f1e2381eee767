//===- Errno.h - What the path knows of errno -------------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A call that fails leaves a symbol in errno, or in what its row has instead;
// whatever the program asks of it afterwards becomes a constraint on that
// symbol.  What a failure means
// is read off these constraints when a rule needs it, so that the path never
// splits over values that the program never tests.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_ERRNO_H
#define CLOSEWAIT_ERRNO_H

#include "PathState.h"
#include "SocketModel.h"

namespace closewait {

enum class ErrnoSays {
  NeverAsked, ///< No condition of the path depends on it.
  Again,      ///< One of the values that mean "try again".
  Fatal,      ///< None of them.
  Unclear     ///< Asked, and neither follows.
};

/// What the path knows of \p Errno, by which a call with the row \p By said why
/// it failed.
ErrnoSays errnoSays(ProgramStateRef State, SymbolRef Errno,
                    const FunctionModel *By);

/// Whether the program has asked the errno whose symbol is \p Errno.
bool isErrnoAsked(ProgramStateRef State, SymbolRef Errno);

/// Whether the program has asked a function without a body what the result of
/// the read \p Last means.
bool isResultJudged(ProgramStateRef State, const clang::Expr *Last);

/// A code that a later call will show: one of those of \p Row, and none that
/// means "again" where the stream has \p Ended.  The state is null where there
/// is none.
ProgramStateRef setCode(ProgramStateRef State,
                        const clang::ento::CallEvent &Call,
                        const FunctionModel &Row, bool Ended, unsigned Count,
                        SymbolRef &Code);

/// Errno after a call that failed: a fresh symbol, which is given back in
/// \p Errno too.
ProgramStateRef setErrno(ProgramStateRef State,
                         const clang::ento::CallEvent &Call, unsigned Count,
                         SymbolRef &Errno);

/// Errno after a read that returned 0, which does not set it: \p Errno is a
/// symbol for what stands there from earlier, or null where the path itself
/// has just set it.
ProgramStateRef leaveErrno(ProgramStateRef State,
                           const clang::ento::CallEvent &Call, unsigned Count,
                           SymbolRef &Errno);

/// Evaluates \p Call, which gives the place of errno: one and the same on a
/// path.  Where the analyzer's own model of errno has evaluated it, this is not
/// asked, and the place is taken from there.
bool evalErrnoPlace(const clang::ento::CallEvent &Call,
                    clang::ento::CheckerContext &C);

/// The program asked for the place of errno: let it find the value there.
ProgramStateRef showErrno(ProgramStateRef State,
                          const clang::ento::CallEvent &Call);

/// The program wrote \p Value to \p Place, which may be errno.
ProgramStateRef errnoWritten(ProgramStateRef State, const MemRegion *Place,
                             SVal Value);

/// A function without a body was called: it may have looked at errno, and
/// what it answers may be all that the program asks.
ProgramStateRef errnoShownTo(ProgramStateRef State,
                             const clang::ento::CallEvent &Call);

} // namespace closewait

#endif // CLOSEWAIT_ERRNO_H
