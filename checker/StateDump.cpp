//===- StateDump.cpp - The plugin's share of a state, in words ------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PathState.h"

using namespace clang;
using namespace ento;
using namespace closewait;

/// Prints " NAME WHAT", if there is one.
template <typename T>
static void print(llvm::raw_ostream &Out, const char *Name, const T *What) {
  if (What)
    Out << ' ' << Name << ' ' << What;
}

static void print(llvm::raw_ostream &Out, const SocketEntry &Entry) {
  Out << Entry.State.name() << ", state " << Entry.State.key() << ", epoch "
      << Entry.Epoch;
  print(Out, "place", Entry.Place);
  print(Out, "errno", Entry.Errno);
  print(Out, "wrote", Entry.Write.Result);
}

void closewait::dump(llvm::raw_ostream &Out, ProgramStateRef State,
                     const char *Newline) {
  for (const auto &Socket : sockets(State)) {
    Out << "socket " << Socket.first << ' ';
    print(Out, Socket.second);
    Out << Newline;
  }
  const ErrnoView Errno = errnoView(State);
  if (Errno.Place || Errno.Value || Errno.SetByProgram) {
    Out << "errno";
    print(Out, "at", Errno.Place);
    print(Out, "holds", Errno.Value);
    print(Out, "judged by", Errno.Oracle);
    Out << (Errno.SetByProgram ? " set by the program" : "");
    Out << Newline;
  }
  for (const auto &Handle : handles(State))
    Out << "handle " << Handle.first << " of " << Handle.second << Newline;
  for (SymbolRef Object : privateHeap(State))
    Out << "private object " << Object << Newline;
  for (const auto &Write : outerWrites(State))
    Out << "wrote " << Write.first << " in epoch " << Write.second.Epoch
        << Newline;
  for (const auto &Step : steps(State))
    Out << "stepped " << Step.first.Variable << " in epoch " << Step.first.Epoch
        << Newline;
  for (const auto &Returned : returnedValues(State))
    Out << "returned " << Returned.second << Newline;
  if (const MemRegion *Event = pendingHangup(State).Event)
    Out << "hang-up in " << Event << Newline;
  if (anySocketGone(State))
    Out << "a socket is gone" << Newline;
  if (endings(State) != 0)
    Out << "epoch " << endings(State) << Newline;
}
