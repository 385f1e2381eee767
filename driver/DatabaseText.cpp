//===- DatabaseText.cpp - Whether a database is whole ---------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DatabaseText.h"
#include "Compat.h"
#include "Files.h"
#include "Json.h"

#include "llvm/ADT/StringExtras.h"

using namespace closewait;
namespace json = llvm::json;

namespace {
/// Reads the text of a database, one entry after the other: the syntax tree of
/// all of them would need several times the memory of the text.
class Reader {
public:
  Reader(llvm::StringRef Text, llvm::StringRef Path) : Text(Text), Path(Path) {}

  llvm::Expected<size_t> readAll();

private:
  void skipSpace() {
    At = std::min(Text.find_first_not_of(" \t\r\n", At), Text.size());
  }
  bool take(llvm::StringRef Sign);
  llvm::StringRef takeObject();
  llvm::Error takeEntry();
  llvm::Error wrong(size_t Place, const llvm::Twine &Message) const;

  llvm::StringRef Text, Path;
  size_t At = 0;
};
} // namespace

llvm::Error Reader::wrong(size_t Place, const llvm::Twine &Message) const {
  llvm::StringRef Before = Text.take_front(Place);
  size_t Line = Before.count('\n') + 1;
  size_t Column = Place - (Before.rfind('\n') + 1) + 1;
  return failure(Path + ":" + llvm::Twine(Line) + ":" + llvm::Twine(Column) +
                 ": this compilation database is damaged: " + Message);
}

/// Takes \p Sign, if it comes next.
bool Reader::take(llvm::StringRef Sign) {
  skipSpace();
  if (Text.substr(At, Sign.size()) != Sign)
    return false;
  At += Sign.size();
  return true;
}

/// Takes the text of an object; "" where it has no end.
llvm::StringRef Reader::takeObject() {
  size_t Begin = At;
  unsigned Depth = 0;
  bool InString = false;
  for (; At < Text.size(); ++At) {
    char C = Text[At];
    if (InString && C == '\\')
      ++At;
    else if (C == '"')
      InString = !InString;
    else if (!InString && (C == '{' || C == '['))
      ++Depth;
    else if (!InString && (C == '}' || C == ']') && --Depth == 0)
      return Text.slice(Begin, ++At);
  }
  At = Begin;
  return "";
}

/// Takes the place of the error off \p Message, which is of LLVM's parser:
/// "[line:column, byte=N]: …".
/// \returns how many bytes it is from the beginning.
static size_t takePlace(llvm::StringRef &Message) {
  size_t Offset = 0;
  auto Parts = Message.split(", byte=");
  if (Parts.second.consumeInteger(10, Offset) ||
      !Parts.second.consume_front("]: "))
    return 0;
  Message = Parts.second;
  return Offset;
}

/// Whether \p Value is a text that the name of a file or an argument can be.
static bool isText(const json::Value *Value) {
  auto Text = Value ? Value->getAsString() : compat::None;
  return Text && !Text->contains('\0');
}

/// Whether \p Value is a list of such texts, with one at least.
static bool isList(const json::Value *Value) {
  const json::Array *Texts = Value ? Value->getAsArray() : nullptr;
  return Texts && !Texts->empty() &&
         llvm::all_of(*Texts, [](const json::Value &V) { return isText(&V); });
}

/// What is wrong with \p Entry, or "".
static const char *faultOf(const json::Object &Entry) {
  if (!isText(Entry.get("directory")))
    return "this entry has no string \"directory\"";
  if (!isText(Entry.get("file")))
    return "this entry has no string \"file\"";
  const json::Value *Arguments = Entry.get("arguments");
  const json::Value *Command = Entry.get("command");
  if (!Arguments && !Command)
    return "this entry has neither \"arguments\" nor a \"command\"";
  if (Arguments && !isList(Arguments))
    return "\"arguments\" is not a list of strings";
  if (Command && !isText(Command))
    return "\"command\" is not a string";
  return "";
}

llvm::Error Reader::takeEntry() {
  skipSpace();
  size_t Begin = At;
  if (At == Text.size())
    return wrong(At, "the file ends before the ']' of its list");
  if (Text[At] != '{')
    return wrong(At, "expected an entry, '{'");
  llvm::StringRef Object = takeObject();
  if (Object.empty())
    return wrong(Begin, "the file ends within this entry");
  auto Parsed =
      parseJson(json::isUTF8(Object) ? Object.str() : json::fixUTF8(Object));
  if (!Parsed) {
    std::string Said = llvm::toString(Parsed.takeError());
    llvm::StringRef Message = Said;
    size_t Offset = takePlace(Message);
    return wrong(Begin + Offset, Message);
  }
  llvm::StringRef Fault = faultOf(*Parsed->getAsObject());
  return Fault.empty() ? llvm::Error::success() : wrong(Begin, Fault);
}

llvm::Expected<size_t> Reader::readAll() {
  take("\xEF\xBB\xBF"); // The mark with which some tools begin UTF-8.
  if (!take("["))
    return wrong(At, "expected a list of entries, '['");
  size_t Entries = 0;
  for (bool MayFollow = true; !take("]"); MayFollow = take(",")) {
    if (!MayFollow)
      return wrong(At, "expected ',' or ']' behind an entry");
    if (llvm::Error E = takeEntry())
      return E;
    ++Entries;
  }
  skipSpace();
  if (At != Text.size())
    return wrong(At, "text follows after the ']' of its list");
  return Entries;
}

llvm::Expected<size_t> closewait::countEntries(llvm::StringRef Text,
                                               llvm::StringRef Path) {
  return Reader(Text, Path).readAll();
}
