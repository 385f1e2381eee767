//===- Graph.h - The work, as ninja sees it ---------------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Three kinds of edges.  For each unit, one to its facts: what its functions
// do. One that joins the facts of all units, and tells each unit what is known
// of the functions that it calls and does not have.  And again for each unit,
// one from what is known to the log of its findings.  ninja runs what is out of
// date, in parallel, and shows how far it is.  What is not there at the end has
// not been analysed.
//
// The files that clang reads are no business of ninja: before it starts, what
// does not come from these files as they are now is removed (Freshness.h).
// ninja's part are the tools and the options, which are in the commands, and
// what is known.
//
// A unit without facts stops no other unit: its functions count as unknown
// then.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_GRAPH_H
#define CLOSEWAIT_DRIVER_GRAPH_H

#include "Commands.h"
#include "Freshness.h"

#include <functional>
#include <set>

namespace llvm {
class raw_ostream;
}

namespace closewait {

/// What has become of a unit.
struct Outcome {
  const Unit *Of;
  std::string Log;     ///< Of its findings; "" if it was not analysed.
  std::string Trouble; ///< Why not.
  bool IsIdle = false; ///< No function of it comes to a socket.
};

/// How the work has ended: with all units done, as well as they can be; asked
/// to stop; or by a trouble of its own.
enum class Ran { Whole, Interrupted, Never };

/// By the name of a file without symbolic links: what else it is called.
using Spellings = std::map<std::string, std::set<std::string>>;

/// A name for what comes of \p U, below the folder of the graph: readable, and
/// of no other unit.  What is known of others has the ending ".known".
std::string nameOf(const Unit &U);

class Graph {
public:
  using IsOne = std::function<bool(const Unit &)>;

  /// The work on \p Units, with everything that is kept below \p State.
  Graph(const Plan &How, const std::vector<Unit> &Units, std::string State);

  /// Units for which \p Is holds are not there at all.
  void leaveOut(const IsOne &Is);
  /// Only those of the units are to be analysed for which \p Is holds.
  void analyzeOnly(const IsOne &Is);
  /// The facts of those for which \p Is holds are what \p Other has made.
  void takeFacts(const Graph &Other, const IsOne &Is);
  /// What is known is what \p Other has found out.
  void takeKnown(const Graph &Other);

  /// Writes the graph.
  llvm::Error write() const;

  /// How far the work is to go.
  enum class Until { Facts, Known, End };

  /// Has ninja do the work.  Its words go to stderr.
  Ran run(Until Stage = Until::End) const;

  /// What has become of each unit that was to be analysed.
  std::vector<Outcome> outcomes() const;

  /// The files with the facts of all units; some may not be there.
  std::vector<std::string> facts() const;

  /// Whether \p U is told the same here as it is in \p Other.
  bool knowsTheSame(const Graph &Other, const Unit &U) const;

  /// Those of the units that have read one of \p Files, or have looked for one
  /// that is not there.  The files are named without symbolic links.  \p
  /// Spelled: what each of these was called then.
  std::vector<const Unit *> readersOf(const std::set<std::string> &Files,
                                      Spellings &Spelled) const;

private:
  /// A unit, and what comes of it: absolute paths are of another graph.
  struct Node {
    const Unit *Of;
    std::string Log, Facts, Known;
    bool IsAnalyzed = true;
  };
  std::string pathOf(const std::string &Name) const;
  bool joins() const;
  bool asksFacts(const Node &N) const;
  bool isWholeLog(const Node &N) const;
  bool isIdle(const Node &N) const;
  std::optional<uint64_t> knownTo(const Node &N) const;
  void removeStaleFacts(const Node &N, Freshness &Now) const;
  void removeStaleLog(const Node &N, Freshness &Now) const;
  void removeStale(Until Stage) const;
  llvm::Error writeList() const;
  void printGraph(NinjaText &Word, llvm::raw_ostream &Out) const;
  void printRules(NinjaText &Word, llvm::raw_ostream &Out) const;
  void printUnit(const Node &N, NinjaText &Word, llvm::raw_ostream &Out) const;
  void printJoin(NinjaText &Word, llvm::raw_ostream &Out) const;

  const Plan &How;
  std::string State;
  std::vector<Node> Nodes;
};

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_GRAPH_H
