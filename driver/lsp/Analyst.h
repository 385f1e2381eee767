//===- Analyst.h - When the open files are analysed -------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One analysis at a time, of what was touched last first: whatever else is
// being analysed then waits.  What is edited is analysed when its writer has
// paused for a moment; an analysis of a text that is not there any more is
// killed, and never heard of.  A file is analysed again when one that it
// includes is edited, too.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_LSP_ANALYST_H
#define CLOSEWAIT_DRIVER_LSP_ANALYST_H

#include "Job.h"

#include <chrono>
#include <functional>
#include <list>

namespace closewait {

class Analyst {
public:
  using Clock = std::chrono::steady_clock;
  /// What is done with what was found out about the open file of that path.
  using Listener = std::function<void(const std::string &, JobResult)>;

  /// \p Folder is where analyses write, each into a folder of its own, for at
  /// most \p Seconds.
  Analyst(const Toolchain &Tools, const Documents &Open, std::string Folder,
          unsigned Seconds)
      : Tools(Tools), Open(Open), Folder(std::move(Folder)), Seconds(Seconds) {}

  ClangdWishes Wishes;
  Encoding In = Encoding::Utf16; ///< Of the positions that are told.

  /// The documents of these paths have been opened, edited, saved; \p Differs:
  /// the text in the editor is not the one on the disk.
  void opened(const std::string &Path, bool Differs);
  void edited(const std::string &Path);
  void saved(const std::string &Path);
  /// \p Name: the path without symbolic links, of what is closed.
  void closed(const std::string &Path, const std::string &Name, bool Differs);

  /// Whether what was found of \p Path is of the text that is there now.
  bool isCurrent(const std::string &Path) const;

  /// Where something can be read when there is something to do, if anywhere.
  std::vector<int> fds() const;
  /// When there is something to do in any case: in how many milliseconds, or
  /// never, -1.
  int due() const;
  /// Does what there is to do.
  void work(const Listener &Tell);

private:
  /// An open file that is analysed.
  struct Subject {
    bool IsWanted = false;
    Clock::time_point Due; ///< Not before.
    unsigned Touched = 0;  ///< The higher, the later.
    bool WasRead = false;  ///< Clang could make sense of it the last time.
    Compilation Used;
    std::set<std::string> Read; ///< Without symbolic links.
  };

  void want(const std::string &Path, Clock::duration After);
  void wantReadersOf(const std::string &Real);
  void wantDoubtful(const std::string &Real);
  bool comesFirst(const Subject &S) const;
  void drop();
  void begin(const Listener &Tell);
  void finish(const Listener &Tell);
  bool learnNames(Subject &S, const std::map<std::string, std::string> &Read);

  const Toolchain &Tools;
  const Documents &Open;
  const std::string Folder;
  const unsigned Seconds;
  std::map<std::string, Subject> Subjects;
  std::map<std::string, std::set<std::string>> Spelled;
  std::optional<Job> Running;
  std::string RunningFor;
  Clock::time_point Deadline;
  std::list<Job> Dying; ///< Killed, but not gone yet.
  unsigned Touches = 0, Started = 0;
  bool IsToolKnown = false;
};

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_LSP_ANALYST_H
