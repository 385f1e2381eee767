//===- Syntax.h - Small questions to the syntax tree ------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_SYNTAX_H
#define CLOSEWAIT_SYNTAX_H

#include "Evidence.h"

namespace closewait {

/// Whether nothing ever looks at the value of \p E.
bool isDiscarded(const clang::Expr *E, const clang::LocationContext *LCtx);

/// Whether the value of \p E decides nothing but whether the same is done
/// again: `while (read(fd, &c, 1) > 0);`, or not even that: `if (read(…) < 0)
/// {}`.
bool isIdleCondition(const clang::Expr *E, const clang::LocationContext *LCtx);

/// Whether a call gets the value of \p E, or what is computed from it.
bool isGivenToCall(const clang::Expr *E, const clang::LocationContext *LCtx);

/// The variable or field that the result of \p Call is stored in, or null.
const clang::ValueDecl *assignedFrom(const clang::Expr *Call,
                                     const clang::LocationContext *LCtx);

/// Whether \p Function has no loop, and gives back the same number wherever it
/// does not fail: what a short path shows no long one can put right.
bool anyPathSpeaks(const clang::Decl *Function);

/// Whether \p S lets something else refer to \p D: a pointer, a reference, a
/// lambda.
bool makesAlias(const clang::Stmt *S, const clang::VarDecl *D);

/// Whether what \p Var, a local variable, holds at \p N may be read behind
/// \p N.
bool isReadBehind(const clang::ento::ExplodedNode *N,
                  const clang::ento::VarRegion *Var);

/// How the code calls what the result of \p Call is stored in, or "".
std::string assignedName(const clang::Expr *Call, clang::ASTContext &Ctx);

/// \p E as the code has it, without casts: "c->fd".
std::string spelled(const clang::Expr *E, clang::ASTContext &Ctx);

/// The name of the function that \p E calls, with "()", or "the call".
std::string calleeName(const clang::Expr *E);

/// A call in the body of \p Function that closes the variable or field \p D,
/// or null.  A syntactic look: what the paths say of it is another matter.
const clang::CallExpr *closeIn(const clang::Decl *Function,
                               const clang::ValueDecl *D,
                               const EvidenceMap &Map);

/// Whether \p F is known by its nature not to close what it is given.
bool isHarmless(const clang::FunctionDecl *F);

/// Whether \p F, which has a body, prints what it is given, as printf() does:
/// it passes its arguments to vprintf() or a similar function.
bool printsArguments(const clang::FunctionDecl *F);

/// The function that the compiler calls when the variable around \p Place goes
/// out of scope (`__attribute__((cleanup))`), or null.
const clang::FunctionDecl *cleanupOf(const MemRegion *Place);

/// Whether \p F may close a socket that it is given, keep it or see its end: a
/// syntactic look at its body, if it has one.
bool mayClose(const clang::FunctionDecl *F, const EvidenceMap &Map);

} // namespace closewait

#endif // CLOSEWAIT_SYNTAX_H
