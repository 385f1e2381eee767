//===- Invalidation.cpp - What a call only seems to change ----------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Invalidation.h"
#include "CallArguments.h"
#include "HandingOn.h"
#include "KnownBodies.h"
#include "UnknownCalls.h"

using namespace clang;
using namespace ento;
using namespace closewait;

/// Whether \p Point stands behind \p Call, which may be that of a destructor.
static bool isBehind(const ProgramPoint &Point, const CallEvent &Call) {
  if (auto Stmt = Point.getAs<PostStmt>())
    return Call.getOriginExpr() && Stmt->getStmt() == Call.getOriginExpr();
  auto Implicit = Point.getAs<PostImplicitCall>();
  return Implicit && Implicit->getDecl() == Call.getDecl();
}

/// The state as \p Call found it.
static ProgramStateRef stateBefore(const CallEvent &Call, CheckerContext &C) {
  const ExplodedNode *N = C.getPredecessor();
  while (const ExplodedNode *Before = N->getFirstPred()) {
    if (!isBehind(N->getLocation(), Call))
      break;
    N = Before;
  }
  return N->getState();
}

/// Whether \p Row says that what argument \p I points to is only handed on or
/// read.
static bool isLeftAlone(const FunctionModel &Row, int I) {
  return Row.Data.Index == I ||
         (Row.Does != Role::Acquire && Row.Descriptor == Position{I, true});
}

/// The regions that \p Call may write whole: what its arguments point to, but
/// for what a row says is left alone; and, if nothing is known of
/// it, wherever a descriptor stands that it can reach.
static llvm::SmallVector<const MemRegion *, 4>
writtenBy(ProgramStateRef State, const CallEvent &Call,
          const FunctionModel *Row, Analysis &Desk) {
  llvm::SmallVector<const MemRegion *, 4> Written;
  if (Row && Row->Does == Role::Fill) {
    for (const auto &Socket : sockets(State))
      for (const MemRegion *Slot :
           {Socket.second.Place, Socket.first->getOriginRegion()})
        if (overwrites(State, Call, *Row, Slot))
          Written.push_back(Slot);
    return Written;
  }
  const auto *F = dyn_cast_or_null<FunctionDecl>(Call.getDecl());
  if (!Row && isCutOffHarmless(F, Desk))
    return Written;
  if (const BodyFacts *Facts = Row ? nullptr : factsOf(Call, Desk))
    return writtenByBody(State, Call, *Facts);
  for (SymbolRef Fd : reached(State))
    if (const SocketEntry *Entry = Row ? nullptr : socketOf(State, Fd))
      Written.append({Entry->Place, Fd->getOriginRegion()});
  for (unsigned I = 0; I < Call.getNumArgs(); ++I)
    if (const MemRegion *R = Call.getArgSVal(I).getAsRegion())
      if (!Row || !isLeftAlone(*Row, int(I)))
        Written.push_back(R->StripCasts());
  return Written;
}

ProgramStateRef closewait::stateBehind(const CallEvent &Call,
                                       const FunctionModel *Row, Analysis &Desk,
                                       CheckerContext &C) {
  ProgramStateRef After = C.getState();
  if (sockets(After).isEmpty() || (Row && Row->Does == Role::Free))
    return After;
  ProgramStateRef Before = stateBefore(Call, C);
  if (Before->getStore() == After->getStore())
    return After;
  ProgramStateRef Kept =
      keepDescriptors(Before, After, writtenBy(After, Call, Row, Desk));
  if (Row && Row->Does == Role::Fill)
    return Kept;
  llvm::SmallVector<SymbolRef, 8> Ours;
  for (const auto &Socket : sockets(Kept))
    if (Socket.second.State.isOwned() && !Socket.second.InLocalSet)
      Ours.push_back(Socket.first);
  return handOnForgotten(Before, Kept, Ours, Desk);
}
