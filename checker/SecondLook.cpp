//===- SecondLook.cpp - Functions that a caller's budget cut off ----------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SecondLook.h"
#include "Limits.h"
#include "Syntax.h"

#include "clang/Analysis/Analyses/LiveVariables.h"
#include "clang/Analysis/CallGraph.h"
#include "llvm/ADT/PostOrderIterator.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;
using namespace ento;
using namespace closewait;

/// One look takes at most this part of what all looks of a unit may take; one
/// at a function that opens or reads a socket itself, twice as much.
static constexpr unsigned SharesOfBudget = 8;

/// And this part of its share before it comes to a socket.  In the programs of
/// the field, looks that come to one do so earlier, but for one that finds
/// nothing.
static constexpr unsigned SharesOfPatience = 4;

/// And this part of its share, at first, breadth first.
static constexpr unsigned SharesOfBreadth = 8;

void SecondLook::enters(const Decl *Function, bool Starts) {
  Function = Function->getCanonicalDecl();
  (Starts ? Seen : Inlined).insert(Function);
  if (Starts)
    Start = Function;
}

/// Whether \p Function is what the analyzer always inlines, however deep.
static bool isSmall(const Decl *Function, AnalysisManager &Manager) {
  const CFG *Graph = Manager.getCFG(Function);
  return Graph && (Graph->isLinear() ||
                   Graph->size() <= Manager.options.AlwaysInlineSize);
}

/// Whether another run could inline \p Function where this one is at \p C: only
/// what a run has met in its loops is forgotten by the next.
static bool canBeInlined(const Decl *Function, CheckerContext &C) {
  AnalysisManager &Manager = C.getAnalysisManager();
  const auto *F = dyn_cast<FunctionDecl>(Function);
  const CFG *Graph = Manager.getCFG(Function);
  if (!Graph || (F && F->isVariadic()) ||
      Graph->getNumBlockIDs() > Manager.options.MaxInlinableSize)
    return false;
  unsigned Depth = 0;
  for (const StackFrameContext *Frame = C.getStackFrame(); Frame;
       Frame = callerOf(Frame))
    if (!isSmall(Frame->getDecl(), Manager))
      ++Depth;
  return Depth < Manager.options.InlineMaxStackDepth ||
         isSmall(Function, Manager);
}

void SecondLook::passes(const Decl *Function, CheckerContext &C) {
  Function = Function->getCanonicalDecl();
  if (UnderWay || Refused.count({Start, Function}))
    return;
  bool IsKnown =
      Seen.count(Function) || CutOff.count(Function) || Inlined.count(Function);
  if (IsKnown && canBeInlined(Function, C))
    Refused.insert({Start, Function});
}

bool SecondLook::isInVain(CheckerContext &C) const {
  return UnderWay && !Met && C.getPredecessor()->getID() > Patience;
}

void SecondLook::runEnds(ExprEngine &Engine, bool SomeCutOff) {
  OtherUnits = Engine.getCrossTranslationUnitContext();
  Whole = Engine.hasEmptyWorkList() && !SomeCutOff;
  Functions &Fate = Whole ? Seen : CutOff;
  Fate.insert(Inlined.begin(), Inlined.end());
  Inlined.clear();
}

void SecondLook::noteBudget(ExprEngine &Engine) const {
  if (!UnderWay && !Engine.hasEmptyWorkList())
    unfinished().add(Start, Limit::AnalyzerBudget);
  if (!UnderWay || !Whole)
    return;
  unfinished().drop(Start, Limit::AnalyzerBudget);
  unfinished().drop(Start, Limit::Uncompared);
}

/// Whether \p Node opens or reads a socket itself.
static bool isAtSource(const CallGraphNode *Node, const EvidenceMap &Map) {
  return llvm::any_of(*Node, [&](const CallGraphNode::CallRecord &Callee) {
    const auto *Call = dyn_cast_or_null<CallExpr>(Callee.CallExpr);
    const FunctionModel *Row = Call ? Map.modelOf(Call) : nullptr;
    bool IsOther = Row && Row->Does != Role::Acquire && Row->Does != Role::Read;
    return !IsOther && touchesSocket(Call, Map);
  });
}

/// The functions of \p Calls from which a socket call can be reached.
static llvm::DenseSet<const CallGraphNode *>
reachSocket(CallGraph &Calls, const EvidenceMap &Map) {
  llvm::DenseSet<const CallGraphNode *> Reach;
  auto Touches = [&](const CallGraphNode::CallRecord &Callee) {
    return touchesSocket(Callee.CallExpr, Map);
  };
  for (const auto &Entry : Calls)
    if (llvm::any_of(*Entry.second, Touches))
      Reach.insert(Entry.second.get());
  for (size_t Before = 0; Before != Reach.size();) {
    Before = Reach.size();
    for (CallGraphNode *Node : llvm::post_order(&Calls))
      if (llvm::any_of(*Node, [&](const CallGraphNode::CallRecord &Callee) {
            return Reach.count(Callee.Callee);
          }))
        Reach.insert(Node);
  }
  return Reach;
}

std::vector<CallGraphNode *>
SecondLook::candidates(CallGraph &Calls, const EvidenceMap &Map) const {
  auto Reach = reachSocket(Calls, Map);
  Functions Poor = Walled;
  for (const auto &Pair : Refused)
    if (Reach.count(Calls.getNode(Pair.second)))
      Poor.insert(Pair.first);
  std::vector<CallGraphNode *> Found;
  for (CallGraphNode *Node : llvm::post_order(&Calls)) {
    const Decl *Function = Node->getDecl();
    bool Hidden = CutOff.count(Function) && !Seen.count(Function);
    if (Function && Reach.count(Node) && (Hidden || Poor.count(Function)))
      Found.push_back(Node);
  }
  std::stable_partition(Found.begin(), Found.end(), [&](CallGraphNode *Node) {
    return isAtSource(Node, Map);
  });
  return Found;
}

void SecondLook::look(const TranslationUnitDecl *Unit, AnalysisManager &Manager,
                      const EvidenceMap &Map, bool GoEverywhere) {
  Everywhere = GoEverywhere;
  CallGraph Calls;
  Calls.addToCallGraph(const_cast<TranslationUnitDecl *>(Unit));
  UnderWay = true;
  // All looks share what the analyzer spends on one function; where only
  // sockets count, half of it: more finds nothing more in the programs of the
  // field.
  unsigned Left = Manager.options.MaxNodesPerTopLevelFunction;
  if (Everywhere)
    Left /= 2;
  const unsigned Share = Left / SharesOfBudget;
  for (CallGraphNode *Node : candidates(Calls, Map)) {
    unsigned Most = isAtSource(Node, Map) ? 2 * Share : Share;
    Left -= run(Node->getDecl(), Manager, std::min(Left, Most));
    if (Left == 0)
      break;
  }
}

/// What the analyzer does for a function of the unit, for at most \p Steps.
/// Gives the steps that it took.
unsigned SecondLook::run(const Decl *Function, AnalysisManager &Manager,
                         unsigned Steps) {
  const Stmt *Body = Function->getBody();
  const SourceManager &SM = Manager.getSourceManager();
  if (!Body || !Manager.isInCodeFile(SM.getExpansionLoc(Body->getBeginLoc())))
    return 0;
  AnalysisDeclContext *Context = Manager.getAnalysisDeclContext(Function);
  if (!Manager.getCFG(Function) ||
      !Context->getAnalysis<RelaxedLiveVariables>())
    return 0;
  Patience = Steps / SharesOfPatience;
  unsigned Taken = 0;
  // Breadth first, the short paths come to their ends, beside whatever has too
  // many.
  if (anyPathSpeaks(Function)) {
    llvm::SaveAndRestore<bool> Brief(ShortPaths, true);
    Taken = explore(Function, Manager, "bfs", Steps / SharesOfBreadth);
    if (Whole)
      return Taken;
  }
  if (Everywhere) {
    Taken +=
        explore(Function, Manager, "unexplored_first_queue", Steps - Taken);
    // To the analyzer, no steps are as many as it likes.
    if (Whole || Taken == Steps)
      return Taken;
  }
  // The first look has gone everywhere once, and may have ended before many
  // paths did: this one brings a path to its end before it turns to the next.
  return Taken + explore(Function, Manager, "unexplored_first", Steps - Taken);
}

unsigned SecondLook::explore(const Decl *Function, AnalysisManager &Manager,
                             const char *Order, unsigned Steps) {
  llvm::SaveAndRestore<StringRef> Strategy(Manager.options.ExplorationStrategy,
                                           Order);
  Met = false;
  FunctionSummariesTy Summaries;
  ExprEngine Engine(*OtherUnits, Manager, /*VisitedCallees=*/nullptr,
                    &Summaries, ExprEngine::Inline_Regular);
  compat::setEntryPoint(Engine.getBugReporter(), Function);
  Engine.ExecuteWorkList(
      Manager.getAnalysisDeclContextManager().getStackFrame(Function), Steps);
  return std::min(Steps, unsigned(Engine.getGraph().size()));
}
