//===- FactsReads.cpp - What the functions of a project answer ------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The part of ProjectFacts that puts together what functions answer where they
// have read, or have had others read for them.
//
//===----------------------------------------------------------------------===//

#include "FactsGrowth.h"

#include "llvm/ADT/STLExtras.h"

using namespace closewait;

/// What becomes of \p Given, which a call gave, by \p Turns; what is \p Noted
/// on the way counts only where the caller need not know of it.
static ResultRange turned(const std::vector<BodyTurn> &Turns,
                          const ResultRange &Given, bool Again, bool Noted) {
  ResultRange To, OnlyAgain;
  for (const BodyTurn &Turn : Turns)
    if (Turn.Again)
      OnlyAgain = OnlyAgain.with(Turn.From);
  for (const BodyTurn &Turn : Turns) {
    ResultRange Part = Given.common(Turn.From);
    if (Again && !Turn.Again)
      Part = Part.common(OnlyAgain.others());
    if (Part.isEmpty() || (Turn.Again && !Again) || (Turn.Noted && !Noted))
      continue;
    To = To.with(Turn.To);
    if (Turn.Same)
      To = To.with(Part);
  }
  return To;
}

/// What the body \p In answers where it has read.  \returns whether that is
/// new.
bool ProjectFacts::followReads(Body &In) {
  Growth More(Paths);
  auto Add = [&](ReadAnswers &To, const ReadAnswers &A) {
    ReadAnswers Both = To.with(A);
    More.IsNew |= !(Both == To);
    To = std::move(Both);
  };
  for (const auto &Read : In.Here.Reads)
    Add(In.Reads[Read.first], Read.second);
  for (const Call &C : In.Here.Calls) {
    if (C.Turns.empty())
      continue;
    // It may be this very body: what comes to it meanwhile does not count yet.
    std::vector<std::pair<PathId, ReadAnswers>> Given;
    for (const auto &Read : Functions[C.Of].deeds().Reads) {
      PathSet Of = seenFrom(In, C, Read.first);
      if (Of.size() == 1)
        Given.push_back({Paths[*Of.begin()].Target, Read.second});
    }
    for (const auto &[Path, A] : Given)
      Add(In.Reads[Path],
          {turned(C.Turns, A.End, /*Again=*/false, /*Noted=*/false),
           turned(C.Turns, A.Failed, /*Again=*/false, /*Noted=*/false),
           turned(C.Turns, A.Again, /*Again=*/true, /*Noted=*/true),
           turned(C.Turns, A.Data, /*Again=*/false, /*Noted=*/true)});
  }
  return More.IsNew;
}

/// What the body \p In answers where it has not read.  \returns whether that is
/// new.
bool ProjectFacts::followWithout(Body &In) {
  Growth More(Paths);
  More.add(In.Without, In.Here.Without);
  auto Add = [&](const Call &C, const ResultRange &Given) {
    for (bool Again : {false, true})
      More.add(In.Without, turned(C.Turns, Given, Again, /*Noted=*/true));
  };
  for (const Call &C : In.Here.Calls) {
    if (C.Turns.empty())
      continue;
    const Deeds &Callees = Functions[C.Of].deeds();
    Add(C,
        Callees.IsReader ? ResultRange(Callees.Without) : ResultRange::any());
  }
  return More.IsNew;
}

/// Adds to \p Facts the reads that \p F reports; a function that hides the end
/// of a read \p Keeps the descriptor: its answer to the end is unknown.
void ProjectFacts::findReads(const Function &F, BodyFacts &Facts,
                             PathSet &Keeps) const {
  for (const Body &B : F.Bodies)
    for (PathId Path : B.ReadsFrom) {
      ReadAnswers Answers;
      bool All = true;
      for (const Body &Other : F.Bodies) {
        auto Found = Other.Reads.find(Path);
        All &= Found != Other.Reads.end();
        if (Found != Other.Reads.end())
          Answers = Answers.with(Found->second);
      }
      BodyRead Read{Answers, Paths[Path].Path};
      if (All && Read.tells(Facts.Without)) {
        if (!llvm::is_contained(Facts.Reads, Read))
          Facts.Reads.push_back(Read);
      } else {
        Keeps.add(Path, Paths);
      }
    }
  llvm::sort(Facts.Reads,
             [](const BodyRead &A, const BodyRead &B) { return A.Of < B.Of; });
}
