//===- Since.cpp - The project as it was at a commit ----------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Since.h"
#include "Files.h"
#include "Process.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/raw_ostream.h"

using namespace closewait;
namespace json = llvm::json;

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

/// Keeps what \p Name held, and adds it to \p Roots, the files of an overlay.
static llvm::Error keepOld(const Repository &Repo, llvm::StringRef Name,
                           const Changes &Since, const std::string &Folder,
                           json::Array &Roots) {
  auto Old =
      Repo.say({"cat-file", "--filters", Since.Commit + ":" + Name.str()});
  if (!Old)
    return Old.takeError();
  std::string File = Folder + "/" + Name.str();
  Roots.push_back(json::Object{{"type", "file"},
                               {"name", Repo.path(Name)},
                               {"external-contents", File}});
  return writeFile(File, *Old);
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
  std::string Below = State + "/since/" + Since.Commit;
  json::Array Roots;
  auto Names = namesIn(*Differing); // A status, a name, a status, a name …
  for (size_t I = 0; I + 1 < Names.size(); I += 2) {
    Since.Files.insert(Repo->path(Names[I + 1]));
    if (Names[I] == "A")
      Since.Added.insert(Repo->path(Names[I + 1]));
    else if (llvm::Error E =
                 keepOld(*Repo, Names[I + 1], Since, Below + "/files", Roots))
      return E;
  }
  for (llvm::StringRef Name : namesIn(*Unknown)) {
    Since.Files.insert(Repo->path(Name));
    Since.Added.insert(Repo->path(Name));
  }
  std::string Text;
  llvm::raw_string_ostream(Text)
      << json::Value(json::Object{{"version", 0},
                                  {"use-external-names", false},
                                  {"roots", std::move(Roots)}});
  Since.Overlay = Below + "/overlay.yaml";
  if (llvm::Error E = writeFile(Since.Overlay, Text))
    return E;
  return Since;
}
