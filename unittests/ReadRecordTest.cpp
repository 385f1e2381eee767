//===- ReadRecordTest.cpp - Records, whole and damaged --------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ReadRecord.h"

#include "gtest/gtest.h"

using namespace closewait;

static std::string record() {
  ReadRecord Record;
  Record.Output = 1;
  Record.Known = contentHash("known");
  Record.addRead("/project/a b.h", {-5, 7, 3, 12}, contentHash("abc"));
  Record.addAbsent("/project/first/a b.h");
  return Record.text();
}

TEST(ReadRecordTest, ARecordIsReadAsItWasWritten) {
  std::string Text = record();
  auto Read = ReadRecordText::in(Text);
  ASSERT_TRUE(Read);
  EXPECT_EQ(Read->Output, 1u);
  EXPECT_EQ(Read->Known, contentHash("known"));
  auto File = takeReadLine(Read->Lines);
  ASSERT_TRUE(File);
  EXPECT_EQ(File->Name.str(), "/project/a b.h");
  EXPECT_FALSE(File->IsAbsent);
  EXPECT_TRUE(File->Stamp == (FileStamp{-5, 7, 3, 12}));
  EXPECT_EQ(File->Hash, contentHash("abc"));
  auto Absent = takeReadLine(Read->Lines);
  ASSERT_TRUE(Absent);
  EXPECT_EQ(Absent->Name.str(), "/project/first/a b.h");
  EXPECT_TRUE(Absent->IsAbsent);
  EXPECT_FALSE(takeReadLine(Read->Lines));
  EXPECT_TRUE(Read->Lines.empty());
}

/// Whether \p Holds is false of all cuts of \p Text, and of the texts of which
/// one byte is another one.
template <typename Predicate>
static void expectDamageShows(const std::string &Text, const Predicate &Holds) {
  EXPECT_TRUE(Holds(Text));
  EXPECT_FALSE(Holds(Text + "\n"));
  for (size_t I = 0; I != Text.size(); ++I) {
    EXPECT_FALSE(Holds(Text.substr(0, I))) << I;
    std::string Other = Text;
    Other[I] ^= 1;
    EXPECT_FALSE(Holds(Other)) << I;
  }
}

TEST(ReadRecordTest, ADamagedRecordIsNone) {
  expectDamageShows(record(), [](const std::string &Text) {
    return ReadRecordText::in(Text).has_value();
  });
}

TEST(ReadRecordTest, ASealShowsDamage) {
  expectDamageShows(sealed("functions:\n- names: [f]\n"),
                    [](const std::string &Text) { return holdsSeal(Text); });
  EXPECT_TRUE(holdsSeal(sealed("")));
}
