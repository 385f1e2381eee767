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
                    S.Keeps, S.Writes, S.Gives, S.Reads, S.Without, S.Calls);
  };
  return Key(*this) == Key(O);
}

const ProjectFacts::Call *ProjectFacts::Body::call(unsigned Number) const {
  for (const Call &C : Here.Calls)
    if (C.Number == Number)
      return &C;
  return nullptr;
}

bool ProjectFacts::Function::closes(PathId Path) const {
  return llvm::all_of(Bodies,
                      [&](const Body &B) { return B.Closes.count(Path) != 0; });
}

bool ProjectFacts::Function::neverReturns() const {
  return llvm::all_of(Bodies, [](const Body &B) { return B.NeverReturns; });
}

bool ProjectFacts::Function::varies() const {
  return llvm::any_of(Bodies, [](const Body &B) { return B.Varies; });
}

bool ProjectFacts::Function::reads() const {
  return llvm::any_of(Bodies,
                      [](const Body &B) { return B.ReadsFrom.size() != 0; });
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

/// Finds out what each name can call, and who is called by whom.
void ProjectFacts::resolveCalls() {
  auto IsKnown = [&](FunctionId Id) { return !Functions[Id].Bodies.empty(); };
  // Names that only flow into pointers get a number on the way.
  for (FunctionId Id = 0; Id != Functions.size(); ++Id) {
    std::vector<FunctionId> Callees;
    if (IsKnown(Id))
      Callees = {Id};
    else
      for (const std::string &One : Pointers.functionsIn(Functions[Id].Name))
        Callees.push_back(idOf(One));
    if (llvm::all_of(Callees, IsKnown))
      Functions[Id].Callees = std::move(Callees);
  }
  for (FunctionId Id = 0; Id != Functions.size(); ++Id)
    for (const Body &B : Functions[Id].Bodies)
      for (const Call &C : B.Here.Calls)
        for (FunctionId Callee : Functions[C.Of].Callees) {
          std::vector<FunctionId> &Callers = Functions[Callee].Callers;
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
        for (FunctionId Callee : Functions[C.Of].Callees)
          if (!Met[Callee])
            Open.push_back({Callee, false});
  }
  return Order;
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
  if (!Of || Functions[Of->Of].Callees.empty() || Depth > MostNested) {
    Found.add(Paths.somewhere(), Paths);
    return Found;
  }
  for (FunctionId Callee : Functions[Of->Of].Callees)
    for (const Body &B : Functions[Callee].Bodies)
      for (PathId Given : B.Gives)
        for (PathId Seen : seenFrom(In, *Of, Given, Depth))
          Found.add(Paths.from(Path, Seen), Paths);
  return Found;
}

/// What the body \p In does by the call \p Of.  \returns whether that is new.
bool ProjectFacts::follow(Body &In, const Call &Of) {
  Growth More(Paths);
  const std::vector<FunctionId> &All = Functions[Of.Of].Callees;
  if (All.empty()) {
    PathSet Anything;
    Anything.add(Paths.somewhere(), Paths);
    More.add(In.MayClose, Anything);
    for (PathId Given : Of.With)
      if (Given)
        More.addKept(In.Keeps, expand(In, Given, 0));
    return More.IsNew;
  }
  // It may be the function itself, whose sets are not to grow meanwhile.
  PathSet MayClose, Kept, Written, Read;
  std::vector<PathSet> Closed;
  auto See = [&](PathSet &Set, PathId Path) {
    PathSet Seen = seenFrom(In, Of, Path);
    for (PathId One : Seen)
      Set.add(One, Paths);
    return Seen;
  };
  auto AllDo = [&](auto What) {
    return Of.Always && llvm::all_of(All, [&](FunctionId Id) {
             return What(Functions[Id]);
           });
  };
  for (FunctionId Callee : All)
    for (const Body &B : Functions[Callee].Bodies) {
      for (PathId Path : B.Closes) {
        PathSet Seen = See(MayClose, Path);
        if (AllDo([&](const Function &F) { return F.closes(Path); }))
          Closed.push_back(Seen);
      }
      for (PathId Path : B.MayClose)
        See(MayClose, Path);
      for (PathId Path : B.Keeps)
        See(Kept, Path);
      for (PathId Path : B.Writes)
        See(Written, Path);
      for (PathId Path : B.ReadsFrom)
        See(Read, Path);
    }
  More.add(In.MayClose, MayClose);
  More.addKept(In.Keeps, Kept);
  More.addWritten(In.Writes, Written);
  More.addKept(In.ReadsFrom, Read);
  for (const PathSet &Set : Closed)
    More.addClosed(In.Closes, Set);
  More.add(In.NeverReturns,
           AllDo([](const Function &F) { return F.neverReturns(); }));
  More.add(In.Varies, llvm::any_of(All, [&](FunctionId Id) {
             return Functions[Id].varies();
           }));
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
  for (PathId Path : In.Here.Gives)
    More.add(In.Gives, expand(In, Path, 0));
  for (const auto &Read : In.Here.Reads)
    More.addKept(In.ReadsFrom, expand(In, Read.first, 0));
  for (const Call &C : In.Here.Calls)
    More.IsNew |= follow(In, C);
  return More.IsNew;
}

void ProjectFacts::settle() {
  resolveCalls();
  repeat([&](Body &B) { return follow(B); });
  repeat([&](Body &B) { return followReads(B); });
  repeat([&](Body &B) { return followWithout(B); });
}

bool ProjectFacts::find(llvm::StringRef Name, BodyFacts &Facts) const {
  auto Known = Names.find(Name);
  if (Known == Names.end() || Functions[Known->second].Bodies.empty())
    return false;
  const Function &F = Functions[Known->second];
  Facts = BodyFacts();
  PathSet MayClose, Keeps, Writes, Gives;
  std::set<PathId> Closes;
  for (const Body &B : F.Bodies) {
    if (Facts.At.empty() || B.Here.At < Facts.At)
      Facts.At = B.Here.At;
    for (PathId Path : B.Closes)
      if (F.closes(Path))
        Closes.insert(Path);
    auto AddAll = [&](PathSet &To, const PathSet &All) {
      for (PathId Path : All)
        To.add(Path, Paths);
    };
    AddAll(MayClose, B.MayClose);
    AddAll(Keeps, B.Keeps);
    AddAll(Writes, B.Writes);
    AddAll(Gives, B.Gives);
    Facts.Without = Facts.Without.with(B.Without);
  }
  auto Write = [&](const auto &All, std::vector<AccessPath> &To) {
    for (PathId Path : All)
      To.push_back(Paths[Path].Path);
    llvm::sort(To);
  };
  findReads(F, Facts, Keeps);
  // What it has opened and keeps is not its caller's.
  auto IsNew = [&](PathId Path) { return Paths[Path].IsNew; };
  MayClose.drop([&](PathId Path) { return Closes.count(Path) || IsNew(Path); });
  if (llvm::any_of(Keeps, IsNew))
    Gives.drop(IsNew);
  Keeps.drop(IsNew);
  Facts.NeverReturns = F.neverReturns();
  Facts.Varies = F.varies();
  Write(Closes, Facts.Closes);
  Write(MayClose, Facts.MayClose);
  Write(Keeps, Facts.Keeps);
  Write(Writes, Facts.Writes);
  Write(Gives, Facts.Gives);
  return true;
}
