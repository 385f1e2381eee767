//===- Since.cpp - The project as it was at a commit ----------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Since.h"
#include "Files.h"
#include "Overlay.h"
#include "Process.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Program.h"

using namespace closewait;

namespace {
/// A repository, through git's own commands.
class Repository {
public:
  Repository(std::string Git, std::string Top)
      : Git(std::move(Git)), Top(std::move(Top)) {}

  /// What git says to \p Words, at the top of the repository.
  llvm::Expected<std::string>
  say(std::initializer_list<llvm::StringRef> Words) const {
    llvm::SmallVector<llvm::StringRef, 8> All = {Git, "-C", Top};
    All.append(Words.begin(), Words.end());
    return outputOf(All);
  }

  std::string path(llvm::StringRef Name) const {
    return Top + "/" + Name.str();
  }

private:
  std::string Git, Top;
};
} // namespace

static llvm::Expected<Repository> repositoryAround(const std::string &Folder) {
  auto Git = llvm::sys::findProgramByName("git");
  if (!Git)
    return llvm::createStringError(Git.getError(),
                                   "--since needs git, which is not there");
  auto Top = outputOf({*Git, "-C", Folder, "rev-parse", "--show-toplevel"});
  if (!Top)
    return Top.takeError();
  return Repository(*Git, llvm::StringRef(*Top).trim().str());
}

/// The names between the zeros of \p Text.
static llvm::SmallVector<llvm::StringRef, 0> namesIn(llvm::StringRef Text) {
  llvm::SmallVector<llvm::StringRef, 0> Names;
  Text.split(Names, '\0', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  return Names;
}

llvm::Expected<Changes> closewait::changesSince(const std::string &Revision,
                                                const std::string &Folder,
                                                const std::string &State) {
  auto Repo = repositoryAround(Folder);
  if (!Repo)
    return Repo.takeError();
  auto Commit =
      Repo->say({"rev-parse", "--verify", "--quiet", Revision + "^{commit}"});
  if (!Commit) {
    llvm::consumeError(Commit.takeError());
    return llvm::createStringError(llvm::inconvertibleErrorCode(),
                                   "no commit '" + Revision + "'");
  }
  Changes Since;
  Since.Commit = llvm::StringRef(*Commit).trim().str();
  auto Differing = Repo->say({"diff", "--name-status", "-z", "--no-renames",
                              "--ignore-submodules=all", Since.Commit, "--"});
  auto Unknown =
      Repo->say({"ls-files", "--others", "--exclude-standard", "-z"});
  if (!Differing || !Unknown)
    return llvm::joinErrors(Differing.takeError(), Unknown.takeError());
  std::string Below = State + "/since/" + Since.Commit + "/files/";
  auto Names = namesIn(*Differing); // A status, a name, a status, a name …
  for (size_t I = 0; I + 1 < Names.size(); I += 2) {
    std::string Name = Names[I + 1].str(), File = Repo->path(Name);
    Since.Files.insert(File);
    if (Names[I] == "A") {
      Since.Added.insert(File);
      continue;
    }
    auto Old = Repo->say({"cat-file", "--filters", Since.Commit + ":" + Name});
    if (!Old)
      return Old.takeError();
    if (llvm::Error E = writeFile(Below + Name, *Old))
      return E;
    Since.Old[File] = Below + Name;
  }
  for (llvm::StringRef Name : namesIn(*Unknown)) {
    Since.Files.insert(Repo->path(Name));
    Since.Added.insert(Repo->path(Name));
  }
  return Since;
}

llvm::Error closewait::showAsBefore(const Changes &Since,
                                    const Spellings &Spelled,
                                    const std::string &File) {
  Contents Shown;
  for (const auto &Old : Since.Old) {
    Shown[Old.first] = Old.second;
    auto Others = Spelled.find(Old.first);
    if (Others != Spelled.end())
      for (const std::string &Name : Others->second)
        Shown[Name] = Old.second;
  }
  return writeOverlay(Shown, File);
}
