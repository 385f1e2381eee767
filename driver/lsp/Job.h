//===- Job.h - The analysis of one open file, in its own process -*- C++ -*-=//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The parent's side: it starts the child (Child.h), and takes what that says
// through a pipe, whose end tells that all is said.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_LSP_JOB_H
#define CLOSEWAIT_DRIVER_LSP_JOB_H

#include "JobResult.h"
#include "Task.h"

namespace closewait {

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
  std::string Folder, Told;
  unsigned Seconds;
  bool IsLate = false;
};

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_LSP_JOB_H
