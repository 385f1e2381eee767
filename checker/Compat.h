//===- Compat.h - What differs between LLVM 14, 16, 19 and 22 ---*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The only file that says LLVM_VERSION_MAJOR.  Everything here is a thin name
// over what one version calls this and another that.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_COMPAT_H
#define CLOSEWAIT_COMPAT_H

#include "clang/AST/Attr.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/StaticAnalyzer/Core/BugReporter/BugType.h"
#include "clang/StaticAnalyzer/Core/Checker.h"
#include "clang/StaticAnalyzer/Core/PathDiagnosticConsumers.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/CallEvent.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/CheckerContext.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/ExprEngine.h"
#include "clang/StaticAnalyzer/Frontend/AnalysisConsumer.h"
#include "clang/StaticAnalyzer/Frontend/CheckerRegistry.h"
#include "llvm/Config/llvm-config.h"
#if LLVM_VERSION_MAJOR >= 19
#include "clang/StaticAnalyzer/Core/BugReporter/BugSuppression.h"
#endif

namespace closewait {
namespace compat {

/// Where \p Region lives, as far as the region alone says.
inline const clang::ento::MemSpaceRegion *
memorySpace(const clang::ento::MemRegion *Region) {
#if LLVM_VERSION_MAJOR >= 21
  return Region->getRawMemorySpace();
#else
  return Region->getMemorySpace();
#endif
}

/// The number in a constant value.
template <typename ConcreteInt>
const llvm::APSInt *numberIn(const ConcreteInt &Value) {
#if LLVM_VERSION_MAJOR >= 21
  return Value.getValue().get();
#else
  return &Value.getValue();
#endif
}

/// The symbol for what \p Region held when the path began.
inline clang::ento::SymbolRef
symbolFor(clang::ento::SymbolManager &Symbols,
          const clang::ento::TypedValueRegion *Region) {
#if LLVM_VERSION_MAJOR >= 21
  return Symbols.acquire<clang::ento::SymbolRegionValue>(Region);
#else
  return Symbols.getRegionValueSymbol(Region);
#endif
}

/// A fresh symbol of type \p T for what \p Call gives or sets.
inline clang::ento::DefinedOrUnknownSVal
conjure(clang::ento::SValBuilder &SVB, const clang::ento::CallEvent &Call,
        clang::QualType T, unsigned Count, const void *Tag) {
#if LLVM_VERSION_MAJOR >= 21
  return SVB.conjureSymbolVal(Call, T, Count, Tag);
#else
  return SVB.conjureSymbolVal(Tag, Call.getOriginExpr(),
                              Call.getLocationContext(), T, Count);
#endif
}

/// A fresh symbol of type \p T for the value of the expression \p E.
inline clang::ento::DefinedOrUnknownSVal conjure(const clang::Expr *E,
                                                 clang::QualType T,
                                                 clang::ento::CheckerContext &C,
                                                 const void *Tag) {
  clang::ento::SValBuilder &SVB = C.getSValBuilder();
#if LLVM_VERSION_MAJOR >= 21
  return SVB.conjureSymbolVal(Tag, C.getCFGElementRef(), C.getLocationContext(),
                              T, C.blockCount());
#else
  return SVB.conjureSymbolVal(Tag, E, C.getLocationContext(), T,
                              C.blockCount());
#endif
}

/// Forgets what \p Targets hold, as after a call that wrote to them.
inline clang::ento::ProgramStateRef
invalidate(clang::ento::ProgramStateRef State,
           llvm::ArrayRef<clang::ento::SVal> Targets, const clang::ento::CallEvent &Call, unsigned Count,
           clang::ento::RegionAndSymbolInvalidationTraits &Traits) {
#if LLVM_VERSION_MAJOR >= 21
  auto Where = Call.getCFGElementRef();
#else
  const clang::Expr *Where = Call.getOriginExpr();
#endif
  return State->invalidateRegions(Targets, Where, Count,
                                  Call.getLocationContext(),
                                  /*CausesPointerEscape=*/false,
                                  /*IS=*/nullptr, /*Call=*/nullptr, &Traits);
}

/// Forgets what \p Target holds, at \p Where.
inline clang::ento::ProgramStateRef
invalidate(clang::ento::ProgramStateRef State, clang::ento::SVal Target,
           const clang::Expr *Where, clang::ento::CheckerContext &C) {
  return State->invalidateRegions(Target,
#if LLVM_VERSION_MAJOR >= 21
                                  C.getCFGElementRef(),
#else
                                  Where,
#endif
                                  C.blockCount(), C.getLocationContext(),
                                  /*CausesPointerEscape=*/false);
}

/// Tells \p BR which function the run began with.
inline void setEntryPoint(clang::ento::BugReporter &BR,
                          const clang::Decl *Function) {
#if LLVM_VERSION_MAJOR >= 19
  BR.setAnalysisEntryPoint(Function);
#endif
}

/// Whether the user suppresses reports at \p S, a statement of \p Function.
/// Clang reads its attribute so from LLVM 19 on.
inline bool isSuppressedAt(const clang::Stmt *S, const clang::Decl *Function) {
#if LLVM_VERSION_MAJOR >= 19
  const clang::ASTContext &Ctx = Function->getASTContext();
  clang::AnalysisDeclContext Body(/*Manager=*/nullptr, Function);
  clang::ento::PathDiagnosticLocation Place(S, Ctx.getSourceManager(), &Body);
  return clang::ento::BugSuppression(Ctx).isSuppressed(Place, Function, {});
#else
  return false;
#endif
}

/// Whether a path ends at \p Element for no reason of the program: the analyzer
/// goes no further where a cleanup function is called, which LLVM's control
/// flow shows from 18 on.
inline bool isDeadEnd(const clang::CFGElement &Element) {
#if LLVM_VERSION_MAJOR >= 18
  return Element.getKind() == clang::CFGElement::CleanupFunction;
#else
  return false;
#endif
}

/// All nodes of \p G, an ExplodedGraph, in no order.
template <typename Graph> auto nodesOf(Graph &G) {
#if LLVM_VERSION_MAJOR >= 18
  return G.nodes();
#else
  return llvm::make_range(G.nodes_begin(), G.nodes_end());
#endif
}

/// The options of the analyzer in this run.
inline clang::AnalyzerOptions &
analyzerOptions(clang::CompilerInstance &Compiler) {
#if LLVM_VERSION_MAJOR >= 18
  return Compiler.getAnalyzerOpts();
#else
  return *Compiler.getAnalyzerOpts();
#endif
}

/// Has \p Consumer told of all reports of \p Analysis, which comes to own it.
inline void
addConsumer(clang::ento::AnalysisASTConsumer &Analysis,
            std::unique_ptr<clang::ento::PathDiagnosticConsumer> Consumer) {
#if LLVM_VERSION_MAJOR >= 22
  Analysis.AddDiagnosticConsumer(std::move(Consumer));
#else
  Analysis.AddDiagnosticConsumer(Consumer.release());
#endif
}

/// Frees \p Consumers.
inline void free(clang::ento::PathDiagnosticConsumers &Consumers) {
#if LLVM_VERSION_MAJOR < 22
  for (clang::ento::PathDiagnosticConsumer *Each : Consumers)
    delete Each;
#endif
  Consumers.clear();
}

/// Adds one checker to the registry of the host clang.
inline void addChecker(clang::ento::CheckerRegistry &Registry,
                       void (*Register)(clang::ento::CheckerManager &),
                       bool (*Should)(const clang::ento::CheckerManager &),
                       llvm::StringRef Name, llvm::StringRef Text,
                       bool Hidden) {
  Registry.addChecker(Register, Should, Name, Text, /*DocsUri=*/"", Hidden);
}

} // namespace compat
} // namespace closewait

// The file systems of LLVM have a virtual exists() from 19 on.
#if LLVM_VERSION_MAJOR >= 19
#define CLOSEWAIT_OVERRIDES_EXISTS override
#else
#define CLOSEWAIT_OVERRIDES_EXISTS
#endif

// check::Bind tells from LLVM 22 on whether a declaration initialises.
#if LLVM_VERSION_MAJOR >= 22
#define CLOSEWAIT_BIND_EXTRA , bool /*AtDeclInit*/
#else
#define CLOSEWAIT_BIND_EXTRA
#endif

#endif // CLOSEWAIT_COMPAT_H
