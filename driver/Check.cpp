//===- Check.cpp - `closewait check` --------------------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// From the request to the report: find the programs and the units, and have
// them analysed.
//
//===----------------------------------------------------------------------===//

#include "Check.h"
#include "Compat.h"
#include "Files.h"
#include "Graph.h"
#include "Repair.h"
#include "Since.h"
#include "SocketModel.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/GlobPattern.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"

using namespace closewait;
using llvm::errs;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

/// So often are the sources repaired, and what is left looked at: several
/// sockets can be lost at one place.
static constexpr unsigned MostRepairs = 8;

namespace {
/// One run of the command.
class Run {
public:
  Run(const Request &Asked, const std::string &Self)
      : Asked(Asked), Self(Self) {}

  Exit go();

private:
  llvm::Error prepare();
  llvm::Error settings();
  llvm::Error readModels();
  llvm::Error select();
  template <typename Predicate> void drop(const Predicate &Is);
  void introduce() const;
  llvm::Error analyze(Report &What, Extras &Beside) const;
  llvm::Error repairAll(Report &What, Extras &Beside, bool &Changed) const;
  llvm::Error analyzeBefore(const Graph &Now, Report &Before) const;
  llvm::Error makePages(const std::vector<Outcome> &Outcomes,
                        std::vector<Finding> &Shown) const;
  std::string state() const;

  const Request &Asked;
  const std::string &Self;
  Plan How;
  SocketModel Rows = SocketModel::builtIn();
  Database Project;
  std::string SettingsFile;
  std::vector<std::string> Skipped; ///< Globs.
  std::string Root;                 ///< Paths are told from there.
  Wishes Wanted;
};
} // namespace

/// The folder from which the project's paths are told: where its settings
/// stand, or the top of its repository, or else where the database is: in that
/// folder, or beside that folder, if it is one to build in.
static std::string rootOf(const Database &Project, llvm::StringRef Settings) {
  if (!Settings.empty())
    return path::parent_path(Settings).str();
  for (llvm::StringRef Here = Project.folder(); !Here.empty();
       Here = path::parent_path(Here))
    if (fs::exists(Here + "/.git"))
      return Here.str();
  llvm::StringRef Folder = Project.folder();
  return isBuildFolder(Folder) ? path::parent_path(Folder).str() : Folder.str();
}

/// Where everything is kept between runs: shards of one project, which may run
/// at once, each have a folder of their own.
std::string Run::state() const {
  std::string Folder = (Project.folder() + "/.closewait").str();
  if (Asked.Shard.empty())
    return Folder;
  auto Parts = llvm::StringRef(Asked.Shard).split('/');
  return (Folder + "/shard-" + Parts.first + "-of-" + Parts.second).str();
}

llvm::Error Run::prepare() {
  auto Tools = findToolchain(Asked.Clang, Self);
  if (!Tools)
    return Tools.takeError();
  auto Path = findDatabase(Asked.Database);
  if (!Path)
    return Path.takeError();
  auto Units = readDatabase(*Path);
  if (!Units)
    return Units.takeError();
  How.Tools = std::move(*Tools);
  Project = std::move(*Units);
  if (llvm::Error E = settings())
    return E;
  Root = rootOf(Project, SettingsFile);
  return select();
}

/// Adds the rows of the user's files to those that are built in.
llvm::Error Run::readModels() {
  for (const std::string &File : How.Models) {
    auto Text = readFile(File);
    if (!Text)
      return Text.takeError();
    ModelError Wrong;
    if (!Rows.read(*Text, Wrong))
      return failure(File + ":" + llvm::Twine(Wrong.Line) + ":" +
                     llvm::Twine(Wrong.Column) + ": " + Wrong.Message);
  }
  return llvm::Error::success();
}

/// What the project has settled, and what the user asks for instead.
llvm::Error Run::settings() {
  auto Set = readSettings(Project.folder());
  if (!Set)
    return Set.takeError();
  SettingsFile = Set->File;
  Skipped = Set->Skip;
  for (const std::string &Checkers : {Set->Checkers, Asked.Checkers})
    if (!Checkers.empty())
      How.Checkers = Checkers;
  How.Models = Asked.Models.empty() ? Set->Models : Asked.Models;
  for (std::string &Model : How.Models)
    Model = absolute(Model);
  if (llvm::Error E = readModels())
    return E;
  How.ExtraArgs = Asked.ExtraArgs;
  How.Launcher = Asked.Launcher;
  How.Jobs = Asked.Jobs;
  How.Seconds = Asked.Seconds;
  How.Quiet = Asked.Wanted.Quiet;
  Wanted = Asked.Wanted;
  if (Wanted.Baseline.empty())
    Wanted.Baseline = Set->Baseline;
  Wanted.Suppressions = Set->Suppressions;
  if (Asked.Suppressions.empty())
    return llvm::Error::success();
  auto Read = readSuppressions(Asked.Suppressions);
  if (!Read)
    return Read.takeError();
  Wanted.Suppressions = std::move(*Read);
  return llvm::Error::success();
}

/// Leaves the units out of which \p Is holds.
template <typename Predicate> void Run::drop(const Predicate &Is) {
  llvm::erase_if(Project.Units, Is);
  llvm::erase_if(Project.Missing, Is);
}

/// Reads "0/8".
static llvm::Error readShard(llvm::StringRef Text, unsigned &Index,
                             unsigned &Count) {
  auto Parts = Text.split('/');
  if (!Parts.first.getAsInteger(10, Index) &&
      !Parts.second.getAsInteger(10, Count) && Index < Count)
    return llvm::Error::success();
  return failure("--shard wants a part and how many there are, from 0/8 to "
                 "7/8, not '" +
                 Text + "'");
}

/// Keeps the units of this shard that the settings do not skip and that the
/// user has named, or that are below what he has.
/// \returns an error where he has named what is no unit.
llvm::Error Run::select() {
  for (const std::string &Pattern : Skipped) {
    auto Glob = llvm::GlobPattern::create(Pattern);
    if (!Glob)
      return Glob.takeError();
    drop([&](const Unit &U) { return Glob->match(relativeTo(Root, U.File)); });
  }
  std::vector<std::string> Paths;
  for (const std::string &File : Asked.Files)
    Paths.push_back(absolute(File));
  auto IsIn = [](const std::string &Path, const Unit &U) {
    return U.File == Path || compat::startsWith(U.File, Path + "/");
  };
  for (const std::string &Path : Paths) {
    auto IsHere = [&](const Unit &U) { return IsIn(Path, U); };
    if (llvm::none_of(Project.Units, IsHere) &&
        llvm::none_of(Project.Missing, IsHere))
      return failure("the database has no unit '" + Path + "'");
  }
  if (!Paths.empty())
    drop([&](const Unit &U) {
      return llvm::none_of(Paths,
                           [&](const std::string &P) { return IsIn(P, U); });
    });
  if (Project.Units.empty() && Project.Missing.empty())
    return failure("nothing to analyse in '" + Project.Path + "'");
  if (Asked.Shard.empty())
    return llvm::Error::success();
  Wanted.MayBeEmpty = true;
  unsigned Index, Count;
  if (llvm::Error E = readShard(Asked.Shard, Index, Count))
    return E;
  drop([&](const Unit &U) {
    return llvm::xxHash64(relativeTo(Root, U.File)) % Count != Index;
  });
  return llvm::Error::success();
}

void Run::introduce() const {
  errs() << "closewait " CLOSEWAIT_VERSION ": " << How.Tools.Version << " ("
         << How.Tools.Clang << ")\n"
         << "  plugin   " << How.Tools.Plugin << "\n"
         << "  database " << Project.Path << ", "
         << counted(Project.Units.size() + Project.Missing.size(), "unit")
         << "\n";
  if (!SettingsFile.empty())
    errs() << "  settings " << SettingsFile << "\n";
  for (const auto &Flag : Project.Dropped)
    errs() << "  dropped  " << Flag.first
           << ", which this clang does not know, in "
           << counted(Flag.second, "unit") << "\n";
}

/// Has ninja do \p Work.
static llvm::Error run(const Graph &Work) {
  if (llvm::Error E = Work.write())
    return E;
  switch (Work.run()) {
  case Ran::Whole:
    return llvm::Error::success();
  case Ran::Interrupted:
    return failure("interrupted: what is done is kept, and the next run goes "
                   "on from there");
  case Ran::Never:
    return failure("ninja failed");
  }
  llvm_unreachable("no such end");
}

/// Adds what has become of a unit to \p What.
static llvm::Error add(const Outcome &O, Report &What) {
  ++What.Units;
  if (!O.Log.empty())
    return readLog(O.Log, What);
  What.Failures.push_back({O.Of->File, O.Trouble});
  return llvm::Error::success();
}

/// Has the units analysed as they were at the commit that the user names, as
/// far as they have changed since: \p Now is the work on them as they are.
llvm::Error Run::analyzeBefore(const Graph &Now, Report &Before) const {
  auto Since = changesSince(Asked.Since, Root, state());
  if (!Since)
    return Since.takeError();
  auto Changed = Now.readersOf(Since->Files);
  if (!Changed)
    return Changed.takeError();
  std::set<const Unit *> Differ(Changed->begin(), Changed->end());
  for (const Outcome &O : Now.outcomes())
    if (!Differ.count(O.Of))
      if (llvm::Error E = add(O, Before))
        return E;
  std::vector<Unit> Units;
  for (const Unit *U : *Changed)
    if (!Since->Added.count(U->File))
      Units.push_back(*U);
  if (Units.empty())
    return llvm::Error::success();
  // Of other commits, nothing is kept.
  std::error_code Failed;
  for (fs::directory_iterator I(state() + "/since", Failed), End;
       !Failed && I != End; I.increment(Failed))
    if (path::filename(I->path()) != Since->Commit)
      fs::remove_directories(I->path());
  Plan Old = How;
  Old.Overlay = Since->Overlay;
  Graph Then(Old, Units, state() + "/since/" + Since->Commit);
  if (llvm::Error E = run(Then))
    return E;
  for (const Outcome &O : Then.outcomes())
    if (llvm::Error E = add(O, Before))
      return E;
  return llvm::Error::success();
}

/// Has clang write its pages on the units in which something was found.
llvm::Error Run::makePages(const std::vector<Outcome> &Outcomes,
                           std::vector<Finding> &Shown) const {
  std::vector<Unit> Units;
  for (const Outcome &O : Outcomes) {
    Report Alone;
    if (llvm::Error E = add(O, Alone))
      return E;
    if (!Alone.Found.empty())
      Units.push_back(*O.Of);
  }
  if (Units.empty())
    return llvm::Error::success();
  Plan Showing = How;
  Showing.Pages = true;
  Graph Work(Showing, Units, state() + "/pages");
  if (llvm::Error E = run(Work))
    return E;
  Report All;
  for (const Outcome &O : Work.outcomes())
    if (llvm::Error E = add(O, All))
      return E;
  Shown = std::move(All.Found);
  return llvm::Error::success();
}

llvm::Error Run::analyze(Report &What, Extras &Beside) const {
  auto Alone = lockFolder(state());
  if (!Alone)
    return Alone.takeError();
  Graph Work(How, Project.Units, state());
  if (llvm::Error E = run(Work))
    return E;
  for (const Unit &U : Project.Missing) {
    ++What.Units;
    What.Failures.push_back({U.File, "no such file"});
  }
  std::vector<Outcome> Outcomes = Work.outcomes();
  for (const Outcome &O : Outcomes)
    if (llvm::Error E = add(O, What))
      return E;
  if (!Asked.Since.empty())
    if (llvm::Error E = analyzeBefore(Work, Beside.Before.emplace()))
      return E;
  if (!Wanted.Html.empty())
    return makePages(Outcomes, Beside.Shown);
  return llvm::Error::success();
}

/// Where the user wants it, writes the repairs of what counts; \p Changed:
/// there were some.
llvm::Error Run::repairAll(Report &What, Extras &Beside, bool &Changed) const {
  Changed = false;
  if (!Asked.Fix)
    return llvm::Error::success();
  Verdicts Said;
  if (llvm::Error E = decide(What, Wanted, Root, Beside, Said))
    return E;
  auto Done = repair(What.Found);
  if (!Done)
    return Done.takeError();
  Changed = Done->Files != 0;
  if (Changed && !How.Quiet)
    errs() << "repaired " << counted(Done->Findings, "finding") << " in "
           << counted(Done->Files, "file") << "\n";
  return llvm::Error::success();
}

Exit Run::go() {
  if (llvm::Error E = prepare())
    return trouble(std::move(E));
  if (Asked.DumpModels) {
    Rows.write(llvm::outs());
    return Clean;
  }
  if (!How.Quiet)
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
  return conclude(std::move(What), Wanted, Root, std::move(Beside));
}

Exit closewait::check(const Request &Asked, const std::string &Self) {
  return Run(Asked, Self).go();
}
