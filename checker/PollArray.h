//===- PollArray.h - The slots that poll() looks at -------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What poll(2) says of its array: it sets revents and leaves fd and events as
// they are; and it reports a socket that has ended at every call, at once, as
// long as the slot asks for POLLIN.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_POLLARRAY_H
#define CLOSEWAIT_POLLARRAY_H

#include "Analysis.h"

namespace closewait {

class PollArray {
public:
  /// The array of \p Call, as \p Row describes it.  There is none if \p Call is
  /// another kind of wait.
  PollArray(const clang::ento::CallEvent &Call, const FunctionModel &Row);

  /// Binds back what poll() leaves as it is.
  ProgramStateRef keep(ProgramStateRef Before, ProgramStateRef After) const;

  /// The call at \p Site is about to wait: files a verdict on each socket that
  /// had ended when the same call met it before.
  ProgramStateRef meet(ProgramStateRef State, CallSite Site,
                       Analysis &Desk) const;

  /// The call at \p Site gives \p Result: the ended sockets that it waited for
  /// are among those that it reports.
  /// \returns null where the path cannot be.
  ProgramStateRef reportEnded(ProgramStateRef State, SVal Result, CallSite Site,
                              const Analysis &Desk) const;

private:
  /// Calls \p Visit with each slot that waits for data of a socket that has
  /// ended: its number, and its descriptor.
  template <typename Visitor>
  void forEachEnded(ProgramStateRef State, const Analysis &Desk,
                    Visitor Visit) const;
  clang::ento::Loc place(ProgramStateRef State, unsigned Slot,
                         const clang::FieldDecl *Field) const;

  SVal Array;
  clang::QualType SlotType;
  const clang::FieldDecl *Fd = nullptr; ///< Null: there is no array.
  const clang::FieldDecl *Events = nullptr;
  const clang::FieldDecl *Revents = nullptr;
};

} // namespace closewait

#endif // CLOSEWAIT_POLLARRAY_H
