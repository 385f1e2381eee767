//===- Descriptors.h - Which value is which descriptor ----------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Identity and reach: the symbol of a descriptor, the way that led to it
// (`c`, then `c->fd`), the frame through whose variables it was reached, and
// what on the path still refers to it.  Questions only; no state is changed.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DESCRIPTORS_H
#define CLOSEWAIT_DESCRIPTORS_H

#include "Handles.h"
#include "Names.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallVector.h"

namespace closewait {

/// The symbol that an argument stands for when it is taken as a descriptor,
/// or null: constants are none of ours.
SymbolRef descriptorOf(SVal Value);

/// The way to a descriptor: its own symbol first, then the pointers that it
/// was loaded through, and the variable at the root, if there is one.
struct Way {
  llvm::SmallVector<SymbolRef, 4> Steps;
  /// The variable at the root, or the object of a method; or null.
  const MemRegion *Start = nullptr;
  /// Elements of arrays that it leads through: the array's name, and the index
  /// (unknown: the first).
  llvm::SmallVector<std::pair<const clang::ValueDecl *, SVal>, 2> Elements;
  /// The variable at the root, or null.
  const clang::ento::VarRegion *root() const {
    return llvm::dyn_cast_or_null<clang::ento::VarRegion>(Start);
  }
  bool has(SymbolRef S) const;
  bool startsAtParameter() const;
  bool startsAtGlobal() const;
  /// The one connection that a function was given: `fd` or `c->fd`, where `fd`
  /// or `c` is a parameter.
  bool isParametersOwn() const {
    return Steps.size() <= 2 && Elements.empty() && startsAtParameter();
  }
  /// A plain global: the descriptor itself, or a field of a global object; a
  /// table of connections is none.
  bool isPlainGlobal() const {
    return Steps.size() == 1 && Elements.empty() && startsAtGlobal();
  }
};
Way wayTo(SymbolRef Fd);

/// Whether the path can have a real socket in \p Fd: not -1, and none of the
/// three descriptors that every process is born with.
bool isOpenDescriptor(ProgramStateRef State, SymbolRef Fd);

/// The variable or field that a symbol was loaded from, or null.
const clang::ValueDecl *declOf(SymbolRef Fd);
/// The same for a region.
const clang::ValueDecl *declOf(const MemRegion *Region);

/// Where \p Fd stands, as far as \p Entry knows: where it was last stored, or
/// else where it was loaded from; or null.
const MemRegion *slotOf(SymbolRef Fd, const SocketEntry &Entry);

/// The outermost frame of the path through whose variables \p Fd is reached.
const clang::StackFrameContext *
decidingFrame(ProgramStateRef State, SymbolRef Fd,
              const clang::LocationContext *Here);

/// Whether a variable of the path holds a step of \p W.
bool isHeld(ProgramStateRef State, const Way &W);

/// Whether \p Region is memory that outlives the path: neither a variable of a
/// frame nor an object that the path alone knows.
bool outlivesPath(ProgramStateRef State, const MemRegion *Region);

/// Whether \p Region is what a table has for a socket: `clients[fd].dead`.
bool isSocketsEntry(ProgramStateRef State, const MemRegion *Region);

/// All that the path refers to, from one look over its store: for questions
/// about many descriptors.  The object \p Except and the variables of \p Ending
/// and its callees do not count.
class References {
public:
  explicit References(ProgramStateRef State, const MemRegion *Except = nullptr,
                      const clang::StackFrameContext *Ending = nullptr);

  /// Whether something refers to \p Fd, or to a handle of it.
  bool leadTo(SymbolRef Fd) const;

private:
  void note(SymbolRef S, const MemRegion *Holder);

  ProgramStateRef State;
  llvm::DenseSet<SymbolRef> Held; ///< By something that is not private.
  llvm::DenseMap<SymbolRef, llvm::SmallVector<SymbolRef, 1>> PrivateHolders;
};

/// The same for one descriptor.
bool isReferenced(ProgramStateRef State, SymbolRef Fd,
                  const MemRegion *Except = nullptr,
                  const clang::StackFrameContext *Ending = nullptr);

/// Whether something beside the slot \p Place still refers to \p Fd.
bool isReferencedBeside(ProgramStateRef State, SymbolRef Fd,
                        const MemRegion *Place);

/// Whether a slot of \p Object holds \p Fd.
bool isHeldBy(ProgramStateRef State, SymbolRef Fd, const MemRegion *Object);

/// Binds back what \p Place held, if that is \p Fd and has been forgotten.
ProgramStateRef keepAt(ProgramStateRef Before, ProgramStateRef After,
                       const MemRegion *Place, SymbolRef Fd);

/// Binds back the descriptors that a call has made the analyzer forget: no call
/// that is modelled stores another descriptor where one stands, except in what
/// is \p Written, the regions that it was given.
ProgramStateRef keepDescriptors(ProgramStateRef Before, ProgramStateRef After,
                                llvm::ArrayRef<const MemRegion *> Written);

/// Whether \p A and \p B were reached through the same object or parameter.
bool haveCommonRoot(SymbolRef A, SymbolRef B);

/// Whether \p From can be used to reach \p Fd.
bool leadsTo(ProgramStateRef State, SVal From, SymbolRef Fd);

/// What \p E, an lvalue without side effects, holds now.
SVal valueOf(const clang::Expr *E, ProgramStateRef State,
             const clang::LocationContext *LCtx);

} // namespace closewait

#endif // CLOSEWAIT_DESCRIPTORS_H
