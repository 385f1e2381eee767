//===- Check.h - `closewait check` ------------------------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_CHECK_H
#define CLOSEWAIT_DRIVER_CHECK_H

#include "Commands.h"
#include "Conclude.h"

namespace closewait {

/// The flags of clang behind "--", which all files are compiled with.
using FlagList = std::optional<std::vector<std::string>>;

/// What the user asks for.  What is empty was not asked for: the project's
/// settings hold, or a default.
struct Request {
  std::string Database;           ///< -p
  FlagList Flags;                 ///< In place of a database.
  std::string State;              ///< A folder.
  bool TrustsFlags = false;       ///< All flags of the database pass.
  std::vector<std::string> Files; ///< Only these, and what is below them.
  std::string Checkers;
  std::vector<std::string> ExtraArgs;
  std::string Clang;
  std::vector<std::string> Models;
  bool DumpModels = false;  ///< Print the rows, and do nothing else.
  std::string Suppressions; ///< A file.
  std::string Baseline;     ///< A SARIF log.
  std::string Launcher;
  std::string Since;   ///< A commit: what was there does not count.
  bool Staged = false; ///< Only what the next commit brings counts.
  bool Facts = true;   ///< Look at what functions of other units do.
  bool Fix = false;    ///< Write the repairs into the sources.
  std::string Shard;   ///< "0/8": the first of eight parts.
  unsigned Jobs = 0;
  unsigned Seconds = 0;
  unsigned Memory = DefaultMemory; ///< MiB
  Wishes Wanted;
};

/// Analyses a project and tells what it found.  \p Self is the path of this
/// program.
Exit check(const Request &Asked, const std::string &Self);

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_CHECK_H
