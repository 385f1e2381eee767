//===- JobResult.h - What has become of an analysis -------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The child says it to the parent, in a line of JSON.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_LSP_JOBRESULT_H
#define CLOSEWAIT_DRIVER_LSP_JOBRESULT_H

#include "CompileCommands.h"
#include "Marks.h"

namespace closewait {

struct JobResult {
  enum Kind {
    Done,
    Skipped,   ///< The project's settings say so.
    Errors,    ///< Clang could not make sense of the file.
    Prevented, ///< Clang was not started.
    Crashed,
    Late,
    Lost ///< There is no log, or a wrong one.
  } How = Lost;
  std::string Why;         ///< Of all but Done and Skipped.
  std::string Remark;      ///< What else is wrong with the project, or "".
  std::vector<Mark> Marks; ///< Of Done.
  Compilation Used;        ///< As far as it has come.
  /// The files that clang has read, with what they are without symbolic links.
  std::map<std::string, std::string> Read;

  /// Whether all is known that there is to know.
  bool isGood() const { return How == Done || How == Skipped; }
};

llvm::json::Value toJson(const JobResult &Result);
JobResult jobResultIn(const llvm::json::Object *O);

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_LSP_JOBRESULT_H
