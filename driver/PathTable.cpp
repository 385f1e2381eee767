//===- PathTable.cpp - Access paths by number -----------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PathTable.h"

#include "llvm/ADT/STLExtras.h"

using namespace closewait;

PathTable::PathTable() {
  All.emplace_back();
  Somewhere = of(AccessPath::somewhere());
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

PathId PathTable::of(const AccessPath &Path) {
  if (!Path.isGiven())
    return 0;
  auto Known = Ids.try_emplace(Path.text(), PathId(All.size()));
  PathId Id = Known.first->second;
  if (!Known.second)
    return Id;
  All.emplace_back();
  Entry E;
  E.Path = Path;
  unsigned Number;
  if (Path.isParameter(Number))
    E.Parameter = int(Number);
  if (Path.isCall(Number))
    E.Call = int(Number);
  E.IsGlobal = Path.isGlobal();
  E.IsSomewhere = Path.isSomewhere();
  E.IsNew = Path.isNew();
  E.IsCut = Path.isCut();
  E.Start = of(Path.start());
  E.Target = of(Path.target());
  E.Outside = of(outside(Path));
  All[Id] = std::move(E);
  return Id;
}

/// \p Path, cut off where a step is taken for the second time in a row: calls
/// that go round in a circle, from an object to what it wraps, would never end.
static AccessPath withoutTurns(const AccessPath &Path) {
  auto Steps = Path.steps();
  for (size_t I = 1; I < Steps.size(); ++I)
    if (Steps[I] == Steps[I - 1])
      return Path.cutAfter(I);
  return Path;
}

PathId PathTable::from(PathId Path, PathId Given) {
  auto Known = Seen.try_emplace({Path, Given}, 0);
  if (!Known.second)
    return Known.first->second;
  PathId Id = of(withoutTurns(All[Path].Path.from(All[Given].Path)));
  return Seen[{Path, Given}] = Id;
}

bool PathTable::covers(PathId Path, PathId Other) const {
  const Entry &Mine = All[Path], &Its = All[Other];
  if (Mine.IsSomewhere || Its.IsSomewhere)
    return Mine.IsSomewhere;
  return Mine.Start == Its.Start && Mine.Path.covers(Its.Path);
}

bool PathSet::has(PathId Path) const { return llvm::is_contained(All, Path); }

bool PathSet::add(PathId Path, const PathTable &Table) {
  const PathTable::Entry &New = Table[Path];
  unsigned OfRoot = 0;
  for (PathId Known : All) {
    if (Known == Path)
      return false;
    bool SameRoot = Table[Known].Start == New.Start;
    if (SameRoot && Table.covers(Known, Path))
      return false;
    OfRoot += SameRoot;
  }
  llvm::erase_if(All, [&](PathId Known) {
    return Table[Known].Start == New.Start && Table.covers(Path, Known);
  });
  All.push_back(Path);
  if (OfRoot >= MostOfOneRoot)
    add(New.Start, Table);
  return true;
}
