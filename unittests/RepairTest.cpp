//===- RepairTest.cpp - The repairs that findings carry
//--------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Repair.h"
#include "Files.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"

#include "gtest/gtest.h"

using namespace closewait;

namespace {

class RepairTest : public testing::Test {
protected:
  RepairTest() {
    llvm::sys::fs::createTemporaryFile("repair", "c", Name);
    Remover.setFile(Name);
    EXPECT_FALSE(bool(writeFile(file(), "if (süß)\n  return;\n")));
  }

  std::string file() const { return std::string(Name); }
  std::string text() { return llvm::cantFail(readFile(file())); }

  Finding inserting(
      std::initializer_list<std::tuple<unsigned, unsigned, const char *>> All) {
    Finding F;
    for (const auto &Each : All) {
      Insertion I;
      I.At.File = file();
      std::tie(I.At.Line, I.At.Column, I.Text) = Each;
      I.Line = I.At.Line == 1 ? "if (süß)" : "return;";
      F.Repair.push_back(I);
    }
    return F;
  }

  llvm::Expected<Repaired> repair(const std::vector<Finding> &Found) {
    return closewait::repair(Found, Tried);
  }

  std::set<std::string> Tried;
  llvm::SmallString<64> Name;
  llvm::FileRemover Remover;
};

TEST_F(RepairTest, ColumnsCountCodePoints) {
  auto Done = llvm::cantFail(repair(
      {inserting({{1, 9, " {"}, {2, 3, "close(fd);\n  "}, {2, 10, "\n}"}})}));
  EXPECT_EQ(text(), "if (süß) {\n  close(fd);\n  return;\n}\n");
  EXPECT_EQ(Done.Findings, 1u);
  EXPECT_EQ(Done.Files, 1u);
}

TEST_F(RepairTest, OneAtAPlace) {
  auto Done = llvm::cantFail(
      repair({inserting({{2, 3, "close(a); "}}),
              inserting({{2, 3, "close(b); "}, {2, 10, " }"}})}));
  EXPECT_EQ(text(), "if (süß)\n  close(a); return;\n");
  EXPECT_EQ(Done.Findings, 1u);
}

TEST_F(RepairTest, NothingWhereNothingCounts) {
  Finding Known = inserting({{2, 3, "close(a); "}});
  Known.IsKnown = true;
  auto Done = llvm::cantFail(repair({Known, Finding()}));
  EXPECT_EQ(text(), "if (süß)\n  return;\n");
  EXPECT_EQ(Done.Files, 0u);
}

TEST_F(RepairTest, NotASecondTime) {
  Finding F = inserting({{2, 3, "close(a); "}});
  F.Fingerprint = "f";
  EXPECT_EQ(llvm::cantFail(repair({F})).Findings, 1u);
  EXPECT_EQ(llvm::cantFail(repair({F})).Findings, 0u);
  EXPECT_EQ(text(), "if (süß)\n  close(a); return;\n");
}

TEST_F(RepairTest, ALineThatHasChanged) {
  EXPECT_FALSE(bool(writeFile(file(), "if (süß)\n  leave();\n")));
  auto Done = repair({inserting({{2, 3, "close(a); "}})});
  EXPECT_FALSE(bool(Done));
  llvm::consumeError(Done.takeError());
  EXPECT_EQ(text(), "if (süß)\n  leave();\n");
}

TEST_F(RepairTest, AFileThatIsGone) {
  Finding F = inserting({{1, 1, "x"}});
  llvm::sys::fs::remove(Name);
  auto Done = repair({F});
  EXPECT_FALSE(bool(Done));
  llvm::consumeError(Done.takeError());
}

} // namespace
