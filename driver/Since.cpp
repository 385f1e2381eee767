//===- Since.cpp - The project as it was at a commit ----------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Since.h"
#include "Compat.h"
#include "Files.h"
#include "Process.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Program.h"

#include <cstdlib>

using namespace closewait;

namespace {
/// A repository, through git's own commands.
class Repository {
public:
  /// \p Folder is the git directory, and \p Top the working tree.
  Repository(std::string Git, std::string Folder, std::string Top)
      : Git(std::move(Git)), Folder("--git-dir=" + Folder),
        Top(std::move(Top)) {}

  /// The output of git for \p Words, at the top of the working tree.
  llvm::Expected<std::string> say(llvm::ArrayRef<llvm::StringRef> Words) const {
    // The index belongs to the `git commit` that runs the hook.
    llvm::SmallVector<llvm::StringRef, 16> All = {
        Git, "--no-optional-locks", Folder, "-C", Top, "--work-tree", Top};
    All.append(Words.begin(), Words.end());
    return outputOf(All);
  }

  std::string path(llvm::StringRef Name) const {
    return Top + "/" + Name.str();
  }

private:
  std::string Git, Folder, Top;
};

/// A file that differs between two states of the repository.
struct Difference {
  bool IsAdded, IsRemoved;
  bool WasFile;      ///< And no link.
  std::string OldId; ///< The object with the old contents.
  std::string Name;  ///< From the top of the repository.
};
} // namespace

/// The only line that `git rev-parse \p What` prints in \p Folder.
static llvm::Expected<std::string>
lineOf(llvm::StringRef Git, llvm::StringRef Folder, llvm::StringRef What) {
  auto Line = outputOf({Git, "-C", Folder, "rev-parse", What});
  if (Line && !Line->empty())
    Line->pop_back();
  return Line;
}

static llvm::Expected<Repository> repositoryAround(llvm::StringRef Folder) {
  auto Git = llvm::sys::findProgramByName("git");
  if (!Git)
    return llvm::createStringError(
        Git.getError(),
        "--since and --staged need git, which is not installed");
  // It names the repository, and may be relative to the current folder.
  if (std::getenv("GIT_DIR"))
    Folder = ".";
  auto Dir = lineOf(*Git, Folder, "--absolute-git-dir");
  if (!Dir)
    return Dir.takeError();
  auto Top = lineOf(*Git, Folder, "--show-toplevel");
  if (!Top)
    return Top.takeError();
  return Repository(*Git, *Dir, *Top);
}

/// The names between the zeros of \p Text.
static llvm::SmallVector<llvm::StringRef, 0> namesIn(llvm::StringRef Text) {
  llvm::SmallVector<llvm::StringRef, 0> Names;
  Text.split(Names, '\0', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  return Names;
}

/// The files that differ between the states that \p Between names, as the words
/// of `git diff`.
static llvm::Expected<std::vector<Difference>>
differences(const Repository &Repo, llvm::ArrayRef<llvm::StringRef> Between) {
  llvm::SmallVector<llvm::StringRef, 8> Words = {
      "diff",         "--raw",       "-z",
      "--no-renames", "--no-abbrev", "--ignore-submodules=all"};
  Words.append(Between.begin(), Between.end());
  Words.push_back("--");
  auto Said = Repo.say(Words);
  if (!Said)
    return Said.takeError();
  std::vector<Difference> Found;
  auto Parts = namesIn(*Said);
  for (size_t I = 0; I + 1 < Parts.size(); I += 2) {
    llvm::SmallVector<llvm::StringRef, 5> Fields; // Modes, ids and a status.
    Parts[I].split(Fields, ' ');
    if (Fields.size() != 5)
      return failure("git printed '" + Parts[I] + "' for a difference");
    Found.push_back({Fields[4] == "A", Fields[4] == "D",
                     compat::startsWith(Fields[0], ":100"), Fields[2].str(),
                     Parts[I + 1].str()});
  }
  return Found;
}

static void note(const Repository &Repo, llvm::ArrayRef<Difference> Differing,
                 Changes &Since) {
  for (const Difference &D : Differing) {
    std::string File = Repo.path(D.Name);
    Since.Files.insert(File);
    if (D.IsAdded)
      Since.Added.insert(File);
    if (D.IsRemoved)
      Since.Removed.insert(File);
  }
}

/// Keeps the old contents of \p Differing below \p Folder, under names that
/// change with the contents.
static llvm::Error keepOld(const Repository &Repo,
                           llvm::ArrayRef<Difference> Differing,
                           const std::string &Folder, Changes &Since) {
  for (const Difference &D : Differing) {
    if (D.IsAdded || !D.WasFile)
      continue;
    std::string Name = "--path=" + D.Name;
    auto Old = Repo.say({"cat-file", "--filters", Name, D.OldId});
    if (!Old)
      return Old.takeError();
    std::string Copy = Folder + "/" + D.OldId + "/" + D.Name;
    if (llvm::Error E = writeFile(Copy, *Old))
      return E;
    Since.Old[Repo.path(D.Name)] = Copy;
  }
  return llvm::Error::success();
}

/// The id of the commit \p Revision.
static llvm::Expected<std::string> commitOf(const Repository &Repo,
                                            const std::string &Revision) {
  auto Commit =
      Repo.say({"rev-parse", "--verify", "--quiet", Revision + "^{commit}"});
  if (Commit)
    return llvm::StringRef(*Commit).trim().str();
  llvm::consumeError(Commit.takeError());
  return failure("no commit '" + Revision + "'");
}

static std::string keptFor(const std::string &State, const Changes &Since) {
  return State + "/since/" + Since.Commit + "/files";
}

llvm::Expected<Changes> closewait::changesSince(const std::string &Revision,
                                                const std::string &Folder,
                                                const std::string &State) {
  auto Repo = repositoryAround(Folder);
  if (!Repo)
    return Repo.takeError();
  auto Commit = commitOf(*Repo, Revision);
  if (!Commit)
    return Commit.takeError();
  Changes Since;
  Since.Commit = *Commit;
  auto Differing = differences(*Repo, {Since.Commit});
  if (!Differing)
    return Differing.takeError();
  auto Unknown =
      Repo->say({"ls-files", "--others", "--exclude-standard", "-z"});
  if (!Unknown)
    return Unknown.takeError();
  note(*Repo, *Differing, Since);
  if (llvm::Error E = keepOld(*Repo, *Differing, keptFor(State, Since), Since))
    return E;
  for (llvm::StringRef Name : namesIn(*Unknown)) {
    Since.Files.insert(Repo->path(Name));
    Since.Added.insert(Repo->path(Name));
  }
  return Since;
}

/// An error that names the files of the index that have a conflict.
static llvm::Error refuseConflicts(const Repository &Repo) {
  auto Said = Repo.say({"diff", "--name-only", "-z", "--diff-filter=U"});
  if (!Said)
    return Said.takeError();
  auto Names = namesIn(*Said);
  if (Names.empty())
    return llvm::Error::success();
  return failure("the index has merge conflicts, and nothing can be committed: "
                 "resolve '" +
                 llvm::join(Names, "', '") + "', and `git add` the result");
}

/// Adds to \p Staged the changes from the last commit, if there is one, to the
/// index.
static llvm::Error addStaged(const Repository &Repo, const std::string &State,
                             Changes &Staged) {
  auto Differing = differences(Repo, {"--cached"});
  if (!Differing)
    return Differing.takeError();
  note(Repo, *Differing, Staged);
  auto Commit = commitOf(Repo, "HEAD");
  if (!Commit) {
    llvm::consumeError(Commit.takeError());
    return llvm::Error::success();
  }
  Staged.Commit = *Commit;
  // The contents of the last commit hide those of the working tree.
  auto Lying = differences(Repo, {Staged.Commit});
  return Lying ? keepOld(Repo, *Lying, keptFor(State, Staged), Staged)
               : Lying.takeError();
}

llvm::Expected<Stages> closewait::stagesOf(const std::string &Folder,
                                           const std::string &State) {
  auto Repo = repositoryAround(Folder);
  if (!Repo)
    return Repo.takeError();
  if (llvm::Error E = refuseConflicts(*Repo))
    return E;
  Stages Found;
  if (llvm::Error E = addStaged(*Repo, State, Found.Staged))
    return E;
  if (Found.Staged.Files.empty())
    return Found;
  auto Differing = differences(*Repo, {});
  if (!Differing)
    return Differing.takeError();
  note(*Repo, *Differing, Found.Unstaged);
  std::string Kept = State + "/staged/files";
  llvm::sys::fs::remove_directories(Kept);
  if (llvm::Error E = keepOld(*Repo, *Differing, Kept, Found.Unstaged))
    return E;
  return Found;
}

Contents closewait::contentsBefore(const Changes &Since,
                                   const Spellings &Spelled) {
  Contents Shown;
  for (const auto &Old : Since.Old) {
    Shown[Old.first] = Old.second;
    auto Others = Spelled.find(Old.first);
    if (Others != Spelled.end())
      for (const std::string &Name : Others->second)
        Shown[Name] = Old.second;
  }
  return Shown;
}
