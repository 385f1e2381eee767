//===- SocketFacts.cpp - What a unit's own functions do -------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SocketFacts.h"
#include "Guards.h"
#include "PointerFlows.h"
#include "ReadFacts.h"
#include "Syntax.h"
#include "ValuePaths.h"

#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;
using namespace closewait;

/// The file of \p D, as the compiler was given it.
static StringRef fileOf(const Decl *D) {
  const SourceManager &SM = D->getASTContext().getSourceManager();
  return SM.getPresumedLoc(SM.getExpansionLoc(D->getLocation())).getFilename();
}

/// Adds \p All to \p To, but for what is there.
static void add(std::vector<AccessPath> &To, const Paths &All) {
  for (const AccessPath &Path : All)
    if (!llvm::is_contained(To, Path))
      To.push_back(Path);
}

namespace {
/// One body: what it does, statement by statement.
class BodyWalk {
public:
  BodyWalk(const FunctionDecl *F, const EvidenceMap &Map)
      : Map(Map), Values(F, Map), Read(F, Values, Map), Function(F),
        Ctx(F->getASTContext()), Prints(printsArguments(F)) {
    Found.At = llvm::sys::path::filename(fileOf(F)).str() + ":" +
               std::to_string(lineOf(F->getLocation()));
    Found.NeverReturns = F->isNoReturn();
    lookAt(F->getBody());
    Read.addTo(Found);
    Found.forgetNumbers();
  }

  BodyFacts Found;

private:
  unsigned lineOf(SourceLocation Loc) const {
    return Ctx.getSourceManager().getExpansionLineNumber(Loc);
  }
  /// What is passed to \p Call at \p P, if anything.
  Paths passed(const CallExpr *Call, const Position &P) const {
    bool Is = P.Index >= 0 && unsigned(P.Index) < Call->getNumArgs();
    return Is ? Values.of(Call->getArg(P.Index)) : Paths();
  }
  void keeps(const Expr *E) { keeps(Values.of(E)); }
  void keeps(const Paths &All);
  void keepsAll(const CallExpr *Call) {
    for (const Expr *Argument : Call->arguments())
      keeps(Argument);
  }
  void doesAnything() { add(Found.MayClose, Paths(AccessPath::somewhere())); }
  bool isAlways(const Paths &Of) const;

  void gives(const Expr *Value);
  void lookAt(const Stmt *S);
  void lookAtParts(const Stmt *S);
  void lookAtSometimes(const Stmt *S);
  void lookAtIf(const IfStmt *If);
  void initializes(const Expr *Value);
  void assigns(const BinaryOperator *Op);
  void writes(const Expr *To, bool Counts);
  void calls(const CallExpr *Call);
  void callsByRow(const CallExpr *Call, const FunctionModel &Row);
  void closes(const CallExpr *Call, const Position &P);
  void ends(const Expr *Handle);
  void callsLibrary(const CallExpr *Call);
  void callsProject(const CallExpr *Call, std::string Name);

  const EvidenceMap &Map;
  const ValuePaths Values;
  const ReadFacts Read;
  const FunctionDecl *Function;
  ASTContext &Ctx;
  const bool Prints;
  bool Sometimes = false;    ///< In a branch or a loop.
  bool Returned = false;     ///< Something has led out of the function before.
  bool Jumped = false;       ///< Something has led to a later label.
  std::vector<Paths> Guards; ///< What the branch has asked for, and is given.
  std::vector<Paths> Left;   ///< Without these, the function was left before.
};
} // namespace

/// Whether what is done here to \p Of is done each time, if there is something
/// to do it to.
bool BodyWalk::isAlways(const Paths &Of) const {
  if (Sometimes || Returned || Jumped)
    return false;
  auto LeadsThere = [&](const Paths &Asked) {
    return llvm::all_of(Asked, [&](const AccessPath &Path) {
      return llvm::any_of(
          Of, [&](const AccessPath &Done) { return Path.covers(Done); });
    });
  };
  return llvm::all_of(Guards, LeadsThere) && llvm::all_of(Left, LeadsThere);
}

void BodyWalk::lookAtSometimes(const Stmt *S) {
  if (!S)
    return;
  llvm::SaveAndRestore<bool> Here(Sometimes, true);
  lookAt(S);
}

void BodyWalk::lookAtIf(const IfStmt *If) {
  if (If->getInit())
    lookAt(If->getInit());
  if (If->getConditionVariableDeclStmt())
    lookAt(If->getConditionVariableDeclStmt());
  lookAt(If->getCond());
  Guard Asked = guardOf(If->getCond(), Values, Ctx);
  const Stmt *Given = Asked.GivenWhenTrue ? If->getThen() : If->getElse();
  const Stmt *Else = Asked.GivenWhenTrue ? If->getElse() : If->getThen();
  if (Asked.Of.empty())
    lookAtSometimes(Given);
  else if (Given) {
    Guards.push_back(Asked.Of);
    lookAt(Given);
    Guards.pop_back();
  }
  bool ReturnedBefore = Returned, JumpedBefore = Jumped;
  lookAtSometimes(Else);
  // `if (!c) return;`: a path that goes on from here has one.
  if (!Asked.Of.empty() && !Given && Else) {
    Returned = ReturnedBefore;
    Jumped = JumpedBefore;
    Left.push_back(Asked.Of);
  }
}

void BodyWalk::lookAt(const Stmt *S) {
  if (const auto *If = dyn_cast<IfStmt>(S))
    return lookAtIf(If);
  if (isa<LabelStmt>(S))
    Jumped = false;
  if (const auto *Call = dyn_cast<CallExpr>(S))
    calls(Call);
  else if (const auto *Op = dyn_cast<BinaryOperator>(S))
    assigns(Op);
  else if (const auto *Op = dyn_cast<UnaryOperator>(S)) {
    if (Op->isIncrementDecrementOp())
      writes(Op->getSubExpr(), /*Counts=*/true);
  } else if (const auto *Declares = dyn_cast<DeclStmt>(S)) {
    for (const Decl *D : Declares->decls())
      if (const auto *Var = dyn_cast<VarDecl>(D))
        if (const auto *List = dyn_cast_or_null<InitListExpr>(Var->getInit()))
          initializes(List);
  } else if (isa<AsmStmt>(S))
    doesAnything();
  lookAtParts(S);
  if (const auto *Return = dyn_cast<ReturnStmt>(S)) {
    gives(Return->getRetValue());
    Returned = true;
  }
  Jumped |= isa<GotoStmt>(S) || isa<IndirectGotoStmt>(S);
}

void BodyWalk::lookAtParts(const Stmt *S) {
  // Of a loop, the condition is asked at least once; and so on.
  const Stmt *First = S->children().empty() ? nullptr : *S->child_begin();
  bool Repeats = isa<ForStmt>(S) || isa<WhileStmt>(S) || isa<SwitchStmt>(S) ||
                 isa<AbstractConditionalOperator>(S);
  if (const auto *Loop = dyn_cast<WhileStmt>(S))
    First = Loop->getCond();
  if (const auto *Op = dyn_cast<BinaryOperator>(S))
    Repeats = Op->isLogicalOp();
  for (const Stmt *Child : S->children())
    if (Child && Repeats && Child != First)
      lookAtSometimes(Child);
    else if (Child)
      lookAt(Child);
}

void BodyWalk::gives(const Expr *Value) {
  if (Value && (Value->getType()->isPointerType() || canLead(Value->getType())))
    add(Found.Gives, Values.placesOf(Value));
}

/// What others can find anyway is kept already.
void BodyWalk::keeps(const Paths &All) {
  for (const AccessPath &Path : All)
    if (!Path.isGlobal() && !Path.isSomewhere())
      add(Found.Keeps, Paths(Path));
}

/// What stands in an object of the function is handed on with it.
void BodyWalk::initializes(const Expr *Value) {
  const auto *List = dyn_cast<InitListExpr>(bare(Value));
  if (!List)
    return keeps(Value);
  if (!isWatchRecord(List->getType()->getAsRecordDecl()))
    for (const Expr *Element : List->inits())
      initializes(Element);
}

/// Whether \p E is a slot of poll() or epoll: there a descriptor is looked at.
static bool isInWatchSlot(const Expr *E) {
  const ValueDecl *D = namedBy(E);
  return D && isWatchSlot(D);
}

void BodyWalk::assigns(const BinaryOperator *Op) {
  if (!Op->isAssignmentOp())
    return;
  const Expr *To = Op->getLHS();
  writes(To,
         Op->getOpcode() == BO_AddAssign || Op->getOpcode() == BO_SubAssign);
  bool IsVariable = isa<DeclRefExpr>(bare(To)) && isLocal(To);
  if (Op->getOpcode() == BO_Assign && !IsVariable && !isInWatchSlot(To))
    keeps(Op->getRHS());
}

/// \p To gets another value.  A count in a variable reports nothing.
void BodyWalk::writes(const Expr *To, bool Counts) {
  const VarDecl *Around = variableAround(To);
  if (Around && Around->hasLocalStorage())
    return;
  // A function that prints keeps such variables for itself.
  if (Prints && Around)
    return;
  if (Counts && Around)
    Found.Varies = true;
  else
    add(Found.Writes, Values.placesOf(To));
}

void BodyWalk::calls(const CallExpr *Call) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (const FunctionModel *Row = Map.modelOf(Call))
    return callsByRow(Call, *Row);
  if (isHarmless(Callee))
    return;
  if (Callee && isDeclaredByLibrary(Callee))
    return callsLibrary(Call);
  if (Callee)
    return callsProject(Call, linkName(Callee));
  for (std::string &Cell : cellsOf(Call->getCallee(), Function, Ctx))
    callsProject(Call, std::move(Cell));
}

/// The descriptor at \p P of \p Call is closed.
void BodyWalk::closes(const CallExpr *Call, const Position &P) {
  Paths Closed;
  for (const AccessPath &Path : passed(Call, P))
    if (!Path.isNew())
      Closed.add(P.Through ? Path.element() : Path);
  // Of several, it is one; and a number that was cut short is one of several.
  bool Known = Closed.size() == 1 && isAlways(Closed) &&
               !Closed.begin()->isSomewhere() && !Closed.begin()->isCut();
  add(Known ? Found.Closes : Found.MayClose, Closed);
}

/// What \p Handle stands for ends: that may be whatever stands in its object.
void BodyWalk::ends(const Expr *Handle) {
  for (const AccessPath &Path : Values.of(Handle))
    keeps(Paths(Path.parent()));
}

void BodyWalk::callsByRow(const CallExpr *Call, const FunctionModel &Row) {
  auto KeepsAt = [&](const Position &P) { keeps(passed(Call, P)); };
  switch (Row.Does) {
  case Role::Close:
    if (!Row.isByHandle())
      return closes(Call, Row.Descriptor);
    [[fallthrough]];
  case Role::Unwrap:
    if (Row.Handle.Index >= 0)
      ends(Call->getArg(Row.Handle.Index));
    return;
  case Role::CloseFrom:
    return doesAnything();
  case Role::CopyOnto:
    return add(Found.MayClose, passed(Call, Row.Target));
  case Role::Read:
    if (!Read.tellsOf(Call))
      KeepsAt(Row.Descriptor);
    return KeepsAt(Row.Data);
  case Role::Wrap:
  case Role::Watch:
  case Role::Unwatch:
    KeepsAt(Row.Descriptor);
    return KeepsAt(Row.Data);
  case Role::Write:
    add(Found.Sends, passed(Call, Row.Descriptor));
    return KeepsAt(Row.Data);
  case Role::HandOn:
  case Role::Free:
  case Role::Copy:
    return KeepsAt(Row.Data);
  case Role::OnEvents:
  case Role::OnRead:
  case Role::OnAccept:
    return keepsAll(Call);
  case Role::Wait:
  case Role::Clock:
  case Role::Pause:
    Found.Varies = true;
    return;
  case Role::EndThread:
    Found.NeverReturns |= isAlways(Paths());
    return;
  default:
    return;
  }
}

/// A function of a library closes no descriptor that it is not given; what it
/// calls back can.
void BodyWalk::callsLibrary(const CallExpr *Call) {
  if (Call->getDirectCallee()->isNoReturn() && isAlways(Paths()))
    Found.NeverReturns = true;
  for (const Expr *Argument : Call->arguments()) {
    QualType T = bare(Argument)->getType();
    if (T->isFunctionType() || T->isFunctionPointerType())
      doesAnything();
    else if (!T->isPointerType() || !T->getPointeeType().isConstQualified())
      keeps(Argument);
  }
}

void BodyWalk::callsProject(const CallExpr *Call, std::string Name) {
  BodyCall Made;
  Made.Of = std::move(Name);
  Made.Line = lineOf(Call->getBeginLoc());
  unsigned Number;
  if (const Paths Result = Values.placesOf(Call);
      !Result.empty() && Result.begin()->isCall(Number))
    Made.Number = Number;
  Paths All;
  for (const Expr *Argument : Call->arguments()) {
    Paths Given = Values.of(Argument);
    All.add(Given);
    // With several, the right one is unknown.
    Made.With.push_back(Given.size() > 1 ? AccessPath::somewhere()
                        : Given.empty()  ? AccessPath()
                                         : *Given.begin());
    if (Given.size() > 1)
      keeps(Given);
  }
  while (!Made.With.empty() && !Made.With.back().isGiven())
    Made.With.pop_back();
  Made.Always = isAlways(All);
  Made.Turns = Read.turnsOf(Call);
  Found.Calls.push_back(Made);
}

namespace {
/// Finds the bodies of the unit.
class FactsWalk : public RecursiveASTVisitor<FactsWalk> {
public:
  FactsWalk(const EvidenceMap &Map, SocketModel &Facts)
      : Map(Map), Facts(Facts) {}

  bool TraverseDecl(Decl *D) {
    const auto *F = dyn_cast_or_null<FunctionDecl>(D);
    if (F && F->isThisDeclarationADefinition() && !isDeclaredByLibrary(F) &&
        (F->isExternallyVisible() || F->isReferenced())) {
      FunctionModel Row;
      Row.Does = Role::Body;
      Row.Seen = BodyWalk(F, Map).Found;
      Facts.add(linkName(F), std::move(Row));
      return true;
    }
    return F || RecursiveASTVisitor::TraverseDecl(D);
  }

private:
  const EvidenceMap &Map;
  SocketModel &Facts;
};
} // namespace

void closewait::addFacts(ASTContext &Ctx, const EvidenceMap &Map,
                         SocketModel &Facts) {
  // C++ does more than its syntax shows.
  if (Ctx.getLangOpts().CPlusPlus)
    return;
  FactsWalk(Map, Facts).TraverseDecl(Ctx.getTranslationUnitDecl());
  addFlows(Ctx, Facts);
  Map.addFlows(Facts);
}
