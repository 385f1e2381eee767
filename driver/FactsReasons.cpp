//===- FactsReasons.cpp - Why a function does what it does ----------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What ProjectFacts has put together, taken apart again for who asks why.
//
//===----------------------------------------------------------------------===//

#include "ProjectFacts.h"

#include "llvm/ADT/STLExtras.h"

using namespace closewait;

std::string closewait::plainName(llvm::StringRef Name) {
  return Name.split('@').first.str();
}

std::vector<std::string> ProjectFacts::names() const {
  std::vector<std::string> All;
  for (const Function &F : Functions)
    if (F.isKnown() && !F.IsPointer)
      All.push_back(F.Name);
  llvm::sort(All);
  return All;
}

std::vector<std::string> ProjectFacts::named(llvm::StringRef Name) const {
  std::vector<std::string> Found;
  for (const std::string &Each : names())
    if (Each == Name || plainName(Each) == Name)
      Found.push_back(Each);
  return Found;
}

/// The functions that \p C calls; none where one is not known.
std::vector<ProjectFacts::FunctionId>
ProjectFacts::calledBy(const Call &C) const {
  const Function &F = Functions[C.Of];
  if (!F.IsPointer)
    return F.isKnown() ? std::vector<FunctionId>{C.Of}
                       : std::vector<FunctionId>();
  std::vector<FunctionId> Targets;
  for (const Body &B : F.Bodies)
    Targets.push_back(B.Here.Calls.front().Of);
  return Targets;
}

/// Whether one of \p Seen is \p Path, as the body has it or as its callers do.
bool ProjectFacts::has(const PathSet &Seen, PathId Path) const {
  return llvm::any_of(Seen, [&](PathId One) {
    return One == Path || Paths[One].Target == Path ||
           Paths[One].Outside == Path;
  });
}

/// Whether the body \p B does \p What with \p Path, and no call for it.
bool ProjectFacts::doesItself(const Body &B, Deed::Kind What, PathId Path) {
  auto Has = [&](const auto &All, auto IdOf) {
    return llvm::any_of(All, [&](const auto &Each) {
      return has(expand(B, IdOf(Each), 0), Path);
    });
  };
  auto Self = [](PathId Id) { return Id; };
  switch (What) {
  case Deed::Closes:
    return Has(B.Here.Closes, Self);
  case Deed::MayClose:
    return Has(B.Here.MayClose, Self) || Has(B.Here.Closes, Self);
  case Deed::Keeps:
    return Has(B.Here.Keeps, Self);
  case Deed::Writes:
    return Has(B.Here.Writes, Self);
  case Deed::Sends:
    return Has(B.Here.Sends, Self);
  case Deed::Reads:
    return Has(B.Here.Reads, [](const auto &Read) { return Read.first; });
  case Deed::None:
    return false;
  }
  return false;
}

const char *closewait::wordOf(Deed::Kind What) {
  switch (What) {
  case Deed::Closes:
    return "closes ";
  case Deed::MayClose:
    return "may close ";
  case Deed::Keeps:
    return "keeps ";
  case Deed::Writes:
    return "writes ";
  case Deed::Sends:
    return "sends to ";
  case Deed::Reads:
    return "reads ";
  case Deed::None:
    return "";
  }
  return "";
}

/// Adds the way from the function \p Id to where \p What is done with \p Path,
/// if there is one that has not been \p Met.
bool ProjectFacts::explain(FunctionId Id, Deed::Kind What, PathId Path,
                           std::set<std::pair<FunctionId, PathId>> &Met,
                           std::vector<std::string> &Steps) {
  if (!Met.insert({Id, Path}).second)
    return false;
  auto SetsOf = [&](const Body &B) {
    std::vector<PathId> All;
    auto Add = [&](const auto &Set) {
      All.insert(All.end(), Set.begin(), Set.end());
    };
    if (What == Deed::Closes || What == Deed::MayClose)
      Add(B.Closes);
    if (What == Deed::MayClose)
      Add(B.MayClose);
    else if (What == Deed::Keeps)
      Add(B.Keeps);
    else if (What == Deed::Writes)
      Add(B.Writes);
    else if (What == Deed::Sends)
      Add(B.Sends);
    else if (What == Deed::Reads)
      Add(B.ReadsFrom);
    return All;
  };
  for (const Body &B : Functions[Id].Bodies) {
    if (doesItself(B, What, Path)) {
      Steps.push_back(B.Here.At + ": " + plainName(Functions[Id].Name) +
                      "() does so itself");
      return true;
    }
    std::string File = llvm::StringRef(B.Here.At).rsplit(':').first.str();
    for (const Call &C : B.Here.Calls) {
      std::string Place = File + ":" + std::to_string(C.Line) + ": ";
      const std::vector<FunctionId> Callees = calledBy(C);
      if (Callees.empty() && (What == Deed::MayClose || What == Deed::Keeps) &&
          (Path == Paths.somewhere() || What == Deed::Keeps)) {
        Steps.push_back(Place + "calls " + Functions[C.Of].Name +
                        ", which is not known");
        return true;
      }
      for (FunctionId Callee : Callees)
        for (const Body &Inner : Functions[Callee].Bodies)
          for (PathId Theirs : SetsOf(Inner)) {
            if (!has(seenFrom(B, C, Theirs), Path))
              continue;
            Steps.push_back(Place + plainName(Functions[Callee].Name) + "() " +
                            wordOf(What) + Paths[Theirs].Path.text());
            if (explain(Callee, What, Theirs, Met, Steps))
              return true;
            Steps.pop_back();
          }
    }
  }
  return false;
}

std::vector<std::string> ProjectFacts::why(llvm::StringRef Name,
                                           const Deed &What) {
  std::vector<std::string> Steps;
  std::set<std::pair<FunctionId, PathId>> Met;
  auto Known = Names.find(Name);
  if (Known == Names.end() || What.Is == Deed::None)
    return Steps;
  PathId Path = Paths.of(What.Path);
  if (explain(Known->second, What.Is, Path, Met, Steps) ||
      What.Is != Deed::Keeps)
    return Steps;
  // A function that hides the end of its read may do anything then.
  Met.clear();
  if (explain(Known->second, Deed::Reads, Path, Met, Steps))
    Steps.push_back("and its result does not show the end of the stream");
  return Steps;
}
