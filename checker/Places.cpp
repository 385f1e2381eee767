//===- Places.cpp - Where a report stands ---------------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Places.h"
#include "Numbers.h"

#include "clang/AST/ParentMap.h"

using namespace clang;
using namespace ento;
using namespace closewait;

/// The node at which the object of a socket was freed.
static const ExplodedNode *whereFreed(const Finding &F) {
  for (const ExplodedNode *N = F.Node; N; N = N->getFirstPred()) {
    const SocketEntry *Entry = socketOf(N->getState(), F.Fd);
    if (Entry && !Entry->ObjectFreed && N->getFirstSucc())
      return N->getFirstSucc();
  }
  return F.Node;
}

/// The node at which the path to \p End left \p Frame last, or null.  On
/// another path the frame is another object: what counts is the call.
static const ExplodedNode *whereLeft(const ExplodedNode *End,
                                     const StackFrameContext *Frame) {
  for (const ExplodedNode *N = End; N; N = N->getFirstPred()) {
    const StackFrameContext *Here = N->getStackFrame();
    if (N->getLocation().getAs<CallExitBegin>() &&
        Here->getDecl() == Frame->getDecl() &&
        Here->getCallSite() == Frame->getCallSite())
      return N;
  }
  return nullptr;
}

/// The number that the function gave back which the path left at \p Exit.
static const llvm::APSInt *numberGivenBack(const ExplodedNode *Exit) {
  ProgramStateRef State = Exit ? Exit->getState() : nullptr;
  return State ? numberOf(State, returnedValue(State, Exit->getStackFrame()))
               : nullptr;
}

/// Whether the function of \p Frame let its caller take the end for something
/// else: it gives no result, or the same as on a path that goes on reading.
static bool toldNothing(const Finding &F, const StackFrameContext *Frame) {
  const auto *Function = dyn_cast<FunctionDecl>(Frame->getDecl());
  if (!Function)
    return false;
  if (Function->getReturnType()->isVoidType())
    return true;
  const llvm::APSInt *Given = numberGivenBack(whereLeft(F.Node, Frame));
  return Given && F.Kept &&
         llvm::any_of(*F.Kept, [&](const ExplodedNode *Kept) {
           const llvm::APSInt *Other = numberGivenBack(whereLeft(Kept, Frame));
           return Other && llvm::APSInt::isSameValue(*Given, *Other);
         });
}

/// The frames from the reading one outward, up to the one that decides.
static llvm::SmallVector<const StackFrameContext *, 4>
framesBelow(const Finding &F) {
  llvm::SmallVector<const StackFrameContext *, 4> Frames;
  for (const StackFrameContext *Frame = F.Entry.ReadFrame;
       Frame && Frame != F.Node->getStackFrame() && callerOf(Frame);
       Frame = callerOf(Frame))
    Frames.push_back(Frame);
  return Frames;
}

/// The frame in which the path asked errno what the end meant: in it, or in a
/// function that it calls (`would_block(errno)`).
static const StackFrameContext *askingFrame(const Finding &F) {
  const StackFrameContext *Asked = nullptr;
  for (const ExplodedNode *N = F.Node; N; N = N->getFirstPred()) {
    if (errnoSays(N->getState(), F.Entry.Errno, F.Entry.By) ==
        ErrnoSays::NeverAsked)
      break;
    Asked = N->getStackFrame();
  }
  for (const StackFrameContext *Frame : framesBelow(F))
    if (Frame == Asked || (Asked && Frame->isParentOf(Asked)))
      return Frame;
  return nullptr;
}

/// The innermost frame that told its caller nothing.
static const StackFrameContext *silentFrame(const Finding &F) {
  for (const StackFrameContext *Frame : framesBelow(F))
    if (toldNothing(F, Frame))
      return Frame;
  return nullptr;
}

/// The node at which the frame that holds the socket of \p F called the helper
/// that lost it.
static const ExplodedNode *whereCalled(const Finding &F) {
  const ExplodedNode *N = F.Node;
  while (N && N->getStackFrame() != F.Entry.Home)
    N = N->getFirstPred();
  return N ? N : F.Node;
}

void closewait::settlePlace(Finding &F) {
  if (F.AtHome) {
    F.Node = whereCalled(F);
    return;
  }
  if (F.Entry.ObjectFreed) {
    F.Node = whereFreed(F);
    F.AtEnd = false;
    return;
  }
  const StackFrameContext *Frame = nullptr;
  if (F.Is == Verdict::StaleErrno)
    Frame = askingFrame(F);
  else if (F.Is == Verdict::Swallowed || F.Is == Verdict::Unwatched)
    Frame = silentFrame(F);
  const ExplodedNode *Exit = Frame ? whereLeft(F.Node, Frame) : nullptr;
  if (!Exit)
    return;
  F.Node = Exit;
  F.AtEnd = !Exit->getLocation().castAs<CallExitBegin>().getReturnStmt();
}

const ParmVarDecl *closewait::toldIn(const SocketEntry &Entry) {
  if (Entry.Last || !Entry.By || !Entry.ReadFrame)
    return nullptr;
  const auto *Function = cast<FunctionDecl>(Entry.ReadFrame->getDecl());
  return Function->getParamDecl(Entry.By->Data.Index);
}

bool closewait::learnsOfHangup(const ExplodedNode *N) {
  const ExplodedNode *Before = N->getFirstPred();
  return Before && pendingHangup(N->getState()).Event &&
         !pendingHangup(Before->getState()).Event;
}

SourceLocation closewait::placeOf(const Finding &F) {
  const Stmt *S = F.AtEnd ? nullptr : F.Node->getStmtForDiagnostics();
  return S ? S->getBeginLoc() : F.Node->getStackFrame()->getDecl()->getEndLoc();
}

const MemRegion *closewait::slotOf(const Finding &F) {
  return F.Fd ? slotOf(F.Fd, F.Entry) : nullptr;
}

/// The innermost loop around \p S, or null.
static const Stmt *loopAround(const Stmt *S, const ParentMap &Parents) {
  while (S && !isa<ForStmt, WhileStmt, DoStmt>(S))
    S = Parents.getParent(S);
  return S;
}

bool closewait::isBehindLoopOf(const Finding &A, const Finding &B) {
  const LocationContext *Here = A.Node->getLocationContext();
  const Stmt *PlaceA = A.Node->getStmtForDiagnostics();
  const Stmt *PlaceB = B.Node->getStmtForDiagnostics();
  if (!A.Entry.Opened || !PlaceA ||
      B.Node->getStackFrame()->getDecl() != Here->getStackFrame()->getDecl())
    return false;
  const ParentMap &Parents = Here->getParentMap();
  const Stmt *Loop = loopAround(A.Entry.Opened, Parents);
  if (!Loop)
    return false;
  auto IsWithin = [&](const Stmt *S, const Stmt *Outer) {
    while (S && S != Outer)
      S = Parents.getParent(S);
    return S != nullptr;
  };
  // The next turn overwrites it, or a helper that the next turn calls.
  bool IsNextTurn =
      A.AtHome ? IsWithin(PlaceA, Loop) : IsWithin(A.Entry.Opened, PlaceA);
  return IsNextTurn && !(PlaceB && IsWithin(PlaceB, Loop));
}
