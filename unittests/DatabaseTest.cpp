//===- DatabaseTest.cpp - Databases that are whole, and others ------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Database.h"
#include "Files.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/JSON.h"
#include "gtest/gtest.h"

#include <random>

using namespace closewait;
namespace json = llvm::json;

namespace {
/// A file for the text of a database.
class DatabaseTest : public testing::Test {
protected:
  void SetUp() override {
    ASSERT_FALSE(
        llvm::sys::fs::createTemporaryFile("closewait-database", "json", Path));
  }
  void TearDown() override { llvm::sys::fs::remove(Path); }

  /// What readDatabase() makes of \p Text; "" or the error in \p Message.
  Database read(llvm::StringRef Text, std::string &Message) {
    llvm::cantFail(writeFile(std::string(Path), Text));
    auto Read = readDatabase(Path, Trust::AllowedFlags);
    Message = Read ? "" : llvm::toString(Read.takeError());
    return Read ? std::move(*Read) : Database();
  }
  std::string errorOf(llvm::StringRef Text) {
    std::string Message;
    read(Text, Message);
    return Message;
  }

  llvm::SmallString<128> Path;
};
} // namespace

/// A database of twelve units, in both forms.
static std::string whole() {
  std::string Text = "[";
  for (unsigned I = 0; I != 12; ++I) {
    std::string Name = "unit" + std::to_string(I) + ".c";
    Text += std::string(I ? "," : "") +
            "\n{\"directory\": \"/project\", \"file\": \"" + Name + "\",\n ";
    if (I % 2)
      Text +=
          "\"command\": \"cc -Isrc -DX=\\\\\\\"a\\\\\\\" -c " + Name + "\"}";
    else
      Text += "\"arguments\": [\"cc\", \"-Isrc\", \"-c\", \"" + Name +
              "\"], \"output\": \"x.o\"}";
  }
  return Text + "\n]\n";
}

/// \p Text, changed at random: cut, or with bytes that are other ones, that are
/// not there, that are there twice, or that have moved.
static std::string damaged(std::string Text, std::mt19937 &Random) {
  auto Below = [&](size_t Bound) { return Random() % Bound; };
  static constexpr char Signs[] = "[]{},:\"\\ \n\tax0-\x80\xff";
  switch (Below(5)) {
  case 0:
    return Text.substr(0, Below(Text.size()));
  case 1:
    Text[Below(Text.size())] = Signs[Below(sizeof Signs)];
    return Text;
  case 2:
    return Text.erase(Below(Text.size()), 1 + Below(40));
  case 3:
    return Text.insert(Below(Text.size()), 1 + Below(2),
                       Signs[Below(sizeof Signs)]);
  default:
    return Text.insert(Below(Text.size()),
                       Text.substr(Below(Text.size()), Below(200)));
  }
}

/// The entries of \p Text, where it is a database: strict JSON, but for bytes
/// that are not UTF-8.
static const json::Array *entriesIn(llvm::StringRef Text,
                                    llvm::Expected<json::Value> &Value) {
  Value = json::parse(json::fixUTF8(Text));
  if (!Value) {
    llvm::consumeError(Value.takeError());
    return nullptr;
  }
  return Value->getAsArray();
}

/// How many different C and C++ files and commands \p Entries have at most, and
/// whether each has what an entry needs.
static size_t sourcesIn(const json::Array &Entries, bool &IsGood) {
  size_t Count = 0;
  IsGood = true;
  for (const json::Value &Each : Entries) {
    const json::Object *O = Each.getAsObject();
    IsGood &= O && O->getString("directory") && O->getString("file") &&
              (O->get("arguments") || O->get("command"));
    Count += IsGood && llvm::StringRef(*O->getString("file")).take_back(2) == ".c";
  }
  return Count;
}

// A damaged database gives an error, or it is still a database, of which some
// text is another one.  Then nothing of it is left out: there is a unit for
// each source that it names.
TEST_F(DatabaseTest, ADamagedDatabaseIsAnErrorOrReadWhole) {
  std::mt19937 Random(26);
  unsigned Errors = 0, Read = 0;
  std::string Message;
  ASSERT_EQ(read(whole(), Message).Missing.size(), 12u) << Message;
  for (unsigned I = 0; I != 500; ++I) {
    std::string Text = damaged(whole(), Random);
    Database Found = read(Text, Message);
    if (!Message.empty()) {
      EXPECT_NE(Text, whole());
      ++Errors;
      continue;
    }
    ++Read;
    llvm::Expected<json::Value> Value(nullptr);
    const json::Array *Entries = entriesIn(Text, Value);
    ASSERT_TRUE(Entries) << "no JSON, and read:\n" << Text;
    bool IsGood;
    size_t Sources = sourcesIn(*Entries, IsGood);
    EXPECT_TRUE(IsGood) << Text;
    EXPECT_EQ(Found.Units.size() + Found.Missing.size(), Sources) << Text;
  }
  // Both happen, and often.
  EXPECT_GT(Errors, 200u);
  EXPECT_GT(Read, 20u);
}

TEST_F(DatabaseTest, EachCutIsAnError) {
  std::string Text = whole();
  for (size_t Size = 0; Size + 2 < Text.size(); ++Size)
    ASSERT_NE(errorOf(Text.substr(0, Size)), "") << Size;
}

TEST_F(DatabaseTest, AnErrorNamesThePlace) {
  std::string Entry =
      R"({"directory": "/", "file": "a.c", "command": "cc a.c"})";
  auto EndsWith = [&](const std::string &Text, const std::string &Error) {
    std::string Said = errorOf(Text);
    std::string Wanted = std::string(Path) + ":" + Error;
    EXPECT_EQ(Said.substr(0, Wanted.size()), Wanted);
  };
  std::string Is = ": this compilation database is damaged: ";
  EndsWith("", "1:1" + Is + "expected a list");
  EndsWith("[\n" + Entry + ",", "2:56" + Is + "the file ends before the ']'");
  EndsWith("[\n" + Entry + "]\n" + Entry, "3:1" + Is + "text follows");
  EndsWith("[" + Entry + Entry + "]", "1:56" + Is + "expected ',' or ']'");
  EndsWith("[" + Entry + ",{}]",
           "1:57" + Is + "this entry has no string \"dir");
  EndsWith("[{\"directory\" 1}]", "1:16" + Is + "Expected : after object key");
  EndsWith("[" + Entry + ",[]]", "1:57" + Is + "expected an entry");
  EndsWith(R"([{"directory":"/","file":1,"command":"cc"}])",
           "1:2" + Is + "this entry has no string \"file\"");
  EndsWith(R"([{"directory":"/","file":"a.c"}])",
           "1:2" + Is + "this entry has neither");
  EndsWith(R"([{"directory":"/","file":"a.c","arguments":"cc"}])",
           "1:2" + Is + "\"arguments\" is not a list of strings");
  EndsWith(R"([{"directory":"/","file":"a.c","arguments":["cc",1]}])",
           "1:2" + Is + "\"arguments\" is not a list of strings");
}

TEST_F(DatabaseTest, FormsThatToolsWriteAreRead) {
  std::string Message;
  std::string Entry =
      R"({"directory": "/", "file": "a.c", "command": "cc a.c"})";
  EXPECT_EQ(read("\xEF\xBB\xBF[" + Entry + ",\n]\n", Message).Missing.size(),
            1u)
      << Message;
  // A name in Latin-1.
  EXPECT_EQ(read("[{\"directory\": \"/\", \"file\": \"\xE4.c\", \"command\": "
                 "\"cc \xE4.c\"}]",
                 Message)
                .Missing.at(0)
                .File,
            "/\xE4.c")
      << Message;
}
