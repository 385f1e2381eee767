//===- Marks.h - Findings as an editor shows them ---------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A finding becomes a diagnostic, the steps of its path related information,
// and its repair a code action.  Until it is looked for again, it moves with
// the text.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_LSP_MARKS_H
#define CLOSEWAIT_DRIVER_LSP_MARKS_H

#include "Documents.h"
#include "Findings.h"

namespace closewait {

/// What the editor understands, as it says in `initialize`.
struct Client {
  Encoding In = Encoding::Utf16; ///< What it and the server have agreed on.
  bool RelatedInformation = false;
  bool CodeDescriptions = false;
  bool Actions = false; ///< Code actions that carry their edits.
  bool Versions = false;

  /// Reads \p Capabilities, but for the encoding.
  void read(const llvm::json::Object *Capabilities);
};

/// A place in a file.
struct Spot {
  std::string File; ///< As the editor calls it, if it is open.
  Range At;
  std::string Text; ///< What is said of it, or inserted there.
};

struct Mark {
  std::string Rule;
  Spot At; ///< With the message.
  std::vector<Spot> Path;
  std::vector<Spot> Repair; ///< Empty, if none is known to be right any more.
};

/// From places in the files to places in the editor.
class Conversion {
public:
  Conversion(const Documents &Open, Encoding In) : Open(Open), In(In) {}

  /// How the editor is to see \p F.
  Mark operator()(const Finding &F);

private:
  /// A file that findings speak of, looked up once.
  struct Source {
    std::string Name; ///< In the editor, if it is open.
    std::string Text;
    std::vector<size_t> Lines; ///< Where they begin.
  };
  const Source &sourceOf(const std::string &File);
  Point pointAt(const Source &S, unsigned Line, unsigned Column) const;
  Spot spotOf(const Place &At, const std::string &Said);

  const Documents &Open;
  const Encoding In;
  std::map<std::string, Source> Sources;
};

/// Moves what of \p M stands in \p File.
/// \returns false where its own place is gone.
bool move(Mark &M, llvm::StringRef File, const Edit &Made);

/// The `Diagnostic` of \p M; \p Pages: the folder with the checkers' pages.
llvm::json::Value diagnosticOf(const Mark &M, const Documents &Open,
                               const Client &Editor, llvm::StringRef Pages);

/// The `CodeAction` that repairs \p M, whose diagnostic is \p Shown.
llvm::json::Value actionOf(const Mark &M, llvm::json::Value Shown,
                           const Documents &Open);

/// Moves the `range` of \p Diagnostic, which stands in \p File, and what
/// related information it has there.
/// \returns false where its own place is gone.
bool moveForeign(llvm::json::Value &Diagnostic, llvm::StringRef File,
                 const Edit &Made);

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_LSP_MARKS_H
