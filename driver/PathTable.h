//===- PathTable.h - Access paths by number ---------------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A project speaks of the same paths again and again: each has a number here,
// and what can be asked of it is found out once.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_PATHTABLE_H
#define CLOSEWAIT_DRIVER_PATHTABLE_H

#include "AccessPath.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"

#include <deque>

namespace closewait {

/// The number of a path; 0 is none.
using PathId = uint32_t;

class PathTable {
public:
  struct Entry {
    AccessPath Path;
    PathId Start, Target; ///< AccessPath::start() and target().
    int Parameter = -1, Call = -1;
    bool IsGlobal = false, IsSomewhere = false, IsNew = false, IsCut = false;
    PathId Outside = 0; ///< What a caller can see of it.
  };

  PathTable();

  PathId of(const AccessPath &Path);
  const Entry &operator[](PathId Id) const { return All[Id]; }
  PathId somewhere() const { return Somewhere; }

  /// AccessPath::from() and covers().
  PathId from(PathId Path, PathId Given);
  bool covers(PathId Path, PathId Other) const;

private:
  std::deque<Entry> All;
  llvm::StringMap<PathId> Ids;
  llvm::DenseMap<std::pair<PathId, PathId>, PathId> Seen;
  PathId Somewhere;
};

/// Paths of which none lies behind another.  Too many with one root are the
/// root: whatever lies behind it.
class PathSet {
public:
  /// \returns whether that is new.
  bool add(PathId Path, const PathTable &Table);
  size_t size() const { return All.size(); }
  bool has(PathId Path) const;
  auto begin() const { return All.begin(); }
  auto end() const { return All.end(); }
  /// Removes those for which \p Is holds.
  template <typename Predicate> void drop(const Predicate &Is) {
    llvm::erase_if(All, Is);
  }

private:
  static constexpr unsigned MostOfOneRoot = 16;
  llvm::SmallVector<PathId, 2> All;
};

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_PATHTABLE_H
