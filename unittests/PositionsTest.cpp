//===- PositionsTest.cpp - Places in a text that is edited ----------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/Documents.h"

#include "gtest/gtest.h"

using namespace closewait;
namespace json = llvm::json;

namespace {

// An umlaut has two bytes and one unit of UTF-16, the sign behind it four and
// two.
constexpr char Text[] = "int a;\n/* \u00fc\U0001F600 */ int b;\n\nlast";

std::string shown(const Range &R) {
  auto One = [](const Point &P) {
    return std::to_string(P.Line) + ":" + std::to_string(P.Character);
  };
  return One(R.Begin) + "-" + One(R.End);
}

TEST(Positions, count_the_units_of_their_encoding) {
  struct {
    Encoding In;
    unsigned Character;
  } Cases[] = {
      {Encoding::Utf8, 10}, {Encoding::Utf16, 7}, {Encoding::Utf32, 6}};
  for (const auto &Case : Cases) {
    // Behind "/* " and the two signs is a blank.
    unsigned Character = Case.In == Encoding::Utf8    ? 9
                         : Case.In == Encoding::Utf16 ? 6
                                                      : 5;
    size_t At = offsetOf(Text, {1, Character}, Case.In);
    EXPECT_EQ(llvm::StringRef(Text).substr(At, 3), " */");
    // Columns of findings count code points, from 1.
    EXPECT_EQ(charactersBefore(llvm::StringRef(Text).drop_front(7), 7, Case.In),
              Case.Character);
  }
}

TEST(Positions, behind_the_end_are_the_end) {
  EXPECT_EQ(offsetOf(Text, {0, 99}, Encoding::Utf16), 6u);
  EXPECT_EQ(offsetOf(Text, {99, 3}, Encoding::Utf16), sizeof Text - 1);
  EXPECT_EQ(charactersBefore("ab\ncd", 99, Encoding::Utf16), 2u);
}

TEST(Positions, in_the_middle_of_a_sign_are_behind_it) {
  EXPECT_EQ(offsetOf(Text, {1, 5}, Encoding::Utf16),
            offsetOf(Text, {1, 6}, Encoding::Utf16));
}

TEST(Edits, move_what_stands_behind_them) {
  const Range Here{{5, 4}, {5, 9}};
  struct {
    const char *What;
    Range Old;
    const char *New;
    const char *Now; ///< Or null: it is gone.
  } Cases[] = {
      {"behind", {{5, 9}, {5, 9}}, "x\ny", "5:4-5:9"},
      {"lines above", {{2, 0}, {3, 0}}, "", "4:4-4:9"},
      {"a line more above", {{1, 3}, {1, 3}}, "\n", "6:4-6:9"},
      {"in the line, before it", {{5, 1}, {5, 3}}, "abc", "5:5-5:10"},
      {"right before it", {{5, 4}, {5, 4}}, "ab", "5:6-5:11"},
      {"the line is cut before it", {{5, 2}, {5, 2}}, "\n", "6:2-6:7"},
      {"lines are joined", {{4, 7}, {5, 2}}, "", "4:9-4:14"},
      {"inside", {{5, 5}, {5, 6}}, "abc", "5:4-5:11"},
      {"its own beginning", {{5, 4}, {5, 6}}, "", "5:4-5:7"},
      {"all of it", {{5, 4}, {5, 9}}, "", nullptr},
      {"all and more", {{5, 0}, {6, 0}}, "", nullptr},
      {"across its beginning", {{5, 2}, {5, 6}}, "", nullptr},
      {"across its end", {{5, 6}, {6, 0}}, "", nullptr},
  };
  for (const auto &Case : Cases) {
    auto Now = moved(Here, editAt(Case.Old, Case.New, Encoding::Utf16));
    EXPECT_EQ(Now ? shown(*Now) : "gone", Case.Now ? Case.Now : "gone")
        << Case.What;
  }
}

TEST(Edits, a_place_without_extent_stays_before_what_is_put_there) {
  const Range Here{{1, 2}, {1, 2}};
  auto Now = moved(Here, editAt(Here, "abc", Encoding::Utf16));
  ASSERT_TRUE(Now);
  EXPECT_EQ(shown(*Now), "1:2-1:2");
}

TEST(Edits, between_two_texts_touch_only_what_differs) {
  Edit Made = editBetween("a\nb\nc\nd\n", "a\nX\nY\nc\nd\n");
  EXPECT_EQ(shown(Made.Old), "1:0-2:0");
  EXPECT_EQ(Made.NewEnd, (Point{3, 0}));
  EXPECT_EQ(shown(*moved({{2, 0}, {2, 1}}, Made)), "3:0-3:1");
  EXPECT_EQ(shown(*moved({{0, 0}, {0, 1}}, Made)), "0:0-0:1");
  EXPECT_FALSE(moved({{1, 0}, {1, 1}}, Made));
}

json::Object paramsOf(llvm::StringRef Text) {
  auto Value = json::parse(Text);
  EXPECT_TRUE(bool(Value));
  return std::move(*Value->getAsObject());
}

TEST(Documents, are_what_the_editor_says) {
  Documents Open;
  auto *D = Open.open(paramsOf(
      R"({"textDocument":{"uri":"file:///no/a%20b.c","languageId":"c",)"
      R"("version":1,"text":"one\ntwo\nthree\n"}})"));
  ASSERT_TRUE(D);
  EXPECT_EQ(D->Path, "/no/a b.c");
  EXPECT_TRUE(D->IsCode);
  std::vector<Edit> Made;
  Open.change(
      paramsOf(R"({"textDocument":{"uri":"file:///no/a%20b.c","version":2},)"
               R"("contentChanges":[)"
               R"({"range":{"start":{"line":1,"character":0},)"
               R"("end":{"line":1,"character":3}},"text":"2"},)"
               R"({"range":{"start":{"line":1,"character":1},)"
               R"("end":{"line":2,"character":5}},"text":""}]})"),
      Encoding::Utf16, Made);
  EXPECT_EQ(D->Text, "one\n2\n");
  EXPECT_EQ(Made.size(), 2u);
  Open.change(paramsOf(R"({"textDocument":{"uri":"file:///no/a%20b.c"},)"
                       R"("contentChanges":[{"text":"all"}]})"),
              Encoding::Utf16, Made);
  EXPECT_EQ(D->Text, "all");
  EXPECT_EQ(
      Open.close(paramsOf(R"({"textDocument":{"uri":"file:///no/a%20b.c"}})")),
      "/no/a b.c");
  EXPECT_TRUE(Open.all().empty());
}

TEST(Documents, know_what_stays_when_whole_lines_are_replaced) {
  Documents Open;
  Open.open(paramsOf(
      R"({"textDocument":{"uri":"file:///a.c","text":"0\n1\n2\n3\n4\n"}})"));
  std::vector<Edit> Made;
  auto *D = Open.change(
      paramsOf(R"({"textDocument":{"uri":"file:///a.c"},"contentChanges":[)"
               R"({"range":{"start":{"line":1,"character":0},)"
               R"("end":{"line":4,"character":0}},"text":"1\nX\n2\n3\n"}]})"),
      Encoding::Utf16, Made);
  EXPECT_EQ(D->Text, "0\n1\nX\n2\n3\n4\n");
  ASSERT_EQ(Made.size(), 1u);
  EXPECT_EQ(shown(*moved({{1, 0}, {1, 1}}, Made[0])), "1:0-1:1");
  EXPECT_EQ(shown(*moved({{2, 0}, {2, 1}}, Made[0])), "3:0-3:1");
  EXPECT_EQ(shown(*moved({{4, 0}, {4, 1}}, Made[0])), "5:0-5:1");
}

TEST(Documents, do_not_mind_a_range_that_is_none) {
  Documents Open;
  Open.open(paramsOf(R"({"textDocument":{"uri":"file:///a.c","text":"abc"}})"));
  std::vector<Edit> Made;
  auto *D = Open.change(
      paramsOf(R"({"textDocument":{"uri":"file:///a.c"},"contentChanges":[)"
               R"({"range":{"start":{"line":0,"character":2},)"
               R"("end":{"line":0,"character":1}},"text":"x"},)"
               R"({"range":7,"text":"y"}]})"),
      Encoding::Utf16, Made);
  EXPECT_EQ(D->Text, "abc");
  EXPECT_TRUE(Made.empty());
}

TEST(Documents, do_not_mind_nonsense) {
  Documents Open;
  std::vector<Edit> Made;
  for (const char *Text :
       {"{}", R"({"textDocument":7})", R"({"textDocument":{"uri":"x:y"}})",
        R"({"textDocument":{"uri":"file:///a.c","text":3}})",
        R"({"textDocument":{"uri":"file:///a.c"},"contentChanges":[4]})"}) {
    EXPECT_FALSE(Open.open(paramsOf(Text))) << Text;
    EXPECT_FALSE(Open.change(paramsOf(Text), Encoding::Utf16, Made)) << Text;
    EXPECT_EQ(Open.close(paramsOf(Text)), "") << Text;
  }
}

TEST(Documents, know_code_by_its_language_or_its_name) {
  struct {
    const char *Uri, *Language;
    bool Is;
  } Cases[] = {{"file:///a.c", "c", true},
               {"file:///a", "cpp", true},
               {"file:///a.h", "", true},
               {"file:///a.py", "", false},
               {"file:///a.c", "rust", false},
               {"file:///a.hpp", "", true},
               {"file:///a.m", "objective-c", false}};
  for (const auto &Case : Cases) {
    Documents Open;
    json::Object Params{
        {"textDocument", json::Object{{"uri", Case.Uri},
                                      {"languageId", Case.Language},
                                      {"text", ""}}}};
    EXPECT_EQ(Open.open(Params)->IsCode, Case.Is) << Case.Uri;
  }
}

} // namespace
