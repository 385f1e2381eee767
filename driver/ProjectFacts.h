//===- ProjectFacts.h - What the functions of a project do ------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The facts of all units, put together: what a function does is what its body
// does and what those do that it calls, and so on.  Where a function has
// several bodies, in several programs of one project, it is sure to do only
// what all of them do, and may do what any of them does.  The order in which
// bodies come does not matter: each set below only grows, until nothing new
// comes.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_PROJECTFACTS_H
#define CLOSEWAIT_DRIVER_PROJECTFACTS_H

#include "FunctionPointers.h"

#include <map>
#include <set>

namespace closewait {

/// Access paths of which none lies behind another.  Too many with one root are
/// the root: whatever lies behind it.
class PathSet {
public:
  /// \returns whether that is new.
  bool add(const AccessPath &Path);
  size_t size() const { return All.size(); }
  auto begin() const { return All.begin(); }
  auto end() const { return All.end(); }

private:
  static constexpr unsigned MostOfOneRoot = 16;
  std::set<AccessPath> All;
};

class ProjectFacts {
public:
  /// Adds the facts of a unit.
  void add(const SocketModel &Unit);

  /// Follows all calls.
  void settle();

  /// What \p Function does with all that it calls, or nothing.
  /// \returns whether it is known.
  bool find(llvm::StringRef Function, BodyFacts &Facts) const;

private:
  /// One body, and what has come to it from what it calls.
  struct Body {
    BodyFacts Seen;
    std::set<AccessPath> Closes;
    PathSet MayClose, Keeps, Writes, Gives;
    bool NeverReturns = false, Varies = false;

    explicit Body(const BodyFacts &Seen);
    const BodyCall *call(unsigned Number) const;
  };
  struct Function {
    std::vector<Body> Bodies;
    std::set<std::string> Callers;

    bool closes(const AccessPath &Path) const;
    bool neverReturns() const;
    bool varies() const;
  };

  const Function *known(llvm::StringRef Name) const;
  /// All functions that \p Call can call; none where one is not known.
  const std::vector<const Function *> &calleesOf(const BodyCall &Call) const;
  void resolveCalls();
  bool follow(Body &In) const;
  bool follow(Body &In, const BodyCall &Call) const;
  PathSet expand(const Body &In, const AccessPath &Path, unsigned Depth) const;
  PathSet seenFrom(const Body &In, const BodyCall &Call, const AccessPath &Path,
                   unsigned Depth = 0) const;

  std::map<std::string, Function, std::less<>> Functions;
  FunctionPointers Pointers;
  std::map<std::string, std::vector<const Function *>> Callees;
};

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_PROJECTFACTS_H
