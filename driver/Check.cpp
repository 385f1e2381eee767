//===- Check.cpp - `closewait check` --------------------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// From the plan to the report: have the units analysed, and whatever else the
// user asks for.
//
//===----------------------------------------------------------------------===//

#include "Check.h"
#include "Files.h"
#include "Repair.h"
#include "Setup.h"
#include "Since.h"
#include "Staged.h"
#include "Work.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

using namespace closewait;
using llvm::errs;
namespace fs = llvm::sys::fs;

/// So often are the sources repaired, and what is left looked at: several
/// sockets can be lost at one place.
static constexpr unsigned MostRepairs = 8;

namespace {
/// One run of the command.
class Run {
public:
  Run(const Request &Asked, Setup Here) : Asked(Asked), Here(std::move(Here)) {}

  Exit go();

private:
  void introduce() const;
  llvm::Error analyze(Report &What, Extras &Beside) const;
  llvm::Error repairAll(Report &What, Extras &Beside, bool &Changed);
  llvm::Error analyzeBefore(const Graph &Now, Report &Before) const;
  llvm::Error makePages(const Graph &Now, Report &What,
                        std::vector<Finding> &Shown) const;

  const Request &Asked;
  const Setup Here;
  std::set<std::string> Tried; ///< Fingerprints of what was repaired.
};
} // namespace

void Run::introduce() const {
  errs() << "closewait " CLOSEWAIT_VERSION ": " << Here.How.Tools.Version
         << " (" << Here.How.Tools.Clang << ")\n"
         << "  plugin   " << Here.How.Tools.Plugin << "\n"
         << "  database "
         << (Here.Project.Path.empty() ? "flags of the command line"
                                       : printable(Here.Project.Path))
         << ", " << counted(Here.asked(), "unit") << "\n";
  if (!Here.SettingsFile.empty())
    errs() << "  settings " << Here.SettingsFile << "\n";
  for (const auto &Flag : Here.Project.Dropped)
    errs() << "  dropped  " << Flag.first
           << ", which this clang does not know, in "
           << counted(Flag.second, "unit") << "\n";
  if (Here.Project.Others != 0)
    errs() << "  left out " << counted(Here.Project.Others, "entry", "entries")
           << " in other languages, such as " << Here.Project.Other << "\n";
  for (const auto &Flag : Here.Project.LeftOut) {
    errs() << "  left out ";
    errs().write_escaped(Flag.first) << ", in " << counted(Flag.second, "unit")
                                     << "; --trust-flags passes it\n";
  }
}

/// Has the units analysed as they were at the commit that the user names, as
/// far as they, or what they know of others, have changed since: \p Now is the
/// work on them as they are.
llvm::Error Run::analyzeBefore(const Graph &Now, Report &Before) const {
  auto Since = changesSince(Asked.Since, Here.Root, Here.State);
  if (!Since)
    return Since.takeError();
  Spellings Spelled;
  auto Readers = Now.readersOf(Since->Files, Spelled);
  std::set<const Unit *> Changed(Readers.begin(), Readers.end());
  auto Differs = [&](const Unit &U) { return Changed.count(&U) != 0; };
  std::string State = stateAt(Since->Commit, Here.State);
  Plan Old = Here.How;
  Old.Overlay = overlayIn(State);
  Graph Then(Old, Here.Project.Units, State);
  Then.leaveOut(
      [&](const Unit &U) { return Since->Added.count(realPath(U.File)) != 0; });
  if (!Changed.empty())
    if (llvm::Error E = goBack(Then, Old, Now, *Since, Spelled, Differs))
      return E;
  std::set<const Unit *> Same;
  for (const Outcome &O : Now.outcomes())
    if (!Differs(*O.Of) &&
        (!Old.Facts || Changed.empty() || Then.knowsTheSame(Now, *O.Of))) {
      Same.insert(O.Of);
      if (llvm::Error E = add(O, Before))
        return E;
    }
  Then.analyzeOnly([&](const Unit &U) { return U.IsAsked && !Same.count(&U); });
  if (Changed.empty())
    return llvm::Error::success();
  if (llvm::Error E = perform(Then))
    return E;
  return addAll(Then, Before);
}

/// Has clang write its pages on the units in which something was found.  A unit
/// without them counts as a failure in \p What.
llvm::Error Run::makePages(const Graph &Now, Report &What,
                           std::vector<Finding> &Shown) const {
  std::set<const Unit *> Units;
  for (const Outcome &O : Now.outcomes()) {
    Report Alone;
    if (llvm::Error E = add(O, Alone))
      return E;
    if (!Alone.Found.empty())
      Units.insert(O.Of);
  }
  if (Units.empty())
    return llvm::Error::success();
  Plan Showing = Here.How;
  Showing.Pages = true;
  Graph Work(Showing, Here.Project.Units, Here.State + "/pages");
  Work.takeKnown(Now);
  Work.analyzeOnly([&](const Unit &U) { return Units.count(&U) != 0; });
  if (llvm::Error E = perform(Work))
    return E;
  Report All;
  if (llvm::Error E = addAll(Work, All))
    return E;
  for (const Failure &F : All.Failures)
    What.Failures.push_back({F.File, "no report pages: " + F.Why});
  Shown = std::move(All.Found);
  return llvm::Error::success();
}

llvm::Error Run::analyze(Report &What, Extras &Beside) const {
  auto Alone = lockState(Here, Asked);
  if (!Alone)
    return Alone.takeError();
  if (Asked.Staged)
    return analyzeStaged(Here, What, Beside);
  Graph Work(Here.How, Here.Project.Units, Here.State);
  Work.analyzeOnly([](const Unit &U) { return U.IsAsked; });
  if (llvm::Error E = perform(Work))
    return E;
  for (const Unit &U : Here.Project.Missing) {
    ++What.Units;
    What.Failures.push_back(
        {U.File, fs::exists(U.File) ? "it is not a file" : "no such file"});
  }
  if (llvm::Error E = addAll(Work, What))
    return E;
  if (!Asked.Since.empty())
    if (llvm::Error E = analyzeBefore(Work, Beside.Before.emplace()))
      return E;
  if (!Here.Wanted.Html.empty())
    return makePages(Work, What, Beside.Shown);
  return llvm::Error::success();
}

/// Where the user wants it, writes the repairs of what counts; \p Changed:
/// there were some.
llvm::Error Run::repairAll(Report &What, Extras &Beside, bool &Changed) {
  Changed = false;
  if (!Asked.Fix)
    return llvm::Error::success();
  Verdicts Said;
  decide(What, Here.Wanted, Here.Root, Beside, Said);
  auto Done = repair(What.Found, Tried);
  if (!Done)
    return Done.takeError();
  Changed = Done->Files != 0;
  if (Changed && !Here.How.Quiet)
    errs() << "repaired " << counted(Done->Findings, "finding") << " in "
           << counted(Done->Files, "file") << "\n";
  return llvm::Error::success();
}

Exit Run::go() {
  if (!Here.How.Quiet)
    introduce();
  Report What;
  Extras Beside;
  // What a repair leaves is seen when the sources have been analysed again.
  bool Changed = true;
  for (unsigned Turn = 0; Changed && Turn <= MostRepairs; ++Turn) {
    What = Report();
    Beside = Extras();
    if (llvm::Error E = analyze(What, Beside))
      return trouble(std::move(E));
    if (llvm::Error E = repairAll(What, Beside, Changed))
      return trouble(std::move(E));
  }
  return conclude(std::move(What), Here.Wanted, Here.Root, std::move(Beside));
}

/// \returns an error where options that \p Asked combines exclude each other.
static llvm::Error refuseMixtures(const Request &Asked) {
  if (!Asked.Staged)
    return llvm::Error::success();
  const std::pair<bool, const char *> Others[] = {
      {!Asked.Since.empty(), "--since: it has a baseline of its own"},
      {!Asked.Baseline.empty(), "--baseline: it has a baseline of its own"},
      {Asked.Fix, "--fix: the index and the working tree may differ"},
      {!Asked.Wanted.Html.empty(), "--html"}};
  for (const auto &Other : Others)
    if (Other.first)
      return failure(llvm::Twine("--staged cannot be combined with ") +
                     Other.second);
  return llvm::Error::success();
}

Exit closewait::check(const Request &Asked, const std::string &Self) {
  if (llvm::Error E = refuseMixtures(Asked))
    return trouble(std::move(E));
  auto Here = setUp(Asked, Self);
  if (!Here)
    return trouble(Here.takeError());
  if (Asked.DumpModels) {
    Here->Rows.write(llvm::outs());
    return Clean;
  }
  // A commit may change no unit.
  Here->Wanted.MayBeEmpty |= Asked.Staged;
  return Run(Asked, std::move(*Here)).go();
}
