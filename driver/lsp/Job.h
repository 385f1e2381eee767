//===- Job.h - The analysis of one open file, in its own process -*- C++ -*-=//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The parent's side: it starts the child (Task.h), and the end of a pipe tells
// it when that has ended and its log can be read.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_LSP_JOB_H
#define CLOSEWAIT_DRIVER_LSP_JOB_H

#include "Findings.h"
#include "Task.h"

namespace closewait {

/// What has become of it.
struct JobResult {
  enum Kind {
    Done,
    Skipped,   ///< The project's settings say so.
    Errors,    ///< Clang could not make sense of the file.
    Prevented, ///< It has not come to be clang.
    Crashed,
    Late,
    Lost ///< It has left no log, or a wrong one.
  } How = Lost;
  std::string Why;            ///< Of Errors and Broken.
  Report What;                ///< Of Done.
  Compilation Used;           ///< As far as it has come.
  std::set<std::string> Read; ///< The files that clang has read.

  /// Whether all is known that there is to know.
  bool isGood() const { return How == Done || How == Skipped; }
};

class Job {
public:
  /// Starts it.  \returns an error where there is no other process.
  static llvm::Expected<Job> start(const Task &What);

  Job(Job &&Other);
  Job &operator=(Job &&Other) = delete;
  /// Kills it, if it is still there.
  ~Job();

  /// Something can be read from there when it has ended.
  int fd() const { return Pipe; }

  /// Takes what has come through the pipe.  \returns whether that was all.
  bool read();

  /// Kills it; it ends soon.
  void kill() const;
  /// The same, since it has taken too long.
  void killLate();

  /// What has become of it, when read() has said that it has ended.
  JobResult result();

private:
  Job(pid_t Child, int Pipe, const Task &What);

  pid_t Child;
  int Pipe;
  std::string File, Folder, Told;
  unsigned Seconds;
  bool IsLate = false;
};

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_LSP_JOB_H
