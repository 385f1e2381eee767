//===- ProjectFacts.cpp - What the functions of a project do --------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ProjectFacts.h"

#include "llvm/ADT/STLExtras.h"

#include <deque>

using namespace closewait;

/// Calls that are given each other's results go round in a circle.
static constexpr unsigned MostNested = 8;

bool PathSet::add(const AccessPath &Path) {
  unsigned OfRoot = 0;
  for (const AccessPath &Known : All) {
    if (Known == Path || (Known.covers(Path) && !Known.isSomewhere()))
      return false;
    OfRoot += Known.root() == Path.root();
  }
  bool IsSomewhere = Path.isSomewhere();
  for (auto I = All.begin(); I != All.end();)
    I = !IsSomewhere && Path.covers(*I) ? All.erase(I) : std::next(I);
  All.insert(Path);
  if (OfRoot >= MostOfOneRoot)
    add(Path.start());
  return true;
}

/// What a caller can see of \p Path: the function's own globals only by what
/// lies behind them, which may have other names, too.
static AccessPath outside(const AccessPath &Path) {
  if (!Path.isGlobal())
    return Path.target();
  if (Path.isAddress() || !Path.steps().empty())
    return AccessPath::somewhere();
  bool IsUnitsOwn = Path.text().back() == '@';
  return IsUnitsOwn ? AccessPath() : Path;
}

ProjectFacts::Body::Body(const BodyFacts &Seen)
    : Seen(Seen), NeverReturns(Seen.NeverReturns), Varies(Seen.Varies) {}

const BodyCall *ProjectFacts::Body::call(unsigned Number) const {
  for (const BodyCall &Call : Seen.Calls)
    if (Call.Number == Number)
      return &Call;
  return nullptr;
}

bool ProjectFacts::Function::closes(const AccessPath &Path) const {
  return llvm::all_of(Bodies,
                      [&](const Body &B) { return B.Closes.count(Path) != 0; });
}

bool ProjectFacts::Function::neverReturns() const {
  return llvm::all_of(Bodies, [](const Body &B) { return B.NeverReturns; });
}

bool ProjectFacts::Function::varies() const {
  return llvm::any_of(Bodies, [](const Body &B) { return B.Varies; });
}

void ProjectFacts::add(const SocketModel &Unit) {
  for (const auto &Row : Unit.rows()) {
    const BodyFacts &Seen = Row.getValue().Seen;
    std::vector<Body> &Bodies = Functions[Row.getKey().str()].Bodies;
    if (Row.getValue().Does == Role::Body &&
        llvm::none_of(Bodies, [&](const Body &B) { return B.Seen == Seen; }))
      Bodies.emplace_back(Seen);
  }
  Pointers.add(Unit.flows());
}

const ProjectFacts::Function *ProjectFacts::known(llvm::StringRef Name) const {
  auto Found = Functions.find(Name);
  return Found == Functions.end() || Found->second.Bodies.empty()
             ? nullptr
             : &Found->second;
}

const std::vector<const ProjectFacts::Function *> &
ProjectFacts::calleesOf(const BodyCall &Call) const {
  return Callees.find(Call.Of)->second;
}

/// Finds out what each call can call, and who is called by whom.
void ProjectFacts::resolveCalls() {
  auto Resolve = [&](const std::string &Name) {
    std::vector<const Function *> Found;
    if (const Function *F = known(Name))
      return std::vector<const Function *>{F};
    for (const std::string &One : Pointers.functionsIn(Name)) {
      const Function *F = known(One);
      if (!F)
        return std::vector<const Function *>();
      Found.push_back(F);
    }
    return Found;
  };
  for (auto &F : Functions)
    for (const Body &B : F.second.Bodies)
      for (const BodyCall &Call : B.Seen.Calls) {
        auto Entry = Callees.try_emplace(Call.Of);
        if (Entry.second)
          Entry.first->second = Resolve(Call.Of);
        for (const Function *Callee : Entry.first->second)
          const_cast<Function *>(Callee)->Callers.insert(F.first);
      }
}

/// What \p Path of a function that \p Call calls is in the body \p In.
PathSet ProjectFacts::seenFrom(const Body &In, const BodyCall &Call,
                               const AccessPath &Path, unsigned Depth) const {
  PathSet Seen;
  unsigned Index;
  if (!Path.isParameter(Index)) {
    Seen.add(Path);
    return Seen;
  }
  if (Index < Call.With.size() && Call.With[Index].isGiven())
    for (const AccessPath &Given : expand(In, Call.With[Index], Depth + 1))
      Seen.add(Path.from(Given));
  return Seen;
}

/// What \p Path is where no result of a call stands for it any more.
PathSet ProjectFacts::expand(const Body &In, const AccessPath &Path,
                             unsigned Depth) const {
  PathSet Found;
  unsigned Number;
  if (!Path.isCall(Number)) {
    Found.add(Path);
    return Found;
  }
  const BodyCall *Call = In.call(Number);
  if (!Call || calleesOf(*Call).empty() || Depth > MostNested) {
    Found.add(AccessPath::somewhere());
    return Found;
  }
  for (const Function *Callee : calleesOf(*Call))
    for (const Body &B : Callee->Bodies)
      for (const AccessPath &Given : B.Gives)
        for (const AccessPath &Seen : seenFrom(In, *Call, Given, Depth))
          Found.add(Path.from(Seen));
  return Found;
}

namespace {
/// Adds to what is known of a body, as its callers see it.
struct Growth {
  bool IsNew = false;

  void add(PathSet &Set, const PathSet &Found) {
    for (const AccessPath &Path : Found)
      if (AccessPath Seen = outside(Path); Seen.isGiven())
        IsNew |= Set.add(Seen);
  }
  void addKept(PathSet &Set, const PathSet &Found) {
    // What others can find is theirs already.
    for (const AccessPath &Path : Found)
      if (!Path.isGlobal() && !Path.isSomewhere())
        IsNew |= Set.add(Path.target());
  }
  void addWritten(PathSet &Set, const PathSet &Found) {
    for (const AccessPath &Path : Found)
      IsNew |=
          Set.add(Path.isGlobal() ? AccessPath::somewhere() : Path.target());
  }
  void addClosed(std::set<AccessPath> &Set, const PathSet &Found) {
    // Of several, it is one of them; none: it is new.
    if (Found.size() != 1)
      return;
    AccessPath Seen = outside(*Found.begin());
    if (Seen.isGiven() && !Seen.isSomewhere() && !Seen.isCut())
      IsNew |= Set.insert(Seen).second;
  }
  void add(bool &Flag, bool Value) {
    IsNew |= Value && !Flag;
    Flag |= Value;
  }
};
} // namespace

/// What the body \p In does by \p Call.  \returns whether that is new.
bool ProjectFacts::follow(Body &In, const BodyCall &Call) const {
  Growth More;
  const auto &All = calleesOf(Call);
  if (All.empty()) {
    PathSet Anything;
    Anything.add(AccessPath::somewhere());
    More.add(In.MayClose, Anything);
    for (const AccessPath &Given : Call.With)
      if (Given.isGiven())
        More.addKept(In.Keeps, expand(In, Given, 0));
    return More.IsNew;
  }
  // It may be the function itself, whose sets are not to grow meanwhile.
  PathSet MayClose, Kept, Written;
  std::vector<PathSet> Closed;
  auto See = [&](PathSet &Set, const AccessPath &Path) {
    PathSet Seen = seenFrom(In, Call, Path);
    for (const AccessPath &One : Seen)
      Set.add(One);
    return Seen;
  };
  auto AllDo = [&](auto What) {
    return Call.Always && llvm::all_of(All, What);
  };
  for (const Function *Callee : All)
    for (const Body &B : Callee->Bodies) {
      for (const AccessPath &Path : B.Closes) {
        PathSet Seen = See(MayClose, Path);
        if (AllDo([&](const Function *F) { return F->closes(Path); }))
          Closed.push_back(Seen);
      }
      for (const AccessPath &Path : B.MayClose)
        See(MayClose, Path);
      for (const AccessPath &Path : B.Keeps)
        See(Kept, Path);
      for (const AccessPath &Path : B.Writes)
        See(Written, Path);
    }
  More.add(In.MayClose, MayClose);
  More.addKept(In.Keeps, Kept);
  More.addWritten(In.Writes, Written);
  for (const PathSet &Set : Closed)
    More.addClosed(In.Closes, Set);
  More.add(In.NeverReturns,
           AllDo([](const Function *F) { return F->neverReturns(); }));
  More.add(In.Varies,
           llvm::any_of(All, [](const Function *F) { return F->varies(); }));
  return More.IsNew;
}

/// What the body \p In does.  \returns whether that is new.
bool ProjectFacts::follow(Body &In) const {
  Growth More;
  for (const AccessPath &Path : In.Seen.Closes) {
    PathSet Found = expand(In, Path, 0);
    More.add(In.MayClose, Found);
    More.addClosed(In.Closes, Found);
  }
  for (const AccessPath &Path : In.Seen.MayClose)
    More.add(In.MayClose, expand(In, Path, 0));
  for (const AccessPath &Path : In.Seen.Keeps)
    More.addKept(In.Keeps, expand(In, Path, 0));
  for (const AccessPath &Path : In.Seen.Writes)
    More.addWritten(In.Writes, expand(In, Path, 0));
  for (const AccessPath &Path : In.Seen.Gives)
    More.add(In.Gives, expand(In, Path, 0));
  for (const BodyCall &Call : In.Seen.Calls)
    More.IsNew |= follow(In, Call);
  return More.IsNew;
}

void ProjectFacts::settle() {
  resolveCalls();
  std::deque<std::string> Open;
  std::set<std::string> Waiting;
  auto Push = [&](const std::string &Name) {
    if (Waiting.insert(Name).second)
      Open.push_back(Name);
  };
  for (const auto &F : Functions)
    Push(F.first);
  while (!Open.empty()) {
    std::string Name = std::move(Open.front());
    Open.pop_front();
    Waiting.erase(Name);
    Function &F = Functions[Name];
    bool IsNew = false;
    for (Body &B : F.Bodies)
      IsNew |= follow(B);
    if (IsNew)
      llvm::for_each(F.Callers, Push);
  }
}

bool ProjectFacts::find(llvm::StringRef Name, BodyFacts &Facts) const {
  const Function *F = known(Name);
  if (!F)
    return false;
  Facts = BodyFacts();
  PathSet MayClose, Keeps, Writes, Gives;
  std::set<AccessPath> Closes;
  for (const Body &B : F->Bodies) {
    if (Facts.At.empty() || B.Seen.At < Facts.At)
      Facts.At = B.Seen.At;
    for (const AccessPath &Path : B.Closes)
      if (F->closes(Path))
        Closes.insert(Path);
    for (const AccessPath &Path : B.MayClose)
      MayClose.add(Path);
    for (const AccessPath &Path : B.Keeps)
      Keeps.add(Path);
    for (const AccessPath &Path : B.Writes)
      Writes.add(Path);
    for (const AccessPath &Path : B.Gives)
      Gives.add(Path);
  }
  Facts.NeverReturns = F->neverReturns();
  Facts.Varies = F->varies();
  Facts.Closes.assign(Closes.begin(), Closes.end());
  for (const AccessPath &Path : MayClose)
    if (!Closes.count(Path) && !Path.isNew())
      Facts.MayClose.push_back(Path);
  for (const AccessPath &Path : Keeps)
    if (!Path.isNew())
      Facts.Keeps.push_back(Path);
  Facts.Writes.assign(Writes.begin(), Writes.end());
  Facts.Gives.assign(Gives.begin(), Gives.end());
  return true;
}
