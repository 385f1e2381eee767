//===- FactsGrowth.h - What comes to a body from its callees ----*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_FACTSGROWTH_H
#define CLOSEWAIT_DRIVER_FACTSGROWTH_H

#include "ProjectFacts.h"

namespace closewait {

/// Adds to what is known of a body, as its callers see it.
class ProjectFacts::Growth {
public:
  explicit Growth(PathTable &Paths) : Paths(Paths) {}

  void add(PathSet &Set, const PathSet &Found) {
    for (PathId Path : Found)
      if (PathId Seen = Paths[Path].Outside)
        IsNew |= Set.add(Seen, Paths);
  }
  void addKept(PathSet &Set, const PathSet &Found) {
    // What others can find is theirs already.
    for (PathId Path : Found)
      if (!Paths[Path].IsGlobal && !Paths[Path].IsSomewhere)
        IsNew |= Set.add(Paths[Path].Target, Paths);
  }
  void addWritten(PathSet &Set, const PathSet &Found) {
    for (PathId Path : Found)
      IsNew |= Set.add(
          Paths[Path].IsGlobal ? Paths.somewhere() : Paths[Path].Target, Paths);
  }
  void addClosed(std::set<PathId> &Set, const PathSet &Found) {
    // Of several, it is one of them; none: it is new.
    if (Found.size() != 1)
      return;
    PathId Seen = Paths[*Found.begin()].Outside;
    if (Seen && !Paths[Seen].IsSomewhere && !Paths[Seen].IsCut)
      IsNew |= Set.insert(Seen).second;
  }
  void add(bool &Flag, bool Value) {
    IsNew |= Value && !Flag;
    Flag |= Value;
  }
  void add(ResultRange &Range, const ResultRange &More) {
    ResultRange Both = Range.with(More);
    IsNew |= !(Both == Range);
    Range = std::move(Both);
  }

  bool IsNew = false;

private:
  PathTable &Paths;
};

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_FACTSGROWTH_H
