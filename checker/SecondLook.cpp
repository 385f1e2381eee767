//===- SecondLook.cpp - Functions that a caller's budget cut off ----------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SecondLook.h"

#include "clang/Analysis/Analyses/LiveVariables.h"
#include "clang/Analysis/CallGraph.h"
#include "llvm/ADT/PostOrderIterator.h"

using namespace clang;
using namespace ento;
using namespace closewait;

/// One look takes at most this part of what all looks of a unit may take.
static constexpr unsigned SharesOfBudget = 8;

void SecondLook::enters(const Decl *Function, bool Starts) {
  Function = Function->getCanonicalDecl();
  (Starts ? Seen : Inlined).insert(Function);
  if (Starts)
    Start = Function;
}

void SecondLook::passes(const Decl *Function) {
  Function = Function->getCanonicalDecl();
  if (Seen.count(Function) || CutOff.count(Function) || Inlined.count(Function))
    Refused.insert({Start, Function});
}

void SecondLook::runEnds(ExprEngine &Engine) {
  OtherUnits = Engine.getCrossTranslationUnitContext();
  Functions &Fate = Engine.hasEmptyWorkList() ? Seen : CutOff;
  Fate.insert(Inlined.begin(), Inlined.end());
  Inlined.clear();
}

/// Whether a call of \p D opens, reads, writes or waits for a socket.
static bool touchesSocket(const Decl *D, const SocketModel &Model) {
  const auto *F = dyn_cast_or_null<FunctionDecl>(D);
  if (!F || !F->getIdentifier())
    return false;
  const FunctionModel *Row = Model.find(F->getName(), F->getNumParams());
  return Row && (Row->Does == Role::Acquire || Row->Does == Role::Read ||
                 Row->Does == Role::Write || Row->Does == Role::Wait);
}

/// The functions of \p Calls from which a socket call can be reached.
static llvm::DenseSet<const CallGraphNode *>
reachSocket(CallGraph &Calls, const SocketModel &Model) {
  llvm::DenseSet<const CallGraphNode *> Reach;
  for (const auto &Entry : Calls)
    if (touchesSocket(Entry.second->getDecl(), Model))
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

void SecondLook::look(const TranslationUnitDecl *Unit, AnalysisManager &Manager,
                      const SocketModel &Model) {
  if (CutOff.empty() && Refused.empty() && Walled.empty())
    return;
  CallGraph Calls;
  Calls.addToCallGraph(const_cast<TranslationUnitDecl *>(Unit));
  auto Reach = reachSocket(Calls, Model);
  Functions Poor = Walled;
  for (const auto &Pair : Refused)
    if (Reach.count(Calls.getNode(Pair.second)))
      Poor.insert(Pair.first);
  UnderWay = true;
  // All looks share what the analyzer spends on one function; callees, whose
  // paths are the shortest, come first.
  unsigned Left = Manager.options.MaxNodesPerTopLevelFunction;
  const unsigned Share = Left / SharesOfBudget;
  for (CallGraphNode *Node : llvm::post_order(&Calls)) {
    const Decl *Function = Node->getDecl();
    bool Hidden = CutOff.count(Function) && !Seen.count(Function);
    if (Function && Reach.count(Node) && (Hidden || Poor.count(Function)))
      Left -= run(Function, Manager, std::min(Left, Share));
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
  FunctionSummariesTy Summaries;
  ExprEngine Engine(*OtherUnits, Manager, /*VisitedCallees=*/nullptr,
                    &Summaries, ExprEngine::Inline_Regular);
  compat::setEntryPoint(Engine.getBugReporter(), Function);
  Engine.ExecuteWorkList(
      Manager.getAnalysisDeclContextManager().getStackFrame(Function), Steps);
  return std::min(Steps, unsigned(Engine.getGraph().size()));
}
