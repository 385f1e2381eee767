//===- Doubt.cpp - Paths that no real run takes ---------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Doubt.h"
#include "Progress.h"
#include "Syntax.h"

using namespace clang;
using namespace ento;
using namespace closewait;

/// Whether every continuation of \p Node ends the process (or the program's
/// sanity): then nothing is left to leak.  A path that was cut off goes on
/// somewhere.
static bool endsProcess(const ExplodedNode *Node) {
  llvm::SmallVector<const ExplodedNode *, 32> Open{Node};
  llvm::SmallPtrSet<const ExplodedNode *, 32> Seen;
  while (!Open.empty()) {
    const ExplodedNode *N = Open.pop_back_val();
    if (!Seen.insert(N).second)
      continue;
    if (N->succ_empty() &&
        (!N->isSink() || N->getLocation().getAs<BlockEntrance>() ||
         N->getLocation().getTag() == Progress::tag()))
      return false;
    Open.append(N->succ_begin(), N->succ_end());
  }
  return true;
}

/// Whether \p Edge is the way that a condition takes where it does not hold.
static bool isElse(const BlockEdge &Edge) {
  const CFGBlock *From = Edge.getSrc();
  return From->succ_size() == 2 &&
         (From->succ_begin() + 1)->getReachableBlock() == Edge.getDst();
}

/// The body of the loop that \p Edge leaves without a turn more, or null.
static const Stmt *loopLeftBy(const BlockEdge &Edge) {
  const Stmt *Loop = Edge.getSrc()->getTerminatorStmt();
  if (!Loop || !isElse(Edge))
    return nullptr;
  if (const auto *For = dyn_cast<ForStmt>(Loop))
    return For->getBody();
  if (const auto *While = dyn_cast<WhileStmt>(Loop))
    return While->getBody();
  return nullptr;
}

/// Whether a call below \p S closes \p D, or could.
static bool mayCloseBelow(const Stmt *S, const ValueDecl *D,
                          const EvidenceMap &Map) {
  return anyBelow(S, [&](const Stmt *Here) {
    // `other = fd;` counts, too: what becomes of the copy is not looked at.
    if (const auto *Op = dyn_cast<BinaryOperator>(Here))
      return Op->getOpcode() == BO_Assign && namedBy(Op->getRHS()) == D;
    const auto *Call = dyn_cast<CallExpr>(Here);
    const FunctionModel *Row = Call ? Map.modelOf(Call) : nullptr;
    return Call && (!Row || Row->Does == Role::Close) &&
           llvm::any_of(Call->arguments(),
                        [&](const Expr *E) { return namedBy(E) == D; });
  });
}

/// Whether the path of \p F has taken, since the socket was opened, an edge for
/// which \p Is holds.
template <typename Predicate>
static bool anyEdgeSinceOpening(const Finding &F, const Predicate &Is) {
  for (const ExplodedNode *N = F.Node; N; N = N->getFirstPred()) {
    if (!socketOf(N->getState(), F.Fd) && N != F.Node && N->getFirstSucc() &&
        socketOf(N->getFirstSucc()->getState(), F.Fd))
      return false;
    auto Edge = N->getLocation().getAs<BlockEdge>();
    if (Edge && Is(*Edge, N))
      return true;
  }
  return false;
}

/// A loop over `n` things is taken to have some: the path on which it has none,
/// and does not hand the socket on, is one that no run takes.
static bool skipsLoop(const Finding &F, const EvidenceMap &Map) {
  llvm::SmallVector<const ValueDecl *, 3> Names;
  if (const ValueDecl *D = declOf(F.Entry.Place))
    Names.push_back(D);
  if (const ValueDecl *D = namedBy(F.Entry.Spelling))
    Names.push_back(D);
  return anyEdgeSinceOpening(F, [&](const BlockEdge &Edge, const auto *) {
    const Stmt *Body = loopLeftBy(Edge);
    return Body && llvm::any_of(Names, [&](const ValueDecl *D) {
             return mayCloseBelow(Body, D, Map);
           });
  });
}

/// The path has seen that a variable holds the same number: code with that
/// variable can close the socket.
static bool hasOtherName(const Finding &F) {
  return anyEdgeSinceOpening(F, [&](const BlockEdge &Edge,
                                    const ExplodedNode *N) {
    const auto *Op = dyn_cast_or_null<BinaryOperator>(
        bare(dyn_cast_or_null<Expr>(Edge.getSrc()->getLastCondition())));
    if (!Op || !Op->isEqualityOp() ||
        (Op->getOpcode() == BO_EQ) == isElse(Edge) || !namedBy(Op->getLHS()) ||
        !namedBy(Op->getRHS()))
      return false;
    auto IsSocket = [&](const Expr *E) {
      return descriptorOf(valueOf(E, N->getState(), N->getLocationContext())) ==
             F.Fd;
    };
    return IsSocket(Op->getLHS()) || IsSocket(Op->getRHS());
  });
}

/// Whether something below \p S compares the value \p Fd with a field or an
/// element of a table.
static bool comparesBelow(const Stmt *S, SymbolRef Fd, const ExplodedNode *N) {
  auto IsPair = [&](const Expr *A, const Expr *B) {
    SVal Value = valueOf(A, N->getState(), N->getLocationContext());
    return namedBy(A) && descriptorOf(Value) == Fd &&
           (isa<MemberExpr>(bare(B)) || isa<ArraySubscriptExpr>(bare(B)));
  };
  return anyBelow(S, [&](const Stmt *Here) {
    const auto *Op = dyn_cast<BinaryOperator>(Here);
    return Op && Op->isEqualityOp() &&
           (IsPair(Op->getLHS(), Op->getRHS()) ||
            IsPair(Op->getRHS(), Op->getLHS()));
  });
}

/// Whether the path of \p F has taken, since the end, an edge for which \p Is
/// holds.
template <typename Predicate>
static bool anyEdgeSinceEnd(const Finding &F, const Predicate &Is) {
  for (const ExplodedNode *N = F.Node; N; N = N->getFirstPred()) {
    const SocketEntry *Entry = socketOf(N->getState(), F.Fd);
    if (Entry && !Entry->State.hasEnded())
      return false;
    auto Edge = N->getLocation().getAs<BlockEdge>();
    if (Edge && Is(*Edge, N))
      return true;
  }
  return false;
}

/// A path that looks for the holder of the ended descriptor is taken to find
/// it: what is done with the holder is its answer to the end.
static bool looksForHolder(const Finding &F) {
  return anyEdgeSinceEnd(F, [&](const BlockEdge &Edge, const ExplodedNode *N) {
    return comparesBelow(loopLeftBy(Edge), F.Fd, N) ||
           comparesBelow(Edge.getSrc()->getTerminatorCondition(), F.Fd, N);
  });
}

/// Whether \p Edge passes a call over because there is nothing to call:
/// `if (c->on_close) c->on_close(c);`.
static bool passesCallOver(const BlockEdge &Edge) {
  const CFGBlock *From = Edge.getSrc();
  const auto *If = dyn_cast_or_null<IfStmt>(From->getTerminatorStmt());
  const ValueDecl *Pointer = If ? namedBy(From->getLastCondition()) : nullptr;
  return Pointer && isElse(Edge) && anyBelow(If->getThen(), [&](const Stmt *S) {
           const auto *Call = dyn_cast<CallExpr>(S);
           return Call && namedBy(Call->getCallee()) == Pointer;
         });
}

/// Whether the program would have reported the end, if it had set the callback
/// that the path found empty.
static bool missesCallback(const Finding &F) {
  return anyEdgeSinceEnd(F, [](const BlockEdge &Edge, const ExplodedNode *) {
    return passesCallOver(Edge);
  });
}

/// The frame in which the socket of \p F was opened.
static const StackFrameContext *openingFrame(const Finding &F) {
  const ExplodedNode *First = F.Node;
  for (const ExplodedNode *N = F.Node; N; N = N->getFirstPred()) {
    const SocketEntry *Entry = socketOf(N->getState(), F.Fd);
    if (Entry && Entry->Opened == F.Entry.Opened)
      First = N;
  }
  return First->getStackFrame();
}

bool closewait::isOpeningSuppressed(const Finding &F) {
  if (!F.Fd || !F.Entry.Opened)
    return false;
  const Stmt *Opened = F.Entry.Opened;
  const StackFrameContext *Here = F.Node->getStackFrame();
  for (const StackFrameContext *Frame = openingFrame(F); Frame && Opened;
       Opened = Frame->getCallSite(), Frame = callerOf(Frame)) {
    if (compat::isSuppressedAt(Opened, Frame->getDecl()))
      return true;
    if (Frame == Here || Frame->isParentOf(Here))
      return false;
  }
  return false;
}

bool closewait::isDoubtful(const Finding &F, const EvidenceMap &Map) {
  if (!F.EndsPath && endsProcess(F.Node))
    return true;
  if (F.Entry.State.owner() != Owner::Borrowed && hasOtherName(F))
    return true;
  if (F.Is == Verdict::Leaked)
    return skipsLoop(F, Map);
  return F.Entry.State.owner() == Owner::Borrowed &&
         (looksForHolder(F) || missesCallback(F));
}
