//===- Markdown.cpp - Pages as text for a terminal ------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Markdown.h"
#include "Text.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>
#include <string>

using namespace closewait;
using llvm::StringRef;

/// Stands in a text where bold letters begin or end.
static constexpr char Bold = '\1';

/// The columns that \p Text takes.
static unsigned widthOf(StringRef Text) {
  return llvm::count_if(Text,
                        [](char C) { return C != Bold && !isContinuation(C); });
}

/// Prints \p Text, and has letters between its marks bold.
static void printMarked(StringRef Text, bool &IsBold, llvm::raw_ostream &Out) {
  for (char C : Text) {
    if (C != Bold) {
      Out << C;
      continue;
    }
    IsBold = !IsBold;
    if (IsBold)
      Out.changeColor(llvm::raw_ostream::SAVEDCOLOR, /*Bold=*/true);
    else
      Out.resetColor();
  }
}

/// Takes a link, "[text](target)", from the front of \p Rest.
/// \returns its text, with its target where that is an address on the web, or
/// "" where there is no link.
static std::string takeLink(StringRef &Rest) {
  size_t Middle = Rest.find("](");
  size_t End = Rest.find(')', Middle);
  if (Rest.front() != '[' || Middle == StringRef::npos ||
      End == StringRef::npos || Rest.take_front(Middle).contains('\n'))
    return "";
  StringRef Text = Rest.slice(1, Middle), Target = Rest.slice(Middle + 2, End);
  Rest = Rest.drop_front(End + 1);
  return Target.contains("://") ? (Text + " (" + Target + ")").str()
                                : Text.str();
}

/// \p Text with marks in place of its backticks and stars, and its links as
/// text.
static std::string markUp(StringRef Text) {
  std::string Marked;
  bool InCode = false;
  while (!Text.empty()) {
    if (Text.front() == '[' && !InCode)
      if (std::string Link = takeLink(Text); !Link.empty()) {
        Marked += markUp(Link);
        continue;
      }
    char C = Text.front();
    Text = Text.drop_front();
    InCode ^= C == '`';
    bool IsStar = C == '*' && !InCode;
    if (IsStar)
      Text.consume_front("*"); // Strong emphasis is emphasis.
    Marked += C == '`' || IsStar ? Bold : C;
  }
  return Marked;
}

/// \p Line of code without the marks of the test suite, or none at all.
static std::string withoutMarks(StringRef Line) {
  static constexpr llvm::StringLiteral Begin = "// expected-warning{{";
  if (Line == "// expected-no-diagnostics")
    return "";
  size_t At = Line.find(Begin);
  if (At == StringRef::npos)
    return (Line + "\n").str();
  StringRef Quoted = Line.drop_front(At + Begin.size()).rtrim('}');
  return (Line.take_front(At) + "// warning: " + Quoted + "\n").str();
}

namespace {
/// A page, read line by line.
class Printer {
public:
  Printer(StringRef Text, unsigned Width, llvm::raw_ostream &Out)
      : Rest(Text), Width(Width), Out(Out) {}

  void print() {
    while (!Rest.empty())
      printBlock();
  }

private:
  StringRef takeLine();
  StringRef nextLine() const { return Rest.split('\n').first; }
  bool continues() const;
  void printBlock();
  void printCode();
  void printHeading(StringRef Line);
  void printText(StringRef Line);

  StringRef Rest;
  unsigned Width;
  llvm::raw_ostream &Out;
};
} // namespace

StringRef Printer::takeLine() {
  StringRef Line;
  std::tie(Line, Rest) = Rest.split('\n');
  return Line;
}

/// What stands before the text of \p Line, an item of a list: "- " or "1. ".
static StringRef bulletOf(StringRef Line) {
  StringRef Text = Line.ltrim(' ');
  size_t Digits = Text.find_first_not_of("0123456789");
  bool IsNumber = Digits != 0 && Text.substr(Digits).take_front(2) == ". ";
  size_t Length = IsNumber ? Digits + 2 : Text.take_front(2) == "- " ? 2 : 0;
  return Line.take_front(Length ? Line.size() - Text.size() + Length : 0);
}

/// Whether the next line goes on with a paragraph or an item.
bool Printer::continues() const {
  StringRef Line = nextLine();
  return !Line.trim().empty() && Line.front() != '#' && Line.front() != '|' &&
         Line.take_front(3) != "```" && bulletOf(Line).empty();
}

void Printer::printBlock() {
  StringRef Line = takeLine();
  if (Line.take_front(3) == "```")
    return printCode();
  if (Line.take_front(4) == "<!--") {
    while (!Line.contains("-->") && !Rest.empty())
      Line = takeLine();
    return;
  }
  if (!Line.empty() && Line.front() == '#')
    return printHeading(Line);
  if (Line.trim().empty() || Line.front() == '|')
    Out << Line << "\n";
  else
    printText(Line);
}

void Printer::printCode() {
  while (!Rest.empty()) {
    StringRef Line = takeLine();
    if (Line == "```")
      return;
    std::string Text = withoutMarks(Line);
    if (!Text.empty())
      Out << (Line.empty() ? "" : "    ") << Text;
  }
}

/// Prints the heading \p Line, and a line below it.
void Printer::printHeading(StringRef Line) {
  char Below = Line.take_front(2) == "# " ? '=' : '-';
  std::string Text = markUp(Line.ltrim('#').trim());
  Text.erase(std::remove(Text.begin(), Text.end(), Bold), Text.end());
  bool IsBold = false;
  printMarked(Bold + Text + Bold, IsBold, Out);
  Out << "\n" << std::string(widthOf(Text), Below) << "\n";
}

/// Prints the paragraph or item that begins with \p Line. The lines of an item
/// begin where the text behind its bullet does.
void Printer::printText(StringRef Line) {
  StringRef Bullet = bulletOf(Line);
  std::string Text = Line.drop_front(Bullet.size()).str();
  while (continues())
    Text += (" " + takeLine().trim()).str();
  Text = markUp(Text);
  llvm::SmallVector<StringRef, 64> Words;
  StringRef(Text).split(Words, ' ', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  bool IsBold = false;
  Out << Bullet;
  unsigned Column = Bullet.size();
  for (StringRef Word : Words) {
    bool IsFirst = Column == Bullet.size();
    if (!IsFirst && Column + 1 + widthOf(Word) > Width) {
      Out << "\n" << std::string(Bullet.size(), ' ');
      Column = Bullet.size();
    } else if (!IsFirst) {
      Out << " ";
      ++Column;
    }
    printMarked(Word, IsBold, Out);
    Column += widthOf(Word);
  }
  Out << "\n";
}

void closewait::printMarkdown(StringRef Text, unsigned Width,
                              llvm::raw_ostream &Out) {
  Printer(Text, Width, Out).print();
}
