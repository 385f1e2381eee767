//===- MarkdownTest.cpp - Pages as text for a terminal --------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Markdown.h"

#include "llvm/Support/raw_ostream.h"

#include "gtest/gtest.h"

using namespace closewait;

static std::string shown(llvm::StringRef Page, unsigned Width = 20) {
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  printMarkdown(Page, Width, Out);
  return Out.str();
}

TEST(Markdown, AHeadingHasALineBelowIt) {
  EXPECT_EQ(shown("# One\n\n## A `b`\n"), "One\n===\n\nA b\n---\n");
}

TEST(Markdown, AParagraphIsFilled) {
  EXPECT_EQ(shown("aaaa bbbb cccc dddd eeee\nffff\n\ngggg\n"),
            "aaaa bbbb cccc dddd\neeee ffff\n\ngggg\n");
  EXPECT_EQ(shown("aaaa bbbb cccc ddddd e\n"), "aaaa bbbb cccc ddddd\ne\n");
}

TEST(Markdown, AWordThatIsTooLongStaysWhole) {
  EXPECT_EQ(shown("a bbbbbbbbbbbbbbbbbbbbbbbbb c\n"),
            "a\nbbbbbbbbbbbbbbbbbbbbbbbbb\nc\n");
}

TEST(Markdown, ColumnsAreCodePoints) {
  EXPECT_EQ(shown("ääää ääää ääää ääää\n"), "ääää ääää ääää ääää\n");
}

TEST(Markdown, TheLinesOfAnItemBeginBelowItsText) {
  EXPECT_EQ(shown("- aaaa bbbb cccc dddd\n  eeee\n- ffff\n"),
            "- aaaa bbbb cccc\n  dddd eeee\n- ffff\n");
  EXPECT_EQ(shown("1. aaaa bbbb cccc dddd\n2. b\n"),
            "1. aaaa bbbb cccc\n   dddd\n2. b\n");
  EXPECT_EQ(shown("2 b\n"), "2 b\n");
}

TEST(Markdown, CodeIsIndentedAndNotFilled) {
  EXPECT_EQ(
      shown("```c\nint *a; /* longer than a line is */\n\n  b;\n```\nc\n"),
      "    int *a; /* longer than a line is */\n\n      b;\nc\n");
}

TEST(Markdown, MarksOfTheTestSuiteBecomeComments) {
  EXPECT_EQ(shown("```c\n// expected-no-diagnostics\na; // "
                  "expected-warning{{'a' is lost}}\n```\n"),
            "    a; // warning: 'a' is lost\n");
}

TEST(Markdown, CodeAndEmphasisLoseTheirMarks) {
  EXPECT_EQ(shown("a `b * c` *d* **e**\n"), "a b * c d e\n");
}

TEST(Markdown, OnlyAnAddressOnTheWebIsShownOfALink) {
  EXPECT_EQ(shown("[a `b`](../a.md) [c](https://c)\n"), "a b c (https://c)\n");
  EXPECT_EQ(shown("`a[0](b)` [c] d\n"), "a[0](b) [c] d\n");
}

TEST(Markdown, CommentsAreNotShown) {
  EXPECT_EQ(shown("a\n\n<!-- b\nc -->\nd\n"), "a\n\nd\n");
}

TEST(Markdown, EmphasisIsBoldWhereThereAreColours) {
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  Out.enable_colors(true);
  printMarkdown("a `b` c\n", 20, Out);
  EXPECT_EQ(Out.str(), "a \033[1mb\033[0m c\n");
}
