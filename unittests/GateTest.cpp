//===- GateTest.cpp - Which findings count
//---------------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Gate.h"

#include "gtest/gtest.h"

using namespace closewait;

namespace {

Finding findingAt(unsigned Line,
                  const char *Opening = "fd = accept(l, 0, 0);") {
  Finding F;
  F.Rule = "socket.Leak";
  F.Message = "'fd' is leaked";
  F.Function = "serve";
  F.Opening = Opening;
  F.At = {"/project/src/server.c", Line, 3, Line, 9};
  return F;
}

/// The fingerprints of \p Found, once settled below \p Root.
std::vector<std::string> fingerprints(std::vector<Finding> Found,
                                      llvm::StringRef Root = "/project") {
  settle(Found, Root);
  std::vector<std::string> All;
  for (const Finding &F : Found)
    All.push_back(F.Fingerprint);
  return All;
}

TEST(Fingerprint, StaysWhereLinesMoveAndBlanksChange) {
  EXPECT_EQ(fingerprints({findingAt(7)}), fingerprints({findingAt(70)}));
  EXPECT_EQ(fingerprints({findingAt(7)}),
            fingerprints({findingAt(7, "fd=accept( l,0,0 );")}));
}

TEST(Fingerprint, StaysWhereTheProjectIsElsewhere) {
  Finding Moved = findingAt(7);
  Moved.At.File = "/elsewhere/src/server.c";
  EXPECT_EQ(fingerprints({findingAt(7)}), fingerprints({Moved}, "/elsewhere"));
}

TEST(Fingerprint, TellsFindingsApart) {
  Finding OtherFunction = findingAt(7), OtherRule = findingAt(7),
          OtherFile = findingAt(7);
  OtherFunction.Function = "serve_all";
  OtherRule.Rule = "socket.CloseWait";
  OtherFile.At.File = "/project/src/client.c";
  for (const Finding &Other : {OtherFunction, OtherRule, OtherFile,
                               findingAt(7, "fd = socket(AF_INET, 1, 0);")})
    EXPECT_NE(fingerprints({findingAt(7)}), fingerprints({Other}));
}

TEST(Fingerprint, CountsThoseThatAreAlike) {
  auto Both = fingerprints({findingAt(9), findingAt(7)});
  ASSERT_EQ(Both.size(), 2u);
  EXPECT_NE(Both[0], Both[1]);
  EXPECT_EQ(fingerprints({findingAt(7)})[0], Both[0]);
}

TEST(Fingerprint, OfAHeaderThatTwoUnitsRead) {
  EXPECT_EQ(fingerprints({findingAt(7), findingAt(7)}).size(), 1u);
}

TEST(Baseline, NewKnownAndGone) {
  std::vector<Finding> Before{findingAt(7), findingAt(8, "a")};
  std::vector<Finding> Now{findingAt(17), findingAt(18, "b")};
  settle(Before, "/project");
  settle(Now, "/project");
  Verdicts Said;
  compare(Now, Before, Said);
  EXPECT_FALSE(Now[0].counts());
  EXPECT_TRUE(Now[1].counts());
  EXPECT_EQ(Said.Known, 1u);
  EXPECT_EQ(Said.New, 1u);
  EXPECT_EQ(Said.Gone, 1u);
}

TEST(Baseline, KnowsEachOnce) {
  std::vector<Finding> Before{findingAt(7)};
  std::vector<Finding> Now{findingAt(7), findingAt(8)};
  settle(Before, "/project");
  settle(Now, "/project");
  Verdicts Said;
  compare(Now, Before, Said);
  EXPECT_EQ(Said.Known, 1u);
  EXPECT_EQ(Said.New, 1u);
}

/// How many of one finding \p S silences on \p Today, and what is remarked.
std::pair<unsigned, std::vector<std::string>>
silencedBy(const Suppression &S, llvm::StringRef Today = "2026-06-15") {
  std::vector<Finding> Found{findingAt(7)};
  settle(Found, "/project");
  Verdicts Said;
  suppress(Found, {S}, "/project", Today, Said);
  EXPECT_EQ(Found[0].counts(), Said.Suppressed == 0);
  return {Said.Suppressed, Said.Remarks};
}

TEST(Suppressions, ByPathRuleAndFingerprint) {
  std::string Whole = fingerprints({findingAt(7)})[0];
  EXPECT_EQ(silencedBy({"src/*", "", "", "why", ""}).first, 1u);
  EXPECT_EQ(silencedBy({"src/server.c", "socket.Leak", "", "why", ""}).first,
            1u);
  EXPECT_EQ(silencedBy({"", "socket.*", "", "why", ""}).first, 1u);
  EXPECT_EQ(silencedBy({"", "", Whole.substr(0, 8), "why", ""}).first, 1u);
}

TEST(Suppressions, ThatFitNothingAreRemarked) {
  for (const Suppression &S :
       {Suppression{"lib/*", "", "", "why", ""},
        Suppression{"src/*", "socket.Hangup", "", "why", ""},
        Suppression{"", "", "ffffffffffff", "why", ""}}) {
    auto Said = silencedBy(S);
    EXPECT_EQ(Said.first, 0u);
    EXPECT_EQ(Said.second.size(), 1u);
  }
}

TEST(Suppressions, HoldToTheEndOfTheirDay) {
  Suppression S{"src/*", "", "", "why", "2026-06-15"};
  EXPECT_EQ(silencedBy(S, "2026-06-15").first, 1u);
  EXPECT_EQ(silencedBy(S, "2026-06-16").first, 0u);
  EXPECT_EQ(silencedBy(S, "2027-01-01").second.size(), 1u);
}

} // namespace
