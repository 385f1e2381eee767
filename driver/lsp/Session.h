//===- Session.h - What an editor and its server speak about ----*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Listens to both: from the editor it learns which files are open and what
// stands in them, from the server what is published of them.  To that it adds
// the findings, and to the server's code actions the repairs.  Of everything
// else it knows nothing.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_LSP_SESSION_H
#define CLOSEWAIT_DRIVER_LSP_SESSION_H

#include "Analyst.h"
#include "Marks.h"
#include "Messages.h"

#include <deque>

namespace closewait {

class Session {
public:
  /// Sends a message to the editor.
  using Sender = std::function<void(std::string)>;
  /// Writes a line to the editor's log.
  using Logger = std::function<void(const llvm::Twine &)>;

  /// \p Pages is the folder with the checkers' pages.
  Session(Documents &Open, Analyst &Work, std::string Pages, Sender Send,
          Logger Log)
      : Open(Open), Work(Work), Pages(std::move(Pages)), Send(std::move(Send)),
        Log(std::move(Log)) {}

  /// Looks at what the editor has said, which has been passed on.
  void hearEditor(const Message &Said);

  /// The editor has said something that could not be looked at: what its files
  /// hold is not known any more.
  void loseTrack();

  /// \returns what the editor is to get of what the server has said.
  std::string hearServer(Message Said);

  /// Does what there is to do for the analyses, and publishes what they found.
  void work();

private:
  /// What the editor has asked the server and is of interest.
  struct Question {
    bool IsActions = false; ///< Or else `initialize`.
    std::string Path;
    Range At;
  };
  void initialize(const llvm::json::Object &Params);
  void opened(const llvm::json::Object &Params);
  void changed(const llvm::json::Object &Params);
  void closed(const llvm::json::Object &Params);
  void askedForActions(const std::string &Id, const llvm::json::Object &Params);
  std::string published(Message Said);
  std::string answered(Message Said, const Question &Asked);

  void analyzed(const std::string &Path, JobResult Found);
  void complain(const std::string &Path, const JobResult &Found);
  std::vector<const Mark *> marksIn(const std::string &File) const;
  llvm::json::Array diagnosticsOf(const std::string &File) const;
  void publish(const std::set<std::string> &Changed);
  void publish(const std::string &File, const std::string &Uri);
  void remember(const Document &D, const Edit &Made);
  void logOnce(const std::string &Line);
  llvm::json::Array actionsFor(const Question &Asked) const;

  Documents &Open;
  Analyst &Work;
  const std::string Pages;
  const Sender Send;
  const Logger Log;
  Client Editor;
  std::map<std::string, Question> Questions; ///< By their id, as Envelope has it.
  /// What the server tells of a file, by its path.
  std::map<std::string, std::vector<llvm::json::Value>> Theirs;
  /// The last edits of an open file, with the versions that they have led to.
  std::map<std::string, std::deque<std::pair<int64_t, Edit>>> History;
  /// What the analysis of an open file has found, here or there.
  std::map<std::string, std::vector<Mark>> Found;
  /// Of which troubles of an open file the log has been told.
  std::map<std::string, std::set<JobResult::Kind>> Complained;
  std::set<std::string> Logged; ///< What is told only once.
};

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_LSP_SESSION_H
