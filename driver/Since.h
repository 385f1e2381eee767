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

namespace closewait {

/// What has changed since a commit.  Files are named as git does, from the root
/// and without symbolic links.
struct Changes {
  std::string Commit;
  std::set<std::string> Files; ///< All of them.
  std::set<std::string> Added; ///< Those that were not there.
  std::map<std::string, std::string>
      Old; ///< Where what the others held is kept.
};

/// Asks git what has changed since \p Revision in the repository around
/// \p Folder, committed or not, and keeps the old contents below \p State. What
/// git ignores, and what is in submodules, counts as unchanged.
/// \returns an error where there is no such repository or commit.
llvm::Expected<Changes> changesSince(const std::string &Revision,
                                     const std::string &Folder,
                                     const std::string &State);

/// Writes to \p File what shows the files of \p Since to clang as they were,
/// under all names that \p Spelled has for them.
llvm::Error showAsBefore(const Changes &Since, const Spellings &Spelled,
                         const std::string &File);

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_SINCE_H
