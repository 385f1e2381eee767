//===- ReadFacts.cpp - What a function tells of its reads -----------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ReadFacts.h"
#include "Syntax.h"

#include "clang/AST/RecursiveASTVisitor.h"

#include <sys/socket.h>

using namespace clang;
using namespace closewait;

/// A function that makes more calls than that does more than to read.
static constexpr unsigned MostCalls = 8;

/// Whether the 0 of \p Call, by \p Row, is the end of the stream, and is read
/// and not only looked at.
static bool readsEnd(const CallExpr *Call, const FunctionModel &Row,
                     ASTContext &Ctx) {
  Expr::EvalResult Flags;
  int At = Row.Flags.Index;
  bool Peeks = Row.Peeks || (At >= 0 && unsigned(At) < Call->getNumArgs() &&
                             Call->getArg(At)->EvaluateAsInt(Flags, Ctx) &&
                             (Flags.Val.getInt().getExtValue() & MSG_PEEK));
  return Row.Does == Role::Read && !Row.isByHandle() && !Peeks &&
         !Row.EmptyMessage && Row.Zero == Meaning::EndOfStream &&
         Row.Told == Telling::ByErrno && Row.Descriptor.Index >= 0 &&
         !Row.Descriptor.Through;
}

static bool givesNumber(const FunctionDecl *F) {
  return F->getReturnType()->isIntegralOrEnumerationType();
}

namespace {
/// Finds the calls of a body.
class CallsWalk : public RecursiveASTVisitor<CallsWalk> {
public:
  bool VisitCallExpr(CallExpr *Call) {
    Found.push_back(Call);
    return true;
  }
  std::vector<const CallExpr *> Found;
};
} // namespace

ReadFacts::ReadFacts(const FunctionDecl *F, const ValuePaths &Values,
                     const EvidenceMap &Map) {
  ASTContext &Ctx = F->getASTContext();
  unsigned Index;
  if (!givesNumber(F))
    return;
  CallsWalk Calls;
  Calls.TraverseStmt(F->getBody());
  auto LeadsOut = [&](const Expr *E) {
    return llvm::any_of(Values.of(E), [&](const AccessPath &Path) {
      return Path.isParameter(Index);
    });
  };
  for (const CallExpr *Call : Calls.Found) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (const FunctionModel *Row = Map.modelOf(Call)) {
      if (!readsEnd(Call, *Row, Ctx))
        continue;
      Paths From = Values.of(Call->getArg(Row->Descriptor.Index));
      if (From.size() == 1 && From.begin()->isParameter(Index) &&
          !From.begin()->isCut())
        Reads.push_back({Call, *From.begin()});
    } else if (!isHarmless(Callee) &&
               !(Callee && isDeclaredByLibrary(Callee)) &&
               Call->getType()->isIntegralOrEnumerationType() &&
               llvm::any_of(Call->arguments(), LeadsOut))
      Others.push_back(Call);
  }
  if (Others.size() > MostCalls)
    Others.clear();
  if (Reads.empty() && Others.empty())
    return;
  All = std::make_unique<Answers>(F, Values, Map);
  if (!All->isFollowed())
    All.reset();
}

std::vector<BodyTurn> ReadFacts::turnsOf(const CallExpr *Call) const {
  std::vector<BodyTurn> Turns;
  if (!All || !llvm::is_contained(Others, Call))
    return Turns;
  auto TurnOf = [&](const ResultRange &From, ErrnoIs Errno) {
    Answer A = All->after(Call, From, Errno);
    return BodyTurn{From, Errno == ErrnoIs::Again, !A.Same.isEmpty(), A.Range,
                    A.Noted};
  };
  auto AreAlike = [](const BodyTurn &A, const BodyTurn &B) {
    return A.Same == B.Same && A.To == B.To && A.Noted == B.Noted;
  };
  auto Add = [&](const BodyTurn &Turn) {
    auto Like = llvm::find_if(Turns, [&](const BodyTurn &Known) {
      return Known.Again == Turn.Again && AreAlike(Known, Turn);
    });
    if (Like == Turns.end())
      Turns.push_back(Turn);
    else
      Like->From = Like->From.with(Turn.From);
  };
  for (const ResultRange &Negative :
       {ResultRange::upTo(-2), ResultRange::only(-1)}) {
    BodyTurn Fatal = TurnOf(Negative, ErrnoIs::Fatal);
    BodyTurn Again = TurnOf(Negative, ErrnoIs::Again);
    Add(Fatal);
    if (!AreAlike(Fatal, Again))
      Add(Again);
  }
  for (const ResultRange &Other : {ResultRange::only(0), ResultRange::from(1)})
    Add(TurnOf(Other, ErrnoIs::Anything));
  // What makes no difference does not matter.
  bool Matters = Turns.size() > 1 || Turns.front().Same;
  return Matters ? Turns : std::vector<BodyTurn>();
}

bool ReadFacts::tellsOf(const CallExpr *Call) const {
  return All && llvm::any_of(Reads, [&](const auto &Read) {
           return Read.first == Call;
         });
}

void ReadFacts::addTo(BodyFacts &Facts) const {
  if (!All)
    return;
  std::vector<const CallExpr *> Calls = Others;
  for (const auto &Read : Reads) {
    Calls.push_back(Read.first);
    auto Found = llvm::find_if(Facts.Reads, [&](const BodyRead &Known) {
      return Known.Of == Read.second;
    });
    if (Found == Facts.Reads.end()) {
      Found = Facts.Reads.insert(Found, BodyRead());
      Found->Of = Read.second;
    }
    auto Add = [&](ResultRange &To, const ResultRange &Given, ErrnoIs Errno,
                   bool IsEnd) {
      Answer A = All->after(Read.first, Given, Errno);
      // The code that got the report may close it.
      if (!IsEnd || !A.Noted)
        To = To.with(A.all());
    };
    ResultRange Failure = ResultRange::only(-1);
    Add(Found->End, ResultRange::only(0), ErrnoIs::Anything, true);
    Add(Found->Failed, Failure, ErrnoIs::Fatal, true);
    Add(Found->Again, Failure, ErrnoIs::Again, false);
    Add(Found->Again, Failure, ErrnoIs::Interrupted, false);
    Add(Found->Data, ResultRange::from(1), ErrnoIs::Anything, false);
  }
  Facts.Without = All->without(Calls).all();
}
