// Sets of integers: how they are written, and what two of them have in common.
#include "ResultRange.h"

#include <gtest/gtest.h>

using namespace closewait;

static ResultRange range(const char *Text) {
  ResultRange Range;
  EXPECT_TRUE(ResultRange::parse(Text, Range)) << Text;
  return Range;
}

TEST(ResultRange, IsReadAsItIsWritten) {
  for (const char *Text : {"-1", "1..", "..-2", "0..3", "..", "..-2,0,5.."})
    EXPECT_EQ(Text, range(Text).text());
  EXPECT_EQ("0..2", range("0,1,2").text());
  EXPECT_EQ("..", range("..-1,0..").text());
  ResultRange Range;
  for (const char *Wrong : {"", "x", "1...", "3..1", "1;2"})
    EXPECT_FALSE(ResultRange::parse(Wrong, Range)) << Wrong;
}

TEST(ResultRange, IsASet) {
  EXPECT_EQ("-1,1..", range("-1").with(range("1..")).text());
  EXPECT_EQ("-1..0", range("-1").with(range("0")).text());
  EXPECT_EQ("1..4", range("..4").common(range("1..")).text());
  EXPECT_TRUE(range("..-1").common(range("0..")).isEmpty());
  EXPECT_EQ("..-2,0..", range("-1").others().text());
  EXPECT_EQ("..", ResultRange().others().text());
  EXPECT_TRUE(ResultRange::any().others().isEmpty());
  EXPECT_TRUE(range("..-1,1..").meets(range("-5..0")));
  EXPECT_FALSE(range("..-1,1..").meets(range("0")));
}
