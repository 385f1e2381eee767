//===- TextOutput.cpp - Findings for the terminal -------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Files.h"
#include "Outputs.h"
#include "Text.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"

using namespace closewait;
using llvm::raw_ostream;
using llvm::StringRef;

namespace {
/// The files that findings speak of, each read once.
class Sources {
public:
  explicit Sources(const Contents &Copies) : Copies(Copies) {}

  /// The line \p Number of \p File, from 1; "" if there is none.
  StringRef line(const std::string &File, unsigned Number);

private:
  struct Source {
    std::string Text;
    std::vector<StringRef> Lines;
  };
  const Contents &Copies;
  llvm::StringMap<Source> Read;
};
} // namespace

StringRef Sources::line(const std::string &File, unsigned Number) {
  auto Entry = Read.try_emplace(File);
  Source &S = Entry.first->second;
  if (Entry.second) {
    auto Copy = Copies.find(File);
    auto Text = readFile(Copy == Copies.end() ? File : Copy->second);
    if (Text) {
      S.Text = std::move(*Text);
      llvm::SmallVector<StringRef, 0> Lines;
      StringRef(S.Text).split(Lines, '\n');
      S.Lines.assign(Lines.begin(), Lines.end());
    } else {
      llvm::consumeError(Text.takeError());
    }
  }
  return Number >= 1 && Number <= S.Lines.size() ? S.Lines[Number - 1].rtrim()
                                                 : "";
}

/// Prints the line of \p At and, below it, what of it is meant.
static void printLine(const Place &At, Sources &Files, raw_ostream &Out) {
  StringRef Line = Files.line(At.File, At.Line);
  if (Line.empty())
    return;
  Out << llvm::format("%5u | ", At.Line) << Line << "\n      | ";
  unsigned Column = 0; // Of the code point at hand.
  unsigned Length = 0;
  for (char C : Line) {
    if (isContinuation(C))
      continue;
    ++Length;
    if (Length < At.Column)
      Out << (C == '\t' ? '\t' : ' ');
  }
  Column = At.Column;
  unsigned End = At.EndLine == At.Line ? At.EndColumn : Length + 1;
  Out.changeColor(raw_ostream::GREEN, /*Bold=*/true) << '^';
  for (++Column; Column < End && Column <= Length; ++Column)
    Out << '~';
  Out.resetColor() << "\n";
}

static void print(const Place &At, StringRef Kind, raw_ostream::Colors Colour,
                  StringRef Text, StringRef Folder, Sources &Files,
                  raw_ostream &Out) {
  Out.changeColor(raw_ostream::SAVEDCOLOR, /*Bold=*/true)
      << printable(relativeTo(Folder, At.File)) << ":" << At.Line << ":"
      << At.Column << ": ";
  Out.changeColor(Colour, /*Bold=*/true) << Kind << ": ";
  Out.resetColor();
  bool IsNote = Kind == "note";
  if (!IsNote)
    Out.changeColor(raw_ostream::SAVEDCOLOR, /*Bold=*/true);
  Out << Text << "\n";
  Out.resetColor();
  printLine(At, Files, Out);
}

void closewait::printText(const std::vector<Finding> &Found, StringRef Folder,
                          const Contents &Copies, raw_ostream &Out) {
  Sources Files(Copies);
  for (const Finding &F : Found) {
    if (!F.counts())
      continue;
    print(F.At, "warning", raw_ostream::MAGENTA,
          F.Message + " [" + F.Rule + "]", Folder, Files, Out);
    // The last step is the finding itself.
    for (size_t I = 0; I + 1 < F.Path.size(); ++I)
      if (F.Path[I].Essential)
        print(F.Path[I].At, "note", raw_ostream::CYAN, F.Path[I].Text, Folder,
              Files, Out);
    for (const Step &Note : F.Notes)
      print(Note.At, "note", raw_ostream::CYAN, Note.Text, Folder, Files, Out);
  }
}
