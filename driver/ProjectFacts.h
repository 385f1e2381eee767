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
#include "PathTable.h"

#include <map>
#include <set>

namespace closewait {

/// How the code calls the function \p Name, which may say its file, too.
std::string plainName(llvm::StringRef Name);

/// Something that a function does with a path.
struct Deed {
  enum Kind { None, Closes, MayClose, Keeps, Writes, Sends, Reads } Is;
  AccessPath Path;
};

/// "closes ", "reads ", and so on.
const char *wordOf(Deed::Kind What);

class ProjectFacts {
public:
  /// Adds the facts of a unit.
  void add(const SocketModel &Unit);

  /// Follows all calls.
  void settle();

  /// What \p Function does with all that it calls, or nothing.
  /// \returns whether it is known.
  bool find(llvm::StringRef Function, BodyFacts &Facts) const;

  /// The names of all functions with a body.
  std::vector<std::string> names() const;
  /// Those that \p Name means: itself, or the functions of that name that only
  /// their file can name.
  std::vector<std::string> named(llvm::StringRef Name) const;

  /// Why \p Function does \p What: the chain of calls, from its own to the body
  /// that does it by itself, a line for each.
  std::vector<std::string> why(llvm::StringRef Function, const Deed &What);

private:
  using FunctionId = uint32_t;
  struct Call {
    FunctionId Of;
    unsigned Line, Number;
    bool Always;
    std::vector<PathId> With;
    std::vector<BodyTurn> Turns;
    bool operator==(const Call &O) const;
  };
  /// What was seen of a body by itself.
  struct Seen {
    std::string At;
    bool NeverReturns, Varies;
    std::vector<PathId> Closes, MayClose, Keeps, Writes, Sends, Gives;
    std::map<PathId, ReadAnswers> Reads;
    ResultRange Without;
    std::vector<Call> Calls;
    bool operator==(const Seen &O) const;
  };
  /// What is done, by whatever is called, too.
  struct Deeds {
    std::set<PathId> Closes;
    PathSet MayClose, Keeps, Writes, Sends, Gives;
    PathSet ReadsFrom; ///< Whatever it answers.
    std::map<PathId, ReadAnswers> Reads;
    ResultRange Without;
    bool NeverReturns = false, Varies = false;
    bool IsReader = false; ///< Each body reads something.
  };
  struct Body : Deeds {
    Seen Here;

    const Call *call(unsigned Number) const;
  };
  /// A function, or a pointer to some: that has a body for each, which calls it
  /// and does nothing else.  Without bodies, nothing is known.
  struct Function {
    std::string Name;
    bool IsPointer = false;
    std::vector<Body> Bodies;
    std::vector<FunctionId> Callers;
    Deeds Common; ///< Of several bodies.

    bool isKnown() const { return !Bodies.empty(); }
    const Deeds &deeds() const {
      return Bodies.size() == 1 ? Bodies.front() : Common;
    }
  };
  class Growth;

  FunctionId idOf(llvm::StringRef Name);
  std::vector<PathId> idsOf(const std::vector<AccessPath> &Paths);
  Seen read(const BodyFacts &Facts);
  Body calling(FunctionId Target);
  void resolvePointers();
  void findCallers();
  std::vector<FunctionId> bottomUp() const;
  template <typename Step> void repeat(const Step &Do);
  void putTogether(Function &F) const;

  bool follow(Body &In);
  bool follow(Body &In, const Call &Of);
  bool followReads(Body &In);
  bool followWithout(Body &In);
  void findReads(const Function &F, BodyFacts &Facts, PathSet &Keeps) const;
  std::vector<FunctionId> calledBy(const Call &C) const;
  bool has(const PathSet &Seen, PathId Path) const;
  bool doesItself(const Body &B, Deed::Kind What, PathId Path);
  bool explain(FunctionId Id, Deed::Kind What, PathId Path,
               std::set<std::pair<FunctionId, PathId>> &Met,
               std::vector<std::string> &Steps);
  PathSet expand(const Body &In, PathId Path, unsigned Depth);
  PathSet seenFrom(const Body &In, const Call &Of, PathId Path,
                   unsigned Depth = 0);

  PathTable Paths;
  std::deque<Function> Functions;
  llvm::StringMap<FunctionId> Names;
  FunctionPointers Pointers;
};

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_PROJECTFACTS_H
