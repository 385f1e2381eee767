//===- Graph.h - The work, as ninja sees it ---------------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One edge for each unit: from its source, the headers that clang names, the
// plugin, clang and the models to the log of its findings.  ninja runs what is
// out of date, in parallel, and shows how far it is.  What is not there at the
// end has not been analysed.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_GRAPH_H
#define CLOSEWAIT_DRIVER_GRAPH_H

#include "Database.h"
#include "Toolchain.h"

#include <set>

namespace llvm {
class raw_ostream;
}

namespace closewait {

/// How the units are to be analysed.
struct Plan {
  Toolchain Tools;
  std::string Checkers = "socket";    ///< As -analyzer-checker takes them.
  std::vector<std::string> ExtraArgs; ///< For clang, behind the unit's own.
  std::vector<std::string> Models;    ///< Absolute paths.
  std::string Launcher;               ///< A word before each command.
  bool Pages = false;   ///< Clang's own report pages, too, in LOG.pages.
  std::string Overlay;  ///< Other contents for some files, as clang's VFS has.
  unsigned Jobs = 0;    ///< At once; 0: ninja's choice.
  unsigned Seconds = 0; ///< For one unit.
  bool Quiet = false;
};

/// What has become of a unit.
struct Outcome {
  const Unit *Of;
  std::string Log;     ///< Of its findings; "" if it was not analysed.
  std::string Trouble; ///< Why not.
};

/// How ninja has ended: with all units done, as well as they can be; asked to
/// stop; or by a trouble of its own.
enum class Ran { Whole, Interrupted, Never };

/// By the name of a file without symbolic links: what else it is called.
using Spellings = std::map<std::string, std::set<std::string>>;

class Graph {
public:
  /// The work on \p Units, with everything that is kept below \p State.
  Graph(const Plan &How, const std::vector<Unit> &Units, std::string State);

  /// Writes the graph.
  llvm::Error write() const;

  /// Has ninja do the work.  Its words go to stderr.
  Ran run() const;

  /// What has become of each unit.
  std::vector<Outcome> outcomes() const;

  /// Those of the units that have read one of \p Files, which are named without
  /// symbolic links.  \p Spelled: what each of these was called then.
  llvm::Expected<std::vector<const Unit *>>
  readersOf(const std::set<std::string> &Files, Spellings &Spelled) const;

private:
  void printGraph(llvm::raw_ostream &Out) const;
  std::string commandFor(const Unit &U) const;
  std::string argumentsFor(const Unit &U, llvm::StringRef Log) const;

  const Plan &How;
  const std::vector<Unit> &Units;
  std::string State;
  std::vector<std::string> Logs; ///< By unit.
};

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_GRAPH_H
