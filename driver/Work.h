//===- Work.h - Work that is done, and its results --------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// From a graph to a report: run ninja, and read the logs of the units.  And a
// graph of the same units with the former contents of some files.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_WORK_H
#define CLOSEWAIT_DRIVER_WORK_H

#include "Findings.h"
#include "Graph.h"
#include "Since.h"

namespace closewait {

/// Runs ninja on \p Work, up to \p Stage.
llvm::Error perform(const Graph &Work, Graph::Until Stage = Graph::Until::End);

/// Adds the result of a unit to \p What.
llvm::Error add(const Outcome &O, Report &What);

/// Adds the results of all units that \p Work analyses to \p What.
llvm::Error addAll(const Graph &Work, Report &What);

/// Where a graph with its state in \p State has its overlay.
std::string overlayIn(const std::string &State);

/// Gives \p Then the old contents of \p Since, and finds out what its units
/// know of each other.  The facts of a unit for which \p Differs does not hold
/// are those of \p Now.
llvm::Error goBack(Graph &Then, const Plan &Old, const Graph &Now,
                   const Changes &Since, const Spellings &Spelled,
                   const Graph::IsOne &Differs);

/// The folder below \p State that keeps the project as of \p Commit.  The
/// folders of other commits are removed.
std::string stateAt(const std::string &Commit, const std::string &State);

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_WORK_H
