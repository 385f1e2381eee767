//===- Positions.cpp - Places in a text that is edited --------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Positions.h"
#include "Compat.h"
#include "Text.h"

#include "llvm/ADT/STLExtras.h"

using namespace closewait;
using llvm::StringRef;
namespace json = llvm::json;

Encoding closewait::encodingOf(StringRef Name) {
  if (Name == "utf-8")
    return Encoding::Utf8;
  return Name == "utf-32" ? Encoding::Utf32 : Encoding::Utf16;
}

static json::Value toJson(const Point &P) {
  return json::Object{{"line", P.Line}, {"character", P.Character}};
}

json::Value closewait::toJson(const Range &R) {
  return json::Object{{"start", ::toJson(R.Begin)}, {"end", ::toJson(R.End)}};
}

/// The position at \p Key of \p O.
static std::optional<Point> pointAt(const json::Object *O, StringRef Key) {
  const json::Object *At = O ? O->getObject(Key) : nullptr;
  auto Line = At ? At->getInteger("line") : compat::None;
  auto Character = At ? At->getInteger("character") : compat::None;
  if (!Line || !Character || *Line < 0 || *Character < 0)
    return std::nullopt;
  return Point{unsigned(*Line), unsigned(*Character)};
}

std::optional<Range> closewait::rangeOf(const json::Value *Value) {
  const json::Object *O = Value ? Value->getAsObject() : nullptr;
  auto Begin = pointAt(O, "start"), End = pointAt(O, "end");
  if (!Begin || !End || *End < *Begin)
    return std::nullopt;
  return Range{*Begin, *End};
}

/// Where line \p Line, from 0, of \p Text begins; at its end, if there is none.
static size_t startOfLine(StringRef Text, unsigned Line) {
  size_t At = 0;
  for (; Line > 0; --Line) {
    At = Text.find('\n', At);
    if (At == StringRef::npos)
      return Text.size();
    ++At;
  }
  return At;
}

/// How many units of \p In the code point takes that begins with \p First.
static unsigned unitsOf(char First, Encoding In) {
  auto Byte = static_cast<unsigned char>(First);
  unsigned Bytes = Byte < 0xC0 ? 1 : Byte < 0xE0 ? 2 : Byte < 0xF0 ? 3 : 4;
  switch (In) {
  case Encoding::Utf8:
    return Bytes;
  case Encoding::Utf16:
    return Bytes == 4 ? 2 : 1;
  case Encoding::Utf32:
    return 1;
  }
  return 1;
}

/// The units of \p In that \p Part of a line takes.
static unsigned unitsOf(StringRef Part, Encoding In) {
  if (In == Encoding::Utf8)
    return Part.size();
  unsigned Units = 0;
  for (char C : Part)
    if (!isContinuation(C))
      Units += ::unitsOf(C, In);
  return Units;
}

/// The bytes of \p Line before the code point that \p Units of \p In are
/// before.
static size_t bytesOf(StringRef Line, unsigned Units, Encoding In) {
  if (In == Encoding::Utf8)
    return std::min<size_t>(Units, Line.size());
  size_t At = 0;
  for (unsigned Done = 0; At < Line.size() && Done < Units;) {
    Done += ::unitsOf(Line[At], In);
    do
      ++At;
    while (At < Line.size() && isContinuation(Line[At]));
  }
  return At;
}

/// The line of \p Text that begins at \p Begin.
static StringRef lineFrom(StringRef Text, size_t Begin) {
  return Text.slice(Begin, Text.find('\n', Begin));
}

size_t closewait::offsetOf(StringRef Text, Point At, Encoding In) {
  size_t Begin = startOfLine(Text, At.Line);
  return Begin + bytesOf(lineFrom(Text, Begin), At.Character, In);
}

std::vector<size_t> closewait::linesOf(StringRef Text) {
  std::vector<size_t> Begins{0};
  for (size_t At = Text.find('\n'); At != StringRef::npos;
       At = Text.find('\n', At + 1))
    Begins.push_back(At + 1);
  return Begins;
}

unsigned closewait::charactersBefore(StringRef Text, unsigned Column,
                                     Encoding In) {
  StringRef Line = lineFrom(Text, 0);
  size_t Before = bytesOf(Line, Column - (Column > 0), Encoding::Utf32);
  return unitsOf(Line.take_front(Before), In);
}

Edit closewait::editAt(Range Old, StringRef New, Encoding In) {
  Edit Made{Old, Old.Begin};
  unsigned Lines = unsigned(New.count('\n'));
  unsigned Last =
      unitsOf(Lines ? New.drop_front(New.rfind('\n') + 1) : New, In);
  Made.NewEnd.Line += Lines;
  Made.NewEnd.Character = Lines ? Last : Made.NewEnd.Character + Last;
  return Made;
}

Edit closewait::editBetween(StringRef Old, StringRef New) {
  llvm::SmallVector<StringRef, 0> Was, Is;
  Old.split(Was, '\n');
  New.split(Is, '\n');
  size_t Most = std::min(Was.size(), Is.size()), Front = 0, Back = 0;
  while (Front < Most && Was[Front] == Is[Front])
    ++Front;
  while (Back < Most - Front &&
         Was[Was.size() - 1 - Back] == Is[Is.size() - 1 - Back])
    ++Back;
  unsigned Begin = unsigned(Front);
  return {{{Begin, 0}, {unsigned(Was.size() - Back), 0}},
          {unsigned(Is.size() - Back), 0}};
}

/// Where the position \p P, which is not before the end of what was replaced,
/// is now.
static Point movedBehind(Point P, const Edit &Made) {
  if (P.Line == Made.Old.End.Line)
    P.Character += Made.NewEnd.Character - Made.Old.End.Character;
  P.Line += Made.NewEnd.Line - Made.Old.End.Line;
  return P;
}

std::optional<Range> closewait::moved(Range R, const Edit &Made) {
  // All of it is before, or behind; what is inserted at its very end is behind.
  if (R.End < Made.Old.Begin || R.End == Made.Old.Begin)
    return R;
  if (!(R.Begin < Made.Old.End))
    return Range{movedBehind(R.Begin, Made), movedBehind(R.End, Made)};
  // What is edited inside of it makes it longer or shorter.
  bool IsInside = !(Made.Old.Begin < R.Begin) && !(R.End < Made.Old.End);
  if (IsInside && !(Made.Old.Begin == R.Begin && Made.Old.End == R.End))
    return Range{R.Begin, movedBehind(R.End, Made)};
  return std::nullopt;
}
