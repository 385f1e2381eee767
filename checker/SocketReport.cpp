//===- SocketReport.cpp - What the user reads -----------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SocketReport.h"
#include "Defects.h"
#include "Doubt.h"
#include "HandingOn.h"
#include "Limits.h"
#include "Places.h"
#include "Repairs.h"
#include "SocketWords.h"
#include "Syntax.h"

#include "clang/StaticAnalyzer/Core/BugReporter/BugReporterVisitors.h"

using namespace clang;
using namespace ento;
using namespace closewait;

namespace {
/// A report that can stand at a closing brace: what the analyzer takes for the
/// place of a path that falls off its function differs between versions.
class PlacedReport : public PathSensitiveBugReport {
public:
  using PathSensitiveBugReport::PathSensitiveBugReport;
  PathDiagnosticLocation Brace;
  PathDiagnosticLocation getLocation() const override {
    return Brace.isValid() ? Brace : PathSensitiveBugReport::getLocation();
  }
};

/// The step of a path at \p Where that \p Words tell of.
PathDiagnosticPieceRef step(const PathDiagnosticLocation &Where,
                            StringRef Words) {
  auto Piece = std::make_shared<PathDiagnosticEventPiece>(Where, Words, true);
  Piece->setTag(StepTag);
  return Piece;
}

/// Writes the notes along the path of one descriptor.
class SocketNotes : public BugReporterVisitor {
public:
  SocketNotes(SymbolRef Fd, SymbolRef Failed, const EvidenceMap &Map)
      : Fd(Fd), Failed(Failed), Map(Map) {}

  void Profile(llvm::FoldingSetNodeID &ID) const override {
    static int Tag;
    ID.AddPointer(&Tag);
    ID.AddPointer(Fd);
  }

  PathDiagnosticPieceRef VisitNode(const ExplodedNode *N,
                                   BugReporterContext &BRC,
                                   PathSensitiveBugReport &) override {
    const ExplodedNode *Before = N->getFirstPred();
    const SocketEntry *New = socketOf(N->getState(), Fd);
    if (!New || !Before)
      return nullptr;
    std::string Words =
        describeChange(socketOf(Before->getState(), Fd), *New, Failed);
    if (Words.empty())
      Words = describeBody(N, *New);
    if (Words.empty())
      return nullptr;
    PathDiagnosticLocation Where;
    const ParmVarDecl *Said = toldIn(*New);
    if (const Stmt *S = N->getStmtForDiagnostics(); S && !Said)
      Where = PathDiagnosticLocation(S, BRC.getSourceManager(),
                                     N->getLocationContext());
    else if (Said)
      Where = PathDiagnosticLocation(Said, BRC.getSourceManager());
    if (!Where.isValid())
      return nullptr;
    return step(Where, Words);
  }

private:
  std::string describeBody(const ExplodedNode *N, const SocketEntry &Now) const;

  SymbolRef Fd;
  SymbolRef Failed; ///< What the write returned by which it ended, if one did.
  const EvidenceMap &Map;
};

/// The words of the step behind a call, since the end, that got a value which
/// leads to the socket, and whose function, in another file, does not close
/// the socket.
std::string SocketNotes::describeBody(const ExplodedNode *N,
                                      const SocketEntry &Now) const {
  auto Point = N->getLocation().getAs<PostStmt>();
  const auto *Call = Point ? dyn_cast<CallExpr>(Point->getStmt()) : nullptr;
  auto Before = N->getFirstPred()->getLocation().getAs<PostStmt>();
  if (!Call || Call == Now.Last || !Now.State.hasEnded() ||
      (Before && Before->getStmt() == Call))
    return "";
  const BodyFacts *Facts = Map.factsOf(Call);
  if (!Facts || Facts->mayCloseAnything())
    return "";
  ProgramStateRef State = clearReached(N->getFirstPred()->getState());
  for (const Expr *Argument : Call->arguments())
    State = reach(State, valueOf(Argument, N->getFirstPred()->getState(),
                                 N->getLocationContext()));
  return reached(State).contains(Fd)
             ? calleeName(Call) + " in " + Facts->At + " does not close it"
             : "";
}

/// Says where the path learnt of the hang-up.
class HangupNotes : public BugReporterVisitor {
public:
  void Profile(llvm::FoldingSetNodeID &ID) const override {
    static int Tag;
    ID.AddPointer(&Tag);
  }

  PathDiagnosticPieceRef VisitNode(const ExplodedNode *N,
                                   BugReporterContext &BRC,
                                   PathSensitiveBugReport &) override {
    if (!learnsOfHangup(N))
      return nullptr;
    auto Where = PathDiagnosticLocation::create(N->getLocation(),
                                                BRC.getSourceManager());
    return step(Where,
                "The kernel reports a hang-up or an error here: the connection "
                "is over, and the event comes back until the socket is closed");
  }
};
} // namespace

const BugType &SocketReporter::typeOf(Verdict V) {
  static const char *const Titles[] = {
      "",
      "Ended socket is never closed",
      "Ended socket is read again",
      "Stale errno decides after a return of 0",
      "Ended socket is unwatched and not closed",
      "End of connection is swallowed",
      "Hang-up is ignored",
      "Socket is leaked"};
  std::unique_ptr<BugType> &Type = Types[V];
  if (!Type)
    Type = std::make_unique<BugType>(Names.at(checkerOf(V)),
                                     Titles[unsigned(V)], "Socket handling");
  return *Type;
}

/// Adds where the same function closes the same variable.
static void addEvidence(PathSensitiveBugReport &Report, const Finding &F,
                        const EvidenceMap &Map, BugReporter &BR) {
  const SourceManager &SM = BR.getSourceManager();
  const LocationContext *LCtx = F.Node->getLocationContext();
  const ValueDecl *D = namedBy(F.Entry.Spelling);
  if (!D && F.Entry.Opened)
    D = assignedFrom(F.Entry.Opened, LCtx);
  if (const CallExpr *Close = closeIn(LCtx->getDecl(), D, Map))
    Report.addNote("Another path of the function closes it here",
                   PathDiagnosticLocation::createBegin(Close, SM, LCtx));
}

void SocketReporter::emit(const Finding &F, bool IsLast, const EvidenceMap &Map,
                          BugReporter &BR) {
  ASTContext &Ctx = BR.getContext();
  const SourceManager &SM = BR.getSourceManager();
  std::string Message =
      messageOf(F, Ctx) + " [CWE-" + std::to_string(cweOf(F.Is)) + "]";
  const LocationContext *LCtx = F.Node->getLocationContext();
  auto Report = std::make_unique<PlacedReport>(typeOf(F.Is), Message, F.Node);
  if (F.AtEnd)
    Report->Brace = PathDiagnosticLocation::createDeclEnd(LCtx, SM);
  if (F.Fd) {
    Report->markInteresting(F.Fd);
    SymbolRef Failed =
        F.Entry.State.endedByWrite() ? F.Entry.Write.Result : nullptr;
    Report->addVisitor(std::make_unique<SocketNotes>(F.Fd, Failed, Map));
  } else {
    Report->addVisitor(std::make_unique<HangupNotes>());
  }
  addEvidence(*Report, F, Map, BR);
  if (IsLast)
    Report->addNote("This is the last of the " +
                        std::to_string(MostPerFunction) +
                        " reports that one function can have "
                        "(MaxFindingsPerFunction): it has more defects",
                    Report->getLocation());
  Report->addNote(std::string(PageNote) + checkerOf(F.Is) + PageNoteEnd,
                  Report->getLocation());
  for (const FixItHint &Insertion :
       repairOf(F, Map, static_cast<PathSensitiveBugReporter &>(BR).getGraph()))
    Report->addFixItHint(Insertion);
  BR.emitReport(std::move(Report));
}

static const Decl *functionOf(const StackFrameContext *Frame) {
  return Frame->getDecl()->getCanonicalDecl();
}

/// The statement at which \p F lost a socket, with what held it.
static std::pair<const Stmt *, const Decl *> lossOf(const Finding &F) {
  bool IsLoss = F.Is == Verdict::Lost || F.Is == Verdict::Leaked;
  const MemRegion *Slot = IsLoss ? slotOf(F) : nullptr;
  return {F.Node->getStmtForDiagnostics(), Slot ? declOf(Slot) : nullptr};
}

/// A helper can end the sockets of several callers: what is told of one says
/// nothing of the others.
void SocketReporter::remember(const Finding &F) {
  Places.insert({identityOf(F), placeOf(F)});
  LostAt.insert(lossOf(F));
  for (const StackFrameContext *Frame :
       {F.Entry.ReadFrame, F.Node->getStackFrame()})
    for (; Frame; Frame = callerOf(Frame)) {
      Reported.insert({identityOf(F), functionOf(Frame)});
      if (F.Entry.Opened)
        Reported.insert({F.Entry.Opened, functionOf(Frame)});
    }
}

bool SocketReporter::isKnown(const Finding &F) const {
  const StackFrameContext *Top = F.Node->getStackFrame();
  while (callerOf(Top))
    Top = callerOf(Top);
  auto Loss = lossOf(F);
  if (Loss.second && LostAt.count(Loss))
    return true;
  return Reported.count({identityOf(F), functionOf(Top)}) != 0;
}

bool SocketReporter::isSilent(const Finding &F, const EvidenceMap &Map) const {
  return !isEnabled(F.Is) || isDoubtful(F, Map) || isOpeningSuppressed(F);
}

/// Counts \p Placed among the findings of its function.
/// \returns whether there were as many as may be told.
bool SocketReporter::isCapped(const Finding &Placed) {
  const Decl *Function = functionOf(Placed.Node->getStackFrame());
  if (Told[Function]++ < MostPerFunction)
    return false;
  Full.insert(Function);
  unfinished().add(Function, Limit::Findings);
  return true;
}

void SocketReporter::tell(const Settled &All, const EvidenceMap &Map,
                          BugReporter &BR) {
  auto FunctionOf = [&](size_t I) {
    return functionOf(All.Placed[I].Node->getStackFrame());
  };
  // What speaks against a report is asked where the path came to its end.
  std::vector<size_t> Shown =
      defects(All.Placed, BR.getSourceManager(), [&](size_t I) {
        return Full.count(FunctionOf(I)) || isSilent(All.Ended[I], Map) ||
               isCapped(All.Placed[I]);
      });
  std::map<const Decl *, size_t> Last;
  for (size_t I : Shown)
    Last[FunctionOf(I)] = I;
  for (size_t I : Shown) {
    remember(All.Placed[I]);
    bool IsLast = Full.count(FunctionOf(I)) && Last[FunctionOf(I)] == I;
    emit(All.Placed[I], IsLast, Map, BR);
  }
}

static Settled settle(std::vector<Finding> Found) {
  Settled All{Found, std::move(Found)};
  for (Finding &F : All.Placed)
    settlePlace(F);
  return All;
}

void SocketReporter::report(std::vector<Finding> Found, const EvidenceMap &Map,
                            BugReporter &BR) {
  tell(settle(std::move(Found)), Map, BR);
}

void SocketReporter::reportNew(std::vector<Finding> Found,
                               const EvidenceMap &Map, BugReporter &BR) {
  Settled All, New;
  llvm::erase_if(Found, [&](const Finding &F) { return isKnown(F); });
  All = settle(std::move(Found));
  for (size_t I = 0; I != All.Placed.size(); ++I) {
    const Finding &F = All.Placed[I];
    if (Places.count({identityOf(F), placeOf(F)}))
      continue;
    New.Ended.push_back(All.Ended[I]);
    New.Placed.push_back(F);
  }
  tell(New, Map, BR);
}
