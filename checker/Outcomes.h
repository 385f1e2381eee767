//===- Outcomes.h - How the paths of one function come out ------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Whether an ending was swallowed, or decided by a stale errno, is a statement
// over all paths of a function: what the ended path returns and writes is
// compared with the paths that go on reading (the *kept* ones).  Paths are
// filed here as they come to their decision, and compared when the analysis of
// the function is complete.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_OUTCOMES_H
#define CLOSEWAIT_OUTCOMES_H

#include "Descriptors.h"
#include "Errno.h"
#include "SocketVerdict.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

#include <memory>
#include <vector>

namespace closewait {

/// A defect, found and not yet worded.
struct Finding {
  Verdict Is;
  SymbolRef Fd; ///< Null for a hang-up.
  SocketEntry Entry;
  const clang::ento::ExplodedNode *Node;
  const MemRegion *Event = nullptr; ///< Of a hang-up: epoll_event or pollfd.
  bool AtWait = false;              ///< It is waited for again, not read again.
  bool AtHome = false;   ///< Lost in a helper; the frame that held it called.
  bool AtEnd = false;    ///< The path falls off the end of its function.
  bool EndsPath = false; ///< pthread_exit(), throw: but not of the process.
  /// Ends of paths that go on reading, with which this one was compared, or
  /// null; paths that were compared with the same ones share it.
  std::shared_ptr<const std::vector<const clang::ento::ExplodedNode *>> Kept =
      nullptr;
};

/// What brings a path to its decision.
enum class Decision { NextValue, NextWait, Return };

/// How one path came out for one socket.
struct PathEnd {
  Decision By;
  SymbolRef Fd;
  const clang::Decl *Frame; ///< The function of the frame that decides.
  SocketEntry Entry;        ///< With errno taken into account.
  ErrnoSays Errno;          ///< What the path asked of errno.
  const clang::ento::ExplodedNode *Node;
  const clang::Stmt *Where; ///< The return statement, if there is one.
  bool AllWell;       ///< No socket of the path was closed, freed or ended.
  bool CallerUnknown; ///< The frame's caller is not on the path.
  SVal Returns;
  const MemRegion *Event = nullptr; ///< Of a hang-up that is still pending.

  ProgramStateRef state() const { return Node->getState(); }
};

/// What the paths that settled a 0 knew of the errno symbol it left: a bit for
/// each ErrnoSays.
using SettledMap = llvm::DenseMap<SymbolRef, unsigned>;

class Outcomes {
public:
  void add(const PathEnd &End) { (End.Event ? Hangups : Ends).push_back(End); }

  /// Data led back to a read of \p Fd in a loop of the deciding frame.
  void addPump(SymbolRef Fd) { Pumps.insert(Fd); }

  /// The 0 whose errno symbol is \p Stale was closed or handed on by a path
  /// that knew \p Side of errno.
  void addSettled(SymbolRef Stale, ErrnoSays Side) {
    Settled[Stale] |= 1U << unsigned(Side);
  }

  /// Compares the paths; what they show is appended to \p Found.
  /// \returns whether a path of an ended socket found none to be compared with.
  bool compare(std::vector<Finding> &Found) const;

  /// The same of a run that has followed the short paths only, for those that
  /// came back from the function that it began with.
  void compareReturns(std::vector<Finding> &Found) const;

  void clear() {
    Ends.clear();
    Hangups.clear();
    Pumps.clear();
    Settled.clear();
  }

private:
  void compareHangups(std::vector<Finding> &Found) const;

  std::vector<PathEnd> Ends;
  std::vector<PathEnd> Hangups;
  llvm::DenseSet<SymbolRef> Pumps;
  SettledMap Settled;
};

} // namespace closewait

#endif // CLOSEWAIT_OUTCOMES_H
