//===- Evidence.h - What speaks for a socket --------------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One look over the syntax of the translation unit, before any path: which
// variables, parameters, fields and functions hold sockets, which hold
// something else, and which are only watched.  Evidence flows from argument to
// parameter, with every assignment, from what a function returns to where that
// is stored, and back from a parameter or a result that only a socket could
// serve to what is passed or returned for it.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_EVIDENCE_H
#define CLOSEWAIT_EVIDENCE_H

#include "Callees.h"
#include "Descriptors.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

namespace closewait {

class EvidenceMap {
public:
  EvidenceMap(clang::ASTContext &Ctx, const SocketModel &Model);

  /// What is known of the variable, parameter, field or function \p D.
  Evidence of(const clang::ValueDecl *D) const;

  /// What is known of \p Fd, loaded from where its symbol says, and named by
  /// \p Spelling.
  Evidence of(SymbolRef Fd, const clang::Expr *Spelling) const;

  /// Whether \p Array is indexed by \p Index anywhere in the unit.
  bool isIndexOf(const clang::ValueDecl *Index,
                 const clang::ValueDecl *Array) const {
    return Indices.count(
               {Array->getCanonicalDecl(), Index->getCanonicalDecl()}) != 0;
  }

  /// Whether a pthread_create of this unit starts \p Thread and gives it \p Fd:
  /// by value, or in an allocated cell.
  bool isGivenToThread(const clang::FunctionDecl *Thread, SymbolRef Fd) const;

  /// The row by which a call of this unit registers \p Function, or null.
  const FunctionModel *callbackOf(const clang::FunctionDecl *Function) const {
    return Function ? Callbacks.lookup(Function->getCanonicalDecl()) : nullptr;
  }

  /// Whether the body of \p Function has a read in it.
  bool reads(const clang::Decl *Function) const {
    return Readers.count(Function->getCanonicalDecl()) != 0;
  }

  /// Whether anything in the unit holds a socket, or may.
  bool hasSockets() const {
    return !Sockets.empty() || !Served.empty() || !Watched.empty() ||
           !Readers.empty() || !Callbacks.empty();
  }

  /// Whether a pthread_create of this unit starts \p Function.
  bool isThread(const clang::FunctionDecl *Function) const {
    return Function && Threads.count(Function->getCanonicalDecl()) != 0;
  }

  /// Whether the unit starts any thread.
  bool hasThreads() const { return !Threads.empty(); }

  /// The row of the function that \p Call calls, or null.
  const FunctionModel *modelOf(const clang::CallExpr *Call) const {
    return rowOf(Call, Model);
  }

  /// What is known of the body of the function that \p Call calls, if it is not
  /// to be seen here; or null.
  const BodyFacts *factsOf(const clang::CallExpr *Call) const {
    return closewait::factsOf(Call->getDirectCallee(), Model);
  }

  /// Adds to \p Facts what other units should know of what holds sockets here,
  /// and what is asked of them.
  void addFlows(SocketModel &Facts) const;

private:
  friend class EvidenceWalk;
  void learnFromOthers();
  bool isSocketElsewhere(const clang::FieldDecl *Field) const;
  using Edges = llvm::DenseMap<const clang::Decl *,
                               llvm::SmallVector<const clang::Decl *, 2>>;
  /// Where a thread is started, and with what.
  struct ThreadStart {
    const clang::FunctionDecl *Starter;
    const clang::Expr *Argument;
    bool IsSocket = false; ///< The argument is a socket, or points to one.
    llvm::SmallVector<const clang::FieldDecl *, 4> Fields; ///< Of the cell.
  };
  void spread(llvm::DenseSet<const clang::Decl *> &Set, const Edges &Along);

  const SocketModel &Model;
  llvm::DenseSet<const clang::Decl *> Sockets; ///< Hold sockets.
  llvm::DenseSet<const clang::Decl *> Served;  ///< Go to sockets-only calls.
  llvm::DenseSet<const clang::Decl *> Others;  ///< Hold something else.
  /// Hold sockets that were opened for datagrams, and no others.
  llvm::DenseSet<const clang::Decl *> Datagrams;
  llvm::DenseSet<const clang::Decl *> Watched;
  llvm::DenseSet<const clang::Decl *> Used; ///< As descriptors.
  /// Fields for which a rule asked whether other units keep sockets there.
  mutable llvm::DenseMap<const clang::Decl *, bool> Elsewhere;
  llvm::DenseSet<const clang::Decl *> Readers; ///< Functions that read.
  llvm::DenseMap<const clang::Decl *, ThreadStart> Threads; ///< By function.
  llvm::DenseMap<const clang::Decl *, const FunctionModel *> Callbacks;
  llvm::DenseSet<std::pair<const clang::Decl *, const clang::Decl *>> Indices;
  Edges Down; ///< From what is given to what receives it.
  Edges Up;   ///< The other way round.
};

} // namespace closewait

#endif // CLOSEWAIT_EVIDENCE_H
