//===- PathState.h - What a path keeps in the program state -----*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The plugin's share of the analyzer's ProgramState, behind free functions:
// the descriptors of the path, errno, the path's own allocations, its writes to
// memory that outlives it, what strings have answered, and what happened since
// the last ending.  This file stores and finds; it decides nothing.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_PATHSTATE_H
#define CLOSEWAIT_PATHSTATE_H

#include "Compat.h"
#include "SocketState.h"

#include <tuple>

namespace closewait {

struct FunctionModel;

using clang::ento::MemRegion;
using clang::ento::ProgramStateRef;
using clang::ento::SVal;
using clang::ento::SymbolRef;

/// A call together with the chain of its callers: equal only when the same
/// call is reached the same way.
using CallSite = uint64_t;
CallSite callSite(const clang::Expr *Call, const clang::LocationContext *LCtx);

/// The frame of the function that called the one of \p Frame, or null.
const clang::StackFrameContext *callerOf(const clang::StackFrameContext *Frame);

/// One write that the program tested, or may yet test.
struct WriteAttempt {
  const clang::Expr *Call = nullptr;
  const FunctionModel *By = nullptr; ///< Its row.
  CallSite Site = 0;
  SymbolRef Result = nullptr;
  SymbolRef Errno = nullptr;
  SymbolRef Beside = nullptr; ///< As of an entry.
  unsigned Epoch = 0;         ///< As of an ending: it may have been one.
  /// Another checker has split the path off on which it failed: once the
  /// program looks, that is what it sees.
  bool SplitOff = false;
};

/// Everything a path knows of one descriptor.  The typestate is the pure part;
/// the rest says where it comes from, for rules and words.
struct SocketEntry {
  SocketState State;
  const clang::Expr *Opened = nullptr; ///< The call that gave it, if any.
  const clang::Expr *Last = nullptr;   ///< The call that last read or ended it.
  /// The row of Last; without Last, the row by which the library called the
  /// function of ReadFrame to say what had come.
  const FunctionModel *By = nullptr;
  const clang::Expr *Spelling = nullptr; ///< How the code names it there.
  CallSite Site = 0;                     ///< Of Last.
  CallSite WaitSite = 0;      ///< Of the poll() that has met it since it ended.
  unsigned WaitEpoch = 0;     ///< That meeting began it.
  SymbolRef Errno = nullptr;  ///< Why Last failed: errno as it left it, or what
                              ///< its row has instead.
  SymbolRef Beside = nullptr; ///< errno itself, where its row has another.
  const clang::StackFrameContext *ReadFrame = nullptr; ///< Where Last stands.
  /// Owned: the frame that holds it.  Borrowed: the frame that decides; null
  /// once it has.
  const clang::StackFrameContext *Home = nullptr;
  unsigned Epoch = 0; ///< Counts the path's endings: which one is this.
  const MemRegion *Place = nullptr; ///< Where its value was last stored.
  /// Given by standing in Place, and only so: the slot rule speaks of it still.
  bool OnlyStored = false;
  /// An fd_set of the function holds it, too: it is not lost before that ends.
  bool InLocalSet = false;
  bool Ignored = false;     ///< Nothing ever looks at what Last returned.
  bool ObjectFreed = false; ///< The object it was reached through is gone.
  WriteAttempt Write;

  explicit SocketEntry(SocketState S) : State(S) {}
  bool operator==(const SocketEntry &O) const;
  void Profile(llvm::FoldingSetNodeID &ID) const;
};

/// A write to memory that outlives the path, or, after an ending, to a variable
/// of the frame that has still to decide.
struct OuterWrite {
  SVal Value;
  const clang::Stmt *By;
  unsigned Epoch; ///< How many endings the path had seen.
  bool operator==(const OuterWrite &O) const {
    return Value == O.Value && By == O.By && Epoch == O.Epoch;
  }
  void Profile(llvm::FoldingSetNodeID &ID) const;
};

/// errno, as far as the path's socket calls set it.
struct ErrnoView {
  const MemRegion *Place = nullptr;    ///< Where the program last saw it.
  SymbolRef Value = nullptr;           ///< What the last failing call left.
  bool SetByProgram = false;           ///< The path itself set it (errno = 0).
  SymbolRef Oracle = nullptr;          ///< What an opaque function said ...
  SymbolRef Asked = nullptr;           ///< ... of this code,
  const clang::Expr *Judged = nullptr; ///< or of what this read returned.
  bool operator==(const ErrnoView &O) const {
    return Place == O.Place && Value == O.Value &&
           SetByProgram == O.SetByProgram && Oracle == O.Oracle &&
           Asked == O.Asked && Judged == O.Judged;
  }
  void Profile(llvm::FoldingSetNodeID &ID) const;
};

/// A question to a string of the standard library: how long it is, or what the
/// call asks.
struct StringQuestion {
  const MemRegion *String;
  const clang::Expr *Call = nullptr;
  bool operator==(const StringQuestion &O) const {
    return String == O.String && Call == O.Call;
  }
  bool operator<(const StringQuestion &O) const {
    return std::tie(String, Call) < std::tie(O.String, O.Call);
  }
  void Profile(llvm::FoldingSetNodeID &ID) const {
    ID.AddPointer(String);
    ID.AddPointer(Call);
  }
};

/// What it answered, and what the analyzer knew it by, then.
struct StringAnswer {
  SVal Is, Content;
  bool operator==(const StringAnswer &O) const {
    return Is == O.Is && Content == O.Content;
  }
  void Profile(llvm::FoldingSetNodeID &ID) const;
};

/// An event that said hang-up and has not been answered.
struct PendingHangup {
  const MemRegion *Event = nullptr; ///< The epoll_event or pollfd.
  bool operator==(const PendingHangup &O) const { return Event == O.Event; }
  void Profile(llvm::FoldingSetNodeID &ID) const;
};

using SocketMap = llvm::ImmutableMap<SymbolRef, SocketEntry>;
using WriteMap = llvm::ImmutableMap<const MemRegion *, OuterWrite>;
/// A variable, and an epoch in which it was given another value.
struct Step {
  const MemRegion *Variable;
  unsigned Epoch;
  bool operator==(const Step &O) const {
    return Variable == O.Variable && Epoch == O.Epoch;
  }
  bool operator<(const Step &O) const {
    return std::tie(Variable, Epoch) < std::tie(O.Variable, O.Epoch);
  }
  void Profile(llvm::FoldingSetNodeID &ID) const {
    ID.AddPointer(Variable);
    ID.AddInteger(Epoch);
  }
};
using StepMap = llvm::ImmutableMap<Step, SVal>;

SocketMap sockets(ProgramStateRef State);
const SocketEntry *socketOf(ProgramStateRef State, SymbolRef Fd);
ProgramStateRef setSocket(ProgramStateRef State, SymbolRef Fd,
                          const SocketEntry &Entry);
ProgramStateRef dropSocket(ProgramStateRef State, SymbolRef Fd);
/// Moves the typestate of \p Fd, if it is tracked, by \p Event.
ProgramStateRef advance(ProgramStateRef State, SymbolRef Fd, SocketEvent Event);

const ErrnoView &errnoView(ProgramStateRef State);
ProgramStateRef setErrnoView(ProgramStateRef State, const ErrnoView &View);

/// Memory that this path allocated and that no other code can reach yet.
bool isPrivateHeap(ProgramStateRef State, SymbolRef Pointer);
ProgramStateRef addPrivateHeap(ProgramStateRef State, SymbolRef Pointer);
ProgramStateRef dropPrivateHeap(ProgramStateRef State, SymbolRef Pointer);
llvm::ImmutableSet<SymbolRef> privateHeap(ProgramStateRef State);

/// Descriptors and private objects that the call under way can reach.
llvm::ImmutableSet<SymbolRef> reached(ProgramStateRef State);
ProgramStateRef addReached(ProgramStateRef State, SymbolRef S);
ProgramStateRef clearReached(ProgramStateRef State);

/// The descriptor behind a handle (fdopen), or null.
SymbolRef behindHandle(ProgramStateRef State, SymbolRef Handle);
/// Ties them; who ends a handle that \p Borrows closes nothing.
ProgramStateRef setHandle(ProgramStateRef State, SymbolRef Handle, SymbolRef Fd,
                          bool Borrows = false);
bool isBorrowing(ProgramStateRef State, SymbolRef Handle);
ProgramStateRef dropHandle(ProgramStateRef State, SymbolRef Handle);
llvm::ImmutableMap<SymbolRef, SymbolRef> handles(ProgramStateRef State);

WriteMap outerWrites(ProgramStateRef State);
ProgramStateRef addOuterWrite(ProgramStateRef State, const MemRegion *Where,
                              const OuterWrite &Write);

/// How many endings the path has seen, writes that may have been one included:
/// the epoch in which it is.
unsigned endings(ProgramStateRef State);
/// One more ending: a new epoch begins.
ProgramStateRef startEpoch(ProgramStateRef State);
/// Forgets the epochs, all notes by epoch, and an errno that the program has
/// not tested, if no descriptor of the path needs them any more: paths without
/// another difference become one.
ProgramStateRef forgetEpochs(ProgramStateRef State);
/// Forgets all that this file stores: the path is followed no further.
ProgramStateRef forgetEverything(ProgramStateRef State);
/// Forgets an errno that the program has looked at, likewise.  `errno = 0` is
/// two steps: not in between.
ProgramStateRef forgetErrno(ProgramStateRef State);
/// The program waits for events: forgets that a socket is gone, likewise.
ProgramStateRef forgetRound(ProgramStateRef State);

/// The path steps \p Variable, which was \p Before.
ProgramStateRef addStep(ProgramStateRef State, const MemRegion *Variable,
                        SVal Before);
/// All steps of the path, each with what the variable was before.
StepMap steps(ProgramStateRef State);

/// A condition depends on \p D; and whether one has since the epoch \p Since.
ProgramStateRef addConsulted(ProgramStateRef State, const clang::Decl *D);
bool isConsultedSince(ProgramStateRef State, const clang::Decl *D,
                      unsigned Since);

/// A string of the standard library is known to be empty since the path's last
/// ending; and whether it is.
ProgramStateRef addEmptied(ProgramStateRef State, const MemRegion *String);
ProgramStateRef dropEmptied(ProgramStateRef State, const MemRegion *String);
bool isEmptied(ProgramStateRef State, const MemRegion *String);

/// What strings have answered.
using AnswerMap = llvm::ImmutableMap<StringQuestion, StringAnswer>;
AnswerMap stringAnswers(ProgramStateRef State);
ProgramStateRef setStringAnswer(ProgramStateRef State,
                                const StringQuestion &Question,
                                const StringAnswer &Answer);
ProgramStateRef dropStringAnswer(ProgramStateRef State,
                                 const StringQuestion &Question);

/// The path waits, sleeps or looks at the clock; and whether it has.
ProgramStateRef letTimePass(ProgramStateRef State);
bool timePassedSince(ProgramStateRef State, unsigned Since);

/// A condition asks the time; and whether one has.
ProgramStateRef addClockConsulted(ProgramStateRef State);
bool clockConsultedSince(ProgramStateRef State, unsigned Since);

/// What the function of \p Frame gives back, from its return statement on
/// until its caller goes on.
SVal returnedValue(ProgramStateRef State,
                   const clang::StackFrameContext *Frame);
ProgramStateRef setReturnedValue(ProgramStateRef State,
                                 const clang::StackFrameContext *Frame,
                                 SVal Value);
ProgramStateRef forgetReturnedTo(ProgramStateRef State,
                                 const clang::StackFrameContext *Caller);
/// All of them.
llvm::ImmutableMap<const clang::StackFrameContext *, SVal>
returnedValues(ProgramStateRef State);

/// Whether the path closed, freed or ended any socket.
bool anySocketGone(ProgramStateRef State);
ProgramStateRef noteSocketGone(ProgramStateRef State);

/// Whether the path has come to a decision that a finding may follow from.
bool anyDecision(ProgramStateRef State);
ProgramStateRef noteDecision(ProgramStateRef State);

const PendingHangup &pendingHangup(ProgramStateRef State);
ProgramStateRef setPendingHangup(ProgramStateRef State,
                                 const PendingHangup &Hangup);

/// Prints all of this as a part of the analyzer's state: see
/// clang_analyzer_printState() of debug.ExprInspection.
void dump(llvm::raw_ostream &Out, ProgramStateRef State, const char *Newline);

} // namespace closewait

#endif // CLOSEWAIT_PATHSTATE_H
