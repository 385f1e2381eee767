//===- ProjectFacts.cpp - What the functions of a project do --------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FactsGrowth.h"

#include "llvm/ADT/STLExtras.h"

#include <tuple>

using namespace closewait;

/// Calls that are given each other's results go round in a circle.
static constexpr unsigned MostNested = 8;

bool ProjectFacts::Call::operator==(const Call &O) const {
  return std::tie(Of, Line, Number, Always, With, Turns) ==
         std::tie(O.Of, O.Line, O.Number, O.Always, O.With, O.Turns);
}

bool ProjectFacts::Seen::operator==(const Seen &O) const {
  auto Key = [](const Seen &S) {
    return std::tie(S.At, S.NeverReturns, S.Varies, S.Closes, S.MayClose,
                    S.Keeps, S.Writes, S.Sends, S.Gives, S.Reads, S.Without,
                    S.Calls);
  };
  return Key(*this) == Key(O);
}

const ProjectFacts::Call *ProjectFacts::Body::call(unsigned Number) const {
  for (const Call &C : Here.Calls)
    if (C.Number == Number)
      return &C;
  return nullptr;
}

ProjectFacts::FunctionId ProjectFacts::idOf(llvm::StringRef Name) {
  auto Known = Names.try_emplace(Name, FunctionId(Functions.size()));
  if (Known.second) {
    Functions.emplace_back();
    Functions.back().Name = Name.str();
  }
  return Known.first->second;
}

std::vector<PathId> ProjectFacts::idsOf(const std::vector<AccessPath> &All) {
  std::vector<PathId> Ids;
  for (const AccessPath &Path : All)
    Ids.push_back(Paths.of(Path));
  return Ids;
}

ProjectFacts::Seen ProjectFacts::read(const BodyFacts &Facts) {
  Seen S{Facts.At,
         Facts.NeverReturns,
         Facts.Varies,
         idsOf(Facts.Closes),
         idsOf(Facts.MayClose),
         idsOf(Facts.Keeps),
         idsOf(Facts.Writes),
         idsOf(Facts.Sends),
         idsOf(Facts.Gives),
         {},
         Facts.Without,
         {}};
  for (const BodyRead &Read : Facts.Reads)
    S.Reads[Paths.of(Read.Of)] = Read;
  for (const BodyCall &C : Facts.Calls)
    S.Calls.push_back(
        {idOf(C.Of), C.Line, C.Number, C.Always, idsOf(C.With), C.Turns});
  return S;
}

void ProjectFacts::add(const SocketModel &Unit) {
  for (const auto &Row : Unit.rows()) {
    if (Row.getValue().Does != Role::Body)
      continue;
    Seen Here = read(Row.getValue().Seen);
    std::vector<Body> &Bodies = Functions[idOf(Row.getKey())].Bodies;
    if (llvm::any_of(Bodies, [&](const Body &B) { return B.Here == Here; }))
      continue;
    Bodies.emplace_back();
    Body &New = Bodies.back();
    New.NeverReturns = Here.NeverReturns;
    New.Varies = Here.Varies;
    New.Here = std::move(Here);
  }
  Pointers.add(Unit.flows());
}

/// A body that calls \p Target with what it is given, and gives what that
/// gives.
ProjectFacts::Body ProjectFacts::calling(FunctionId Target) {
  Call C{Target, /*Line=*/0, /*Number=*/1, /*Always=*/true, {}, {}};
  for (unsigned I = 0; I <= Position::Last; ++I)
    C.With.push_back(Paths.of(AccessPath::parameter(I)));
  BodyTurn Passed;
  Passed.From = ResultRange::any();
  Passed.Same = true;
  C.Turns = {Passed};
  Body B;
  B.Here.Gives = {Paths.of(AccessPath::call(C.Number))};
  B.Here.Calls = {std::move(C)};
  return B;
}

/// Gives pointers with only known functions the bodies of these functions.
void ProjectFacts::resolvePointers() {
  // Names that only flow into pointers get a number on the way.
  for (FunctionId Id = 0; Id != Functions.size(); ++Id) {
    if (Functions[Id].isKnown())
      continue;
    std::vector<FunctionId> Targets;
    for (const std::string &One : Pointers.functionsIn(Functions[Id].Name))
      Targets.push_back(idOf(One));
    Functions[Id].IsPointer = !Targets.empty();
    if (llvm::all_of(Targets, [&](FunctionId Target) {
          return Functions[Target].isKnown() && !Functions[Target].IsPointer;
        }))
      for (FunctionId Target : Targets)
        Functions[Id].Bodies.push_back(calling(Target));
  }
}

void ProjectFacts::findCallers() {
  for (FunctionId Id = 0; Id != Functions.size(); ++Id)
    for (const Body &B : Functions[Id].Bodies)
      for (const Call &C : B.Here.Calls) {
        std::vector<FunctionId> &Callers = Functions[C.Of].Callers;
        if (Callers.empty() || Callers.back() != Id)
          Callers.push_back(Id);
      }
}

/// All functions, those that are called before those that call them, as far as
/// there is such an order.
std::vector<ProjectFacts::FunctionId> ProjectFacts::bottomUp() const {
  std::vector<FunctionId> Order;
  std::vector<bool> Met(Functions.size());
  std::vector<std::pair<FunctionId, bool>> Open;
  for (FunctionId Id = Functions.size(); Id-- != 0;)
    Open.push_back({Id, false});
  while (!Open.empty()) {
    auto [Id, IsDone] = Open.back();
    Open.pop_back();
    if (IsDone)
      Order.push_back(Id);
    if (IsDone || Met[Id])
      continue;
    Met[Id] = true;
    Open.push_back({Id, true});
    for (const Body &B : Functions[Id].Bodies)
      for (const Call &C : B.Here.Calls)
        if (!Met[C.Of])
          Open.push_back({C.Of, false});
  }
  return Order;
}

/// Puts together what the bodies of \p F do: all of them for sure, or one.
void ProjectFacts::putTogether(Function &F) const {
  Deeds &All = F.Common;
  auto AddAll = [&](PathSet &To, const auto &Set) {
    for (PathId Path : Set)
      To.add(Path, Paths);
  };
  for (const Body &B : F.Bodies) {
    AddAll(All.MayClose, B.MayClose);
    AddAll(All.Keeps, B.Keeps);
    AddAll(All.Writes, B.Writes);
    AddAll(All.Sends, B.Sends);
    AddAll(All.Gives, B.Gives);
    AddAll(All.ReadsFrom, B.ReadsFrom);
    for (const auto &Read : B.Reads)
      All.Reads[Read.first] = All.Reads[Read.first].with(Read.second);
    All.Without = All.Without.with(B.Without);
    All.Varies |= B.Varies;
  }
  for (PathId Path : F.Bodies.front().Closes)
    if (llvm::all_of(F.Bodies,
                     [&](const Body &B) { return B.Closes.count(Path); }))
      All.Closes.insert(Path);
  All.NeverReturns =
      llvm::all_of(F.Bodies, [](const Body &B) { return B.NeverReturns; });
  All.IsReader =
      llvm::all_of(F.Bodies, [](const Body &B) { return B.IsReader; });
}

/// Has \p Do look at all bodies, and again at those whose callees have
/// something new, until nothing new comes.
template <typename Step> void ProjectFacts::repeat(const Step &Do) {
  std::deque<FunctionId> Open;
  std::vector<bool> Waits(Functions.size());
  auto Push = [&](FunctionId Id) {
    if (!Waits[Id])
      Open.push_back(Id);
    Waits[Id] = true;
  };
  llvm::for_each(bottomUp(), Push);
  while (!Open.empty()) {
    Function &F = Functions[Open.front()];
    Waits[Open.front()] = false;
    Open.pop_front();
    bool IsNew = false;
    for (Body &B : F.Bodies)
      IsNew |= Do(B);
    if (F.Bodies.size() > 1)
      putTogether(F);
    if (IsNew)
      llvm::for_each(F.Callers, Push);
  }
}

/// What \p Path of a function that \p Of calls is in the body \p In.
PathSet ProjectFacts::seenFrom(const Body &In, const Call &Of, PathId Path,
                               unsigned Depth) {
  PathSet Seen;
  int Index = Paths[Path].Parameter;
  if (Index < 0) {
    Seen.add(Path, Paths);
    return Seen;
  }
  if (unsigned(Index) < Of.With.size() && Of.With[Index] != 0)
    for (PathId Given : expand(In, Of.With[Index], Depth + 1))
      Seen.add(Paths.from(Path, Given), Paths);
  return Seen;
}

/// What \p Path is where no result of a call stands for it any more.
PathSet ProjectFacts::expand(const Body &In, PathId Path, unsigned Depth) {
  PathSet Found;
  if (Paths[Path].Call < 0) {
    Found.add(Path, Paths);
    return Found;
  }
  const Call *Of = In.call(unsigned(Paths[Path].Call));
  if (!Of || !Functions[Of->Of].isKnown() || Depth > MostNested) {
    Found.add(Paths.somewhere(), Paths);
    return Found;
  }
  for (PathId Given : Functions[Of->Of].deeds().Gives)
    for (PathId Seen : seenFrom(In, *Of, Given, Depth))
      Found.add(Paths.from(Path, Seen), Paths);
  return Found;
}

/// What the body \p In does by the call \p Of.  \returns whether that is new.
bool ProjectFacts::follow(Body &In, const Call &Of) {
  Growth More(Paths);
  if (!Functions[Of.Of].isKnown()) {
    PathSet Anything;
    Anything.add(Paths.somewhere(), Paths);
    More.add(In.MayClose, Anything);
    for (PathId Given : Of.With)
      if (Given)
        More.addKept(In.Keeps, expand(In, Given, 0));
    return More.IsNew;
  }
  // It may be the function itself, whose sets are not to grow meanwhile.
  PathSet MayClose, Kept, Written, SentTo, Read;
  std::vector<PathSet> Closed;
  auto See = [&](PathSet &Set, PathId Path) {
    PathSet Seen = seenFrom(In, Of, Path);
    for (PathId One : Seen)
      Set.add(One, Paths);
    return Seen;
  };
  const Deeds &Callees = Functions[Of.Of].deeds();
  for (PathId Path : Callees.Closes) {
    PathSet Seen = See(MayClose, Path);
    if (Of.Always)
      Closed.push_back(Seen);
  }
  for (PathId Path : Callees.MayClose)
    See(MayClose, Path);
  for (PathId Path : Callees.Keeps)
    See(Kept, Path);
  for (PathId Path : Callees.Writes)
    See(Written, Path);
  for (PathId Path : Callees.Sends)
    See(SentTo, Path);
  for (PathId Path : Callees.ReadsFrom)
    See(Read, Path);
  More.add(In.MayClose, MayClose);
  More.addKept(In.Keeps, Kept);
  More.addWritten(In.Writes, Written);
  More.addKept(In.Sends, SentTo);
  More.addKept(In.ReadsFrom, Read);
  for (const PathSet &Set : Closed)
    More.addClosed(In.Closes, Set);
  More.add(In.NeverReturns, Of.Always && Callees.NeverReturns);
  More.add(In.Varies, Callees.Varies);
  return More.IsNew;
}

/// What the body \p In does.  \returns whether that is new.
bool ProjectFacts::follow(Body &In) {
  Growth More(Paths);
  for (PathId Path : In.Here.Closes) {
    PathSet Found = expand(In, Path, 0);
    More.add(In.MayClose, Found);
    More.addClosed(In.Closes, Found);
  }
  for (PathId Path : In.Here.MayClose)
    More.add(In.MayClose, expand(In, Path, 0));
  for (PathId Path : In.Here.Keeps)
    More.addKept(In.Keeps, expand(In, Path, 0));
  for (PathId Path : In.Here.Writes)
    More.addWritten(In.Writes, expand(In, Path, 0));
  for (PathId Path : In.Here.Sends)
    More.addKept(In.Sends, expand(In, Path, 0));
  for (PathId Path : In.Here.Gives)
    More.add(In.Gives, expand(In, Path, 0));
  for (const auto &Read : In.Here.Reads)
    More.addKept(In.ReadsFrom, expand(In, Read.first, 0));
  for (const Call &C : In.Here.Calls)
    More.IsNew |= follow(In, C);
  More.add(In.IsReader, In.ReadsFrom.size() != 0);
  return More.IsNew;
}

void ProjectFacts::settle() {
  resolvePointers();
  findCallers();
  repeat([&](Body &B) { return follow(B); });
  repeat([&](Body &B) { return followReads(B); });
  repeat([&](Body &B) { return followWithout(B); });
}

bool ProjectFacts::find(llvm::StringRef Name, BodyFacts &Facts) const {
  auto Known = Names.find(Name);
  if (Known == Names.end())
    return false;
  const Function &F = Functions[Known->second];
  if (!F.isKnown() || F.IsPointer)
    return false;
  const Deeds &Done = F.deeds();
  Facts = BodyFacts();
  Facts.At = F.Bodies.front().Here.At;
  for (const Body &B : F.Bodies)
    Facts.At = std::min(Facts.At, B.Here.At);
  Facts.NeverReturns = Done.NeverReturns;
  Facts.Varies = Done.Varies;
  Facts.Without = Done.Without;
  PathSet MayClose = Done.MayClose, Keeps = Done.Keeps, Gives = Done.Gives;
  auto Write = [&](const auto &All, std::vector<AccessPath> &To) {
    for (PathId Path : All)
      To.push_back(Paths[Path].Path);
    llvm::sort(To);
  };
  findReads(F, Facts, Keeps);
  // What it has opened and keeps is not its caller's.
  auto IsNew = [&](PathId Path) { return Paths[Path].IsNew; };
  MayClose.drop(
      [&](PathId Path) { return Done.Closes.count(Path) || IsNew(Path); });
  if (llvm::any_of(Keeps, IsNew))
    Gives.drop(IsNew);
  Keeps.drop(IsNew);
  Write(Done.Closes, Facts.Closes);
  Write(MayClose, Facts.MayClose);
  Write(Keeps, Facts.Keeps);
  Write(Done.Writes, Facts.Writes);
  Write(Done.Sends, Facts.Sends);
  Write(Gives, Facts.Gives);
  return true;
}
