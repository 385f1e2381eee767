//===- Messages.cpp - What an editor and a server say to each other -------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Messages.h"
#include "Json.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace closewait;
using llvm::StringRef;
namespace json = llvm::json;

std::optional<Message> MessageReader::take(size_t Length, size_t BodyAt,
                                           bool Ends) {
  Message Taken{Buffer.substr(0, Length), BodyAt, Ends};
  Buffer.erase(0, Length);
  return Taken;
}

/// Where the header that \p Text begins with ends, and the body begins; or
/// npos.
static size_t endOfHeader(StringRef Text) {
  for (size_t End = Text.find('\n'); End != StringRef::npos;
       End = Text.find('\n', End + 1)) {
    StringRef Rest = Text.drop_front(End + 1);
    if (Rest.consume_front("\r\n") || Rest.consume_front("\n"))
      return Text.size() - Rest.size();
  }
  return StringRef::npos;
}

/// What \p Header says of the length of the body, or 0.
static size_t lengthIn(StringRef Header) {
  size_t Length = 0;
  while (!Header.empty()) {
    StringRef Line;
    std::tie(Line, Header) = Header.split('\n');
    auto Field = Line.split(':');
    if (Field.first.trim().equals_insensitive("Content-Length") &&
        Field.second.trim().getAsInteger(10, Length))
      return 0;
  }
  return Length;
}

std::optional<Message> MessageReader::next() {
  if (Passing != 0 && !Buffer.empty()) {
    size_t Length = std::min(Passing, Buffer.size());
    Passing -= Length;
    return take(Length, Length, Passing == 0);
  }
  if (Buffer.empty())
    return std::nullopt;
  size_t Begin = endOfHeader(StringRef(Buffer).take_front(MostOfHeader));
  if (Begin == StringRef::npos) {
    if (Buffer.size() < MostOfHeader)
      return std::nullopt;
    return take(Buffer.size(), Buffer.size(), /*Ends=*/true);
  }
  size_t Length = lengthIn(StringRef(Buffer).take_front(Begin));
  if (Length > Most) {
    Passing = Length;
    return take(Begin, Begin, /*Ends=*/false);
  }
  if (Buffer.size() - Begin < Length)
    return std::nullopt;
  return take(Begin + Length, Begin, /*Ends=*/true);
}

std::string MessageReader::rest() {
  std::string Rest;
  Rest.swap(Buffer);
  return Rest;
}

namespace {
/// Goes over JSON without keeping it.
class Scan {
public:
  explicit Scan(StringRef Text) : Rest(Text) {}

  bool take(char C) {
    skipSpace();
    return Rest.consume_front(StringRef(&C, 1));
  }
  /// A string, with its quotes, or "".
  StringRef takeString();
  /// Any value, or "".
  StringRef takeValue();

private:
  void skipSpace() { Rest = Rest.ltrim(" \t\r\n"); }

  StringRef Rest;
};
} // namespace

StringRef Scan::takeString() {
  skipSpace();
  if (!Rest.consume_front("\""))
    return "";
  const char *Begin = Rest.data() - 1;
  for (;;) {
    size_t At = Rest.find_first_of("\"\\");
    if (At == StringRef::npos)
      return "";
    bool IsEnd = Rest[At] == '"';
    Rest = Rest.drop_front(std::min(At + (IsEnd ? 1 : 2), Rest.size()));
    if (IsEnd)
      return StringRef(Begin, size_t(Rest.data() - Begin));
  }
}

StringRef Scan::takeValue() {
  skipSpace();
  const char *Begin = Rest.data();
  unsigned Depth = 0;
  do {
    size_t At = Rest.find_first_of(Depth ? "\"[]{}" : "\"[]{},");
    if (At == StringRef::npos)
      return "";
    char C = Rest[At];
    if (Depth == 0 && (C == ',' || C == '}' || C == ']')) {
      Rest = Rest.drop_front(At);
      return StringRef(Begin, size_t(Rest.data() - Begin)).rtrim();
    }
    Rest = Rest.drop_front(C == '"' ? At : At + 1);
    if (C == '"' && takeString().empty())
      return "";
    if (C == '[' || C == '{')
      ++Depth;
    if (C == ']' || C == '}')
      --Depth;
  } while (Depth != 0 || Begin == Rest.data());
  return StringRef(Begin, size_t(Rest.data() - Begin));
}

/// What \p Text says, or null where it is no JSON.
static json::Value valueOf(StringRef Text) {
  auto Value = parseJson(Text);
  if (Value)
    return std::move(*Value);
  llvm::consumeError(Value.takeError());
  return nullptr;
}

static std::string methodOf(const json::Value &Value) {
  auto Text = Value.getAsString();
  return Text ? Text->str() : "";
}

static std::string textWith(const json::Value &Value) {
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  Out << Value;
  return Out.str();
}

Envelope closewait::envelopeOf(StringRef Body) {
  Envelope Found;
  Scan At(Body);
  if (!At.take('{'))
    return Found;
  do {
    StringRef Key = At.takeString();
    if (Key.empty() || !At.take(':'))
      return Found;
    StringRef Value = At.takeValue();
    if (Value.empty())
      return Found;
    // Both may be written in more than one way: Neovim's are "a\/b".
    if (Key == "\"id\"")
      Found.Id = textWith(valueOf(Value));
    else if (Key == "\"method\"")
      Found.Method = methodOf(valueOf(Value));
  } while (At.take(','));
  return Found;
}

std::string closewait::withHeader(StringRef Body) {
  return ("Content-Length: " + llvm::Twine(Body.size()) + "\r\n\r\n" + Body)
      .str();
}

std::string closewait::framed(const json::Value &Body) {
  return withHeader(textWith(Body));
}
