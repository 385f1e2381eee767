//===- StandardLibrary.h - What std:: can do to descriptors -----*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Strings, streams, locks and containers of plain things close nothing: a
// connection whose data go to a std::string is still there afterwards.  And of
// a string the path knows what it answered, as long as nothing was added.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_STANDARDLIBRARY_H
#define CLOSEWAIT_STANDARDLIBRARY_H

#include "Numbers.h"

namespace closewait {

/// Whether \p F belongs to the C++ standard library, and nothing that it is
/// instantiated with can make it run code of the project.
bool isPlainStandard(const clang::FunctionDecl *F);

/// Whether \p F gives access to what stands in an object of the standard
/// library, or looks at that, and takes nothing out of it: `conns[fd]`, `++it`,
/// `conns.size()`.
bool isAccess(const clang::FunctionDecl *F);

/// Whether \p F asks something of the standard library for a number: what a
/// read has left there, `in.empty()` or `in == ""` tells.
bool isQuestion(const clang::FunctionDecl *F);

/// What \p Call, after which the path is in \p State, makes of strings: one to
/// which nothing was assigned (`in.assign(buf, 0)`, the end of the stream) is
/// empty, and says so when it is asked; one to which nothing was added answers
/// the same question as before.  Strings are followed where the path has a
/// socket, or is in a function that \p Reads.  Null where the call has been
/// answered as no run answers.
ProgramStateRef followStrings(ProgramStateRef State,
                              const clang::ento::CallEvent &Call, bool Reads,
                              clang::ento::CheckerContext &C);

/// Whether \p Call adds nothing to a string: `in.append(buf, n)`, where n is 0.
bool addsNothing(ProgramStateRef State, const clang::ento::CallEvent &Call);

/// Evaluates \p Call in place of the analyzer, which would forget the string,
/// if it adds nothing.  \returns whether it does.
bool evalAddingNothing(const clang::ento::CallEvent &Call,
                       clang::ento::CheckerContext &C);

/// Forgets the answers of strings that are gone or have changed.
ProgramStateRef forgetStrings(ProgramStateRef State,
                              clang::ento::SymbolReaper &Reaper);

/// Whether \p Call asks a string, and the path has the answer.
bool asksKnown(ProgramStateRef State, const clang::ento::CallEvent &Call);

/// Whether \p F, which is plain, only looks at the number that it gets as
/// argument \p I: `std::to_string(fd)`, `std::cout << fd`.
bool onlyLooksAt(const clang::FunctionDecl *F, unsigned I);

} // namespace closewait

#endif // CLOSEWAIT_STANDARDLIBRARY_H
