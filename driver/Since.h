//===- Since.h - The project as it was at a commit --------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A baseline without a checkout: the units are compiled where they are, with
// the flags that they have, and clang is shown the old contents of the files
// that have changed (its `-ivfsoverlay`).  What has read none of them need not
// be analysed again.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_SINCE_H
#define CLOSEWAIT_DRIVER_SINCE_H

#include "Graph.h"
#include "Overlay.h"

namespace closewait {

/// The changes since a commit, or since the index.  Files are named as git
/// does, from the root and without symbolic links.
struct Changes {
  std::string Commit;            ///< "" for the index, or without a commit.
  std::set<std::string> Files;   ///< All changed files.
  std::set<std::string> Added;   ///< The changed files that did not exist.
  std::set<std::string> Removed; ///< The changed files that no longer exist.
  /// For a file whose old contents differ from those of the working tree: the
  /// copy of the old contents.
  std::map<std::string, std::string> Old;
};

/// The three states of a repository before a commit.
struct Stages {
  Changes Staged;   ///< From the last commit to the index.
  Changes Unstaged; ///< From the index to the working tree.
};

/// Asks git what has changed since \p Revision in the repository around
/// \p Folder, committed or not, and keeps the old contents below \p State. What
/// git ignores, and what is in submodules, counts as unchanged.
/// \returns an error where there is no such repository or commit.
llvm::Expected<Changes> changesSince(const std::string &Revision,
                                     const std::string &Folder,
                                     const std::string &State);

/// Asks git for the changes that the next commit makes in the repository around
/// \p Folder, and for those that it leaves out.  Keeps the contents of the
/// index and of the last commit below \p State.  GIT_DIR and GIT_INDEX_FILE
/// hold, as git sets them for a hook. \returns an error without a repository,
/// or where the index has a conflict.
llvm::Expected<Stages> stagesOf(const std::string &Folder,
                                const std::string &State);

/// The old contents of \p Since, under all names that \p Spelled has for a
/// file.
Contents contentsBefore(const Changes &Since, const Spellings &Spelled);

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_SINCE_H
