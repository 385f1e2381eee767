//===- Setup.cpp - What is to be analysed, and how ------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Setup.h"
#include "Compat.h"
#include "Files.h"
#include "Rules.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/GlobPattern.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"

using namespace closewait;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

std::string closewait::rootOf(llvm::StringRef Folder,
                              llvm::StringRef Settings) {
  if (!Settings.empty())
    return path::parent_path(Settings).str();
  for (llvm::StringRef Here = Folder; !Here.empty();
       Here = path::parent_path(Here))
    if (fs::exists(Here + "/.git"))
      return Here.str();
  return projectAround(Folder);
}

std::string closewait::stateIn(llvm::StringRef Folder) {
  return (Folder + "/.closewait").str();
}

/// Shards of one project, which may run at once, each keep their own state.
static std::string stateOf(const Database &Project, const Request &Asked) {
  std::string Folder =
      Asked.State.empty() ? stateIn(Project.folder()) : absolute(Asked.State);
  if (Asked.Shard.empty())
    return Folder;
  auto Parts = llvm::StringRef(Asked.Shard).split('/');
  return (Folder + "/shard-" + Parts.first + "-of-" + Parts.second).str();
}

/// \returns an error where \p State, or the folder of all shards around it, is
/// a link that the user has not named: a project that others have written could
/// have us write anywhere.
static llvm::Error needOwn(llvm::StringRef State, const Request &Asked) {
  llvm::SmallVector<llvm::StringRef, 2> Folders;
  if (!Asked.Shard.empty() || Asked.State.empty())
    Folders.push_back(State);
  if (!Asked.Shard.empty() && Asked.State.empty())
    Folders.push_back(path::parent_path(State));
  for (llvm::StringRef Folder : Folders)
    if (fs::is_symlink_file(Folder))
      return failure("'" + printable(Folder) +
                     "' is a link, and closewait does not write there: remove "
                     "it");
  return llvm::Error::success();
}

/// Adds the rows of the user's files to those that are built in.
static llvm::Error readModels(llvm::ArrayRef<std::string> Files,
                              SocketModel &Rows) {
  for (const std::string &File : Files) {
    auto Text = readFile(File, MostOfText);
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
static llvm::Error merge(const Settings &Set, const Request &Asked, Plan &How,
                         Wishes &Wanted) {
  if (!Set.Checkers.empty())
    How.Checkers = Set.Checkers;
  if (!Asked.Checkers.empty()) {
    auto Checkers = checkersIn(Asked.Checkers);
    if (!Checkers)
      return Checkers.takeError();
    How.Checkers = std::move(*Checkers);
  }
  How.Models = Asked.Models.empty() ? Set.Models : Asked.Models;
  for (std::string &Model : How.Models)
    Model = absolute(Model);
  How.ExtraArgs = Asked.ExtraArgs;
  // Flags on the command line are the user's own.
  How.TrustsFlags = Asked.TrustsFlags || Asked.Flags;
  How.Launcher = Asked.Launcher;
  How.Jobs = Asked.Jobs;
  How.Seconds = Asked.Seconds;
  How.Memory = Asked.Memory;
  How.Facts = Asked.Facts;
  How.Quiet = Asked.Wanted.Quiet;
  Wanted = Asked.Wanted;
  // A commit is the baseline where the user names one.
  std::string Baseline = !Asked.Since.empty()     ? ""
                         : Asked.Baseline.empty() ? Set.Baseline
                                                  : Asked.Baseline;
  if (llvm::Error E = prepare(Wanted, Baseline))
    return E;
  Wanted.Suppressions = Set.Suppressions;
  if (Asked.Suppressions.empty())
    return llvm::Error::success();
  auto Read = readSuppressions(Asked.Suppressions);
  if (!Read)
    return Read.takeError();
  Wanted.Suppressions = std::move(*Read);
  return llvm::Error::success();
}

/// Leaves out the units for which \p Is holds.
template <typename Predicate>
static void drop(Database &Project, const Predicate &Is) {
  llvm::erase_if(Project.Units, Is);
  llvm::erase_if(Project.Missing, Is);
}

/// Asks for no findings of the units for which \p Is holds.
template <typename Predicate>
static void pass(Database &Project, const Predicate &Is) {
  for (Unit &U : Project.Units)
    U.IsAsked &= !Is(U);
  llvm::erase_if(Project.Missing, Is);
}

/// Reads "0/8".
static llvm::Error readShard(llvm::StringRef Text, unsigned &Index,
                             unsigned &Count) {
  auto Parts = Text.split('/');
  if (!Parts.first.getAsInteger(10, Index) &&
      !Parts.second.getAsInteger(10, Count) && Index < Count)
    return llvm::Error::success();
  return failure("--shard takes a part and the number of parts, from 0/8 to "
                 "7/8, not '" +
                 Text + "'");
}

/// Leaves out what the globs \p Skipped fit, from \p Root.
static llvm::Error skip(Database &Project, llvm::ArrayRef<std::string> Skipped,
                        llvm::StringRef Root) {
  for (const std::string &Pattern : Skipped) {
    auto Glob = llvm::GlobPattern::create(Pattern);
    if (!Glob)
      return Glob.takeError();
    drop(Project,
         [&](const Unit &U) { return Glob->match(relativeTo(Root, U.File)); });
  }
  return llvm::Error::success();
}

/// Keeps the units that the user has named, or that are below what he has.
/// \returns an error where he has named what is no unit.
static llvm::Error keepNamed(Database &Project,
                             llvm::ArrayRef<std::string> Files) {
  std::vector<std::string> Paths;
  for (const std::string &File : Files)
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
    pass(Project, [&](const Unit &U) {
      return llvm::none_of(Paths,
                           [&](const std::string &P) { return IsIn(P, U); });
    });
  return llvm::Error::success();
}

/// Keeps the units of the shard that the user asks for.
static llvm::Error keepShard(Database &Project, llvm::StringRef Shard,
                             llvm::StringRef Root) {
  unsigned Index = 0, Count = 1;
  if (llvm::Error E = readShard(Shard, Index, Count))
    return E;
  pass(Project, [&](const Unit &U) {
    return llvm::xxHash64(relativeTo(Root, U.File)) % Count != Index;
  });
  return llvm::Error::success();
}

size_t Setup::asked() const {
  auto IsAsked = [](const Unit &U) { return U.IsAsked; };
  return llvm::count_if(Project.Units, IsAsked) + Project.Missing.size();
}

/// The units that \p Asked speaks of.
static llvm::Expected<Database> readUnits(const Request &Asked) {
  if (Asked.Flags && !Asked.Database.empty())
    return failure("-p and flags behind '--' exclude each other");
  if (Asked.Flags)
    return withFlags(*Asked.Flags, Asked.Files);
  auto Path = findDatabase(Asked.Database);
  if (!Path)
    return Path.takeError();
  Trust Passes = Asked.TrustsFlags ? Trust::AllFlags : Trust::AllowedFlags;
  return isFlagsFile(*Path) ? readFlags(*Path, Asked.Files, Passes)
                            : readDatabase(*Path, Passes);
}

/// \returns an error where \p Project has nothing to analyse that says why:
/// before \p SettingsFile leaves units out, or afterwards.
static llvm::Error needUnits(const Database &Project, size_t Before,
                             const std::string &SettingsFile) {
  if (!Project.Units.empty() || !Project.Missing.empty())
    return llvm::Error::success();
  std::string None = "nothing to analyse in '" + Project.Path + "': ";
  if (Before != 0)
    return failure(None + "`skip` in '" + SettingsFile + "' leaves out " +
                   (Before == 1 ? "its unit" : "all its units"));
  if (Project.Others != 0)
    return failure(None + "it names no file in C or C++, only " +
                   counted(Project.Others, "other") + ", such as '" +
                   Project.Other + "'");
  return failure(None +
                 "it has no entries. bear records the commands that make runs, "
                 "and in a tree that is built already make runs none: run "
                 "`make clean` first, and then `bear -- make`");
}

llvm::Expected<int> closewait::lockState(const Setup &Here,
                                         const Request &Asked) {
  auto Lock = lockFolder(Here.State);
  if (Lock || !Asked.State.empty())
    return Lock;
  return failure(llvm::toString(Lock.takeError()) +
                 "; `--state DIR` keeps the state of the run elsewhere");
}

llvm::Expected<Setup> closewait::setUp(const Request &Asked,
                                       const std::string &Self) {
  Setup Here;
  auto Tools = findToolchain(Asked.Clang, Self);
  if (!Tools)
    return Tools.takeError();
  Here.How.Tools = std::move(*Tools);
  auto Units = readUnits(Asked);
  if (!Units)
    return Units.takeError();
  Here.Project = std::move(*Units);
  auto Set = readSettings(Here.Project.folder());
  if (!Set)
    return Set.takeError();
  Here.SettingsFile = Set->File;
  Here.Root = rootOf(Here.Project.folder(), Set->File);
  Here.State = stateOf(Here.Project, Asked);
  if (llvm::Error E = needOwn(Here.State, Asked))
    return E;
  if (llvm::Error E = merge(*Set, Asked, Here.How, Here.Wanted))
    return E;
  if (llvm::Error E = readModels(Here.How.Models, Here.Rows))
    return E;
  size_t Before = Here.asked();
  if (llvm::Error E = skip(Here.Project, Set->Skip, Here.Root))
    return E;
  if (llvm::Error E = needUnits(Here.Project, Before, Set->File))
    return E;
  if (llvm::Error E = keepNamed(Here.Project, Asked.Files))
    return E;
  // A shard may be empty, as long as the project is not.
  Here.Wanted.MayBeEmpty = !Asked.Shard.empty();
  if (!Asked.Shard.empty())
    if (llvm::Error E = keepShard(Here.Project, Asked.Shard, Here.Root))
      return E;
  if (!Here.How.Facts)
    drop(Here.Project, [](const Unit &U) { return !U.IsAsked; });
  return Here;
}
