// Access paths: what is one, and what one is for a caller.
#include "AccessPath.h"

#include <gtest/gtest.h>

using namespace closewait;

static AccessPath path(llvm::StringRef Text) {
  AccessPath Path;
  EXPECT_TRUE(AccessPath::parse(Text, Path)) << Text.str();
  return Path;
}

/// \p Callees, seen by a caller who has given \p Given.
static std::string seen(llvm::StringRef Callees, llvm::StringRef Given) {
  return path(Callees).from(path(Given)).text();
}

TEST(AccessPath, IsReadWhereItIsOne) {
  for (const char *Text :
       {"0", "15->fd", "0->conn->fd", "0->inner.fd", "0[]", "0->fds[]",
        "result", "this->fd_", "g_conn->fd", "conns@[]", "?", "%2->fd", "new",
        "&0->sock", "0->a->b->c->d..."})
    EXPECT_EQ(Text, path(Text).text());
  AccessPath Path;
  for (const char *Text : {"", "->fd", "0->", "0.", "0[1]", "0 ", "0->fd[",
                           "*0", "0->a->b->c->d->e"})
    EXPECT_FALSE(AccessPath::parse(Text, Path)) << Text;
}

TEST(AccessPath, BeginsWithAParameterOrAGlobal) {
  unsigned Index = 0;
  EXPECT_TRUE(path("12->fd").isParameter(Index));
  EXPECT_EQ(12u, Index);
  EXPECT_FALSE(path("g->fd").isParameter(Index));
  EXPECT_TRUE(path("%3->fd").isCall(Index));
  EXPECT_EQ(3u, Index);
  EXPECT_FALSE(path("3->fd").isCall(Index));
  EXPECT_TRUE(path("new").isNew());
  EXPECT_TRUE(path("g->fd").isGlobal());
  for (const char *Text : {"0->fd", "result->fd", "this->fd", "%1", "new", "?"})
    EXPECT_FALSE(path(Text).isGlobal()) << Text;
}

TEST(AccessPath, GoesOnThroughPointersFieldsAndElements) {
  AccessPath C = AccessPath::parameter(0);
  EXPECT_EQ("0->fd", C.field("fd", /*Through=*/true).text());
  EXPECT_EQ("0->in.fd", C.field("in", true).field("fd", false).text());
  EXPECT_EQ("0->fd", C.element().field("fd", false).text());
  EXPECT_EQ("0[]->fd", C.element().field("fd", true).text());
  EXPECT_EQ("&0->sock", C.field("sock", true).address().text());
  EXPECT_EQ("0->sock", C.field("sock", true).address().element().text());
  EXPECT_EQ("0->in.fd", C.field("in", true).address().field("fd", true).text());
  EXPECT_EQ("0", C.element().address().text());
}

TEST(AccessPath, IsAnotherForTheCaller) {
  EXPECT_EQ("0->fd", seen("1", "0->fd"));
  EXPECT_EQ("0->conn->fd", seen("0->fd", "0->conn"));
  EXPECT_EQ("0->conn.fd", seen("0->fd", "&0->conn"));
  EXPECT_EQ("0->sock", seen("0[]", "&0->sock"));
  EXPECT_EQ("0->table->fd", seen("0[].fd", "0->table"));
  EXPECT_EQ("?", seen("0->fd", "?"));
  EXPECT_EQ("g->fd", seen("2->fd", "g"));
}

TEST(AccessPath, HasAStartAndAParent) {
  EXPECT_EQ("0", path("&0->conn->fd").start().text());
  EXPECT_EQ("0->conn->fd", path("&0->conn->fd").target().text());
  EXPECT_EQ("0->conn", path("0->conn->fd").parent().text());
  EXPECT_EQ("0->conn", path("0->conn.fd").parent().text());
  EXPECT_EQ("0", path("0").parent().text());
}

TEST(AccessPath, IsCutOffWhereItIsLong) {
  EXPECT_EQ("0->a->b->c->d...", seen("0->c->d->e", "0->a->b"));
  EXPECT_EQ("0->a->b->c->d...", seen("0->d->e", "0->a->b->c"));
  EXPECT_TRUE(path(seen("0->d->e", "0->a->b->c")).isCut());
  EXPECT_EQ("0->a->b->c->d...", seen("0->f", "0->a->b->c->d..."));
}

TEST(AccessPath, CoversWhatLiesBehind) {
  EXPECT_TRUE(path("0").covers(path("0->fd")));
  EXPECT_TRUE(path("0->conn").covers(path("0->conn->fd")));
  EXPECT_TRUE(path("&0->conn").covers(path("0->conn.fd")));
  EXPECT_TRUE(path("0->fd").covers(path("0->fd")));
  EXPECT_TRUE(path("0->a->b->c->d...").covers(path("0->a->b->c->d")));
  EXPECT_FALSE(path("0").covers(path("01->fd")));
  EXPECT_FALSE(path("0->fd").covers(path("0->fd2")));
  EXPECT_FALSE(path("0->fd").covers(path("0")));
  EXPECT_FALSE(path("0->fd").covers(path("?")));
  EXPECT_TRUE(path("?").covers(path("0->fd")));
}

TEST(AccessPath, CanBeCutOff) {
  AccessPath Path;
  ASSERT_TRUE(AccessPath::parse("0->next->next.fd", Path));
  EXPECT_EQ("0->next...", Path.cutAfter(1).text());
  EXPECT_EQ("0...", Path.cutAfter(0).text());
  EXPECT_TRUE(Path.cutAfter(1).isCut());
  EXPECT_TRUE(Path.cutAfter(1).covers(Path));
}
