// The reader of model rows: what it takes, and what it says of the rest.
#include "SocketModel.h"

#include <gtest/gtest.h>

#include <cerrno>

using namespace closewait;

static std::string errorOf(const char *Yaml) {
  SocketModel Model;
  std::string Error;
  EXPECT_FALSE(Model.read(Yaml, "m.yaml", Error));
  return Error;
}

TEST(Model, BuiltInRowsAreThere) {
  const SocketModel &Model = SocketModel::builtIn();
  for (const char *Name :
       {"read", "readv", "recv", "recvfrom", "recvmsg", "recvmmsg", "splice"}) {
    unsigned Arguments = Model.knows(Name) ? 0 : 99;
    const FunctionModel *Row = nullptr;
    for (; !Row && Arguments < 8; ++Arguments)
      Row = Model.find(Name, Arguments);
    ASSERT_TRUE(Row) << Name;
    EXPECT_EQ(Role::Read, Row->Does) << Name;
    EXPECT_EQ(0, Row->Descriptor.Index) << Name;
    EXPECT_EQ(Meaning::Failed, Row->Negative) << Name;
    EXPECT_TRUE(Row->EmptyMessage || Row->Zero == Meaning::EndOfStream) << Name;
  }
  EXPECT_EQ(Role::Close, Model.find("close", 1)->Does);
  EXPECT_EQ(Meaning::Nothing, Model.find("sendfile", 4)->Zero);
}

TEST(Model, ArgumentCountMustFit) {
  const SocketModel &Model = SocketModel::builtIn();
  EXPECT_TRUE(Model.find("recv", 4));
  EXPECT_FALSE(Model.find("recv", 3));
  EXPECT_FALSE(Model.find("no_such_function", 1));
}

TEST(Model, AgainIsTheFilesDefault) {
  const FunctionModel *Row = SocketModel::builtIn().find("recv", 4);
  EXPECT_NE(Row->Again.end(),
            std::find(Row->Again.begin(), Row->Again.end(), EAGAIN));
  EXPECT_EQ(Row->Again.end(),
            std::find(Row->Again.begin(), Row->Again.end(), ECONNRESET));
}

TEST(Model, LaterRowsReplaceEarlierOnes) {
  SocketModel Model;
  std::string Error;
  ASSERT_TRUE(Model.read("functions:\n- {names: [f, g], does: close, "
                         "descriptor: 0}\n",
                         "a.yaml", Error));
  ASSERT_TRUE(Model.read("functions:\n- {names: [f], does: neutral}\n",
                         "b.yaml", Error));
  EXPECT_EQ(Role::Neutral, Model.find("f", 1)->Does);
  EXPECT_EQ(Role::Close, Model.find("g", 1)->Does);
}

TEST(Model, PositionsAreReadInAllSpellings) {
  SocketModel Model;
  std::string Error;
  ASSERT_TRUE(Model.read("functions:\n- {names: [f], does: acquire, "
                         "descriptor: result}\n- {names: [g], does: acquire, "
                         "descriptor: \"*3\"}\n",
                         "a.yaml", Error))
      << Error;
  EXPECT_TRUE(Model.find("f", 0)->Descriptor.isResult());
  EXPECT_EQ(3, Model.find("g", 4)->Descriptor.Index);
  EXPECT_TRUE(Model.find("g", 4)->Descriptor.Through);
}

TEST(Model, MistakesAreNamedWithTheirPlace) {
  EXPECT_EQ("m.yaml:2:28: error: unknown key 'desciptor'",
            errorOf("functions:\n- {names: [f], does: read, desciptor: 0}\n"));
  EXPECT_NE(
      std::string::npos,
      errorOf("functions:\n- {names: [f], does: raed}\n").find("m.yaml:2:"));
  EXPECT_NE(std::string::npos,
            errorOf("functions:\n- {names: [f], does: close, descriptor: x}\n")
                .find("not an argument's index"));
  EXPECT_NE(std::string::npos, errorOf("{{{").find("m.yaml:1:"));
  EXPECT_NE(std::string::npos,
            errorOf("again: [ENOSUCH]\nfunctions: []\n").find("ENOSUCH"));
}
