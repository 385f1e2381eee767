//===- Setup.h - What is to be analysed, and how ----------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// From what the user asks for, the project's settings and its database to a
// plan.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_SETUP_H
#define CLOSEWAIT_DRIVER_SETUP_H

#include "Check.h"
#include "Graph.h"
#include "SocketModel.h"

namespace closewait {

struct Setup {
  Plan How;
  SocketModel Rows = SocketModel::builtIn(); ///< And those of the project.
  Database Project;         ///< Without facts, only what is asked for.
  std::string SettingsFile; ///< Or "".
  std::string Root;         ///< Paths are told from there.
  std::string State;        ///< Where everything is kept between runs.
  Wishes Wanted;

  /// How many units are asked for.
  size_t asked() const;
};

/// The folder from which the paths of a project are told: where its settings
/// stand, if it has some, or the top of its repository, or else \p Folder, that
/// of its database, or the one above, if that is one to build in.
std::string rootOf(llvm::StringRef Folder, llvm::StringRef Settings);

/// Where everything is kept between runs of a project whose database is in
/// \p Folder.
std::string stateIn(llvm::StringRef Folder);

/// Locks the state of \p Here, as lockFolder() does.
/// \returns an error that names --state where \p Asked does not.
llvm::Expected<int> lockState(const Setup &Here, const Request &Asked);

/// Finds out what \p Asked means here.  \p Self is the path of this program.
/// \returns an error that says what is missing, or wrong.
llvm::Expected<Setup> setUp(const Request &Asked, const std::string &Self);

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_SETUP_H
