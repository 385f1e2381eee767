// The reader of model rows: what it takes, and what it says of the rest.
#include "SocketModel.h"

#include <gtest/gtest.h>

#include "llvm/Support/raw_ostream.h"

#include <cerrno>

using namespace closewait;

/// The first mistake in \p Yaml, as LINE:COLUMN: WORDS.
static std::string errorOf(const std::string &Yaml) {
  SocketModel Model;
  ModelError Error;
  EXPECT_FALSE(Model.read(Yaml, Error)) << Yaml;
  return std::to_string(Error.Line) + ":" + std::to_string(Error.Column) +
         ": " + Error.Message;
}

/// The same for a file with the one row \p Row.
static std::string errorOfRow(const std::string &Row) {
  return errorOf("functions:\n- {" + Row + "}\n");
}

static void readInto(SocketModel &Model, const std::string &Yaml) {
  ModelError Error;
  ASSERT_TRUE(Model.read(Yaml, Error)) << Error.Message;
}

static std::string textOf(const SocketModel &Model) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  Model.write(OS);
  return OS.str();
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
  readInto(Model, "functions:\n- {names: [f, g], does: close, "
                  "descriptor: 0}\n");
  readInto(Model, "functions:\n- {names: [f], does: neutral}\n");
  EXPECT_EQ(Role::Neutral, Model.find("f", 1)->Does);
  EXPECT_EQ(Role::Close, Model.find("g", 1)->Does);
}

TEST(Model, AFileWithAMistakeAddsNoRow) {
  SocketModel Model;
  ModelError Error;
  EXPECT_FALSE(Model.read("functions:\n- {names: [f], does: neutral}\n"
                          "- {names: [g], does: nothing}\n",
                          Error));
  EXPECT_FALSE(Model.knows("f"));
}

TEST(Model, PositionsAreReadInAllSpellings) {
  SocketModel Model;
  readInto(Model, "functions:\n- {names: [f], does: acquire, descriptor: "
                  "result}\n- {names: [g], does: acquire, "
                  "descriptor: \"*3\", elements: 2}\n");
  EXPECT_TRUE(Model.find("f", 0)->Descriptor.isResult());
  EXPECT_EQ(3, Model.find("g", 4)->Descriptor.Index);
  EXPECT_TRUE(Model.find("g", 4)->Descriptor.Through);
  EXPECT_EQ(2u, Model.find("g", 4)->Elements);
}

TEST(Model, ArgumentsAreExactOrARangeOrAny) {
  SocketModel Model;
  readInto(Model, "functions:\n- {names: [none], does: clock, arguments: 0}\n"
                  "- {names: [two], does: clock, arguments: 2}\n"
                  "- {names: [some], does: clock, arguments: 1, at-most: 2}\n"
                  "- {names: [any], does: clock}\n");
  EXPECT_TRUE(Model.find("none", 0) && !Model.find("none", 1));
  EXPECT_TRUE(Model.find("two", 2) && !Model.find("two", 3));
  EXPECT_TRUE(Model.find("some", 1) && Model.find("some", 2));
  EXPECT_TRUE(!Model.find("some", 0) && !Model.find("some", 3));
  EXPECT_TRUE(Model.find("any", 0) && Model.find("any", 16));
}

TEST(Model, AgainOfARowIsInsteadOfTheFiles) {
  SocketModel Model;
  readInto(Model, "again: [EAGAIN, EINTR]\nfunctions:\n"
                  "- {names: [f, g], does: read, descriptor: 0}\n");
  readInto(Model, "functions:\n"
                  "- {names: [g], does: read, descriptor: 0, "
                  "again: [ETIMEDOUT]}\n"
                  "- {names: [h], does: read, descriptor: 0}\n");
  EXPECT_EQ((std::vector<int>{EAGAIN, EINTR}), Model.find("f", 3)->Again);
  EXPECT_EQ((std::vector<int>{ETIMEDOUT}), Model.find("g", 3)->Again);
  // A file that does not say it has what the first one said.
  EXPECT_EQ((std::vector<int>{EAGAIN, EINTR}), Model.find("h", 3)->Again);
}

TEST(Model, AHandleIsWhereTheRoleLooks) {
  const FunctionModel *Row = SocketModel::builtIn().find("SSL_read", 3);
  ASSERT_TRUE(Row);
  EXPECT_TRUE(Row->isByHandle());
  EXPECT_EQ(0, Row->Descriptor.Index);
  EXPECT_EQ(Telling::Later, Row->Told);
  EXPECT_FALSE(SocketModel::builtIn().find("SSL_set_fd", 2)->isByHandle());
}

TEST(Model, CodesCanBeNumbers) {
  SocketModel Model;
  readInto(Model, "again: [-0x6900, -2]\nfatal: [3]\nfunctions:\n"
                  "- {names: [f], does: read, handle: 0, told: by-result}\n"
                  "- {names: [g], does: read, handle: 0, told: by-result, "
                  "fatal: [4]}\n");
  EXPECT_EQ((std::vector<int>{-0x6900, -2}), Model.find("f", 3)->Again);
  EXPECT_EQ((std::vector<int>{3}), Model.find("f", 3)->Fatal);
  EXPECT_EQ((std::vector<int>{4}), Model.find("g", 3)->Fatal);
}

TEST(Model, WhatIsWrittenReadsBackToTheSame) {
  SocketModel Model = SocketModel::builtIn();
  readInto(Model, "again: [ETIMEDOUT]\nfunctions:\n"
                  "- {names: [my_read], does: read, descriptor: 1, "
                  "zero: end-of-stream}\n"
                  "- {names: [pair], does: acquire, arguments: 0, at-most: 3, "
                  "descriptor: \"*0\", elements: 3}\n"
                  "- {names: [close], does: neutral}\n");
  SocketModel Back;
  readInto(Back, textOf(Model));
  EXPECT_EQ(Model.size(), Back.size());
  EXPECT_EQ(textOf(Model), textOf(Back));
  EXPECT_EQ(Role::Neutral, Back.find("close", 1)->Does);
  EXPECT_EQ((std::vector<int>{ETIMEDOUT}), Back.find("my_read", 2)->Again);
  EXPECT_EQ(Model.find("recv", 4)->Again, Back.find("recv", 4)->Again);
  EXPECT_EQ(3u, Back.find("pair", 0)->Elements);
}

TEST(Model, WhatABodyWasSeenToDoIsReadAndWrittenAlike) {
  SocketModel Model;
  readInto(
      Model,
      "functions:\n"
      "- {names: [conn_free], does: body, at: 'conn.c:7', closes: [\"0->fd\"],"
      " keeps: [\"0\"], writes: [\"0->fd\"]}\n"
      "- {names: [conn_drop], does: body, varies: true, may-close: [\"?\"],"
      " calls: [{of: conn_free, line: 9, number: 1, always: true,"
      " with: [\"-\", \"&0->conn\"]}], gives: [\"%1->next\"]}\n"
      "- {names: [die], does: body, never-returns: true}\n"
      "pointers:\n- {to: ops.read, from: ['plain_read()', ops.peek]}\n");
  const BodyFacts &Seen = Model.find("conn_free", 1)->Seen;
  EXPECT_EQ("conn.c:7", Seen.At);
  ASSERT_EQ(1u, Seen.Closes.size());
  EXPECT_EQ("0->fd", Seen.Closes[0].text());
  const BodyFacts &Drop = Model.find("conn_drop", 1)->Seen;
  ASSERT_EQ(1u, Drop.Calls.size());
  EXPECT_FALSE(Drop.Calls[0].With[0].isGiven());
  EXPECT_EQ("&0->conn", Drop.Calls[0].With[1].text());
  EXPECT_EQ(2u, Model.flows().at("ops.read").size());
  SocketModel Back;
  readInto(Back, textOf(Model));
  EXPECT_EQ(textOf(Model), textOf(Back));
  for (const char *Name : {"conn_free", "conn_drop", "die"})
    EXPECT_EQ(*Model.find(Name, 1), *Back.find(Name, 1)) << Name;
}

TEST(Model, MistakesAreNamedWithTheirPlace) {
  EXPECT_EQ("2:28: unknown key 'desciptor'",
            errorOfRow("names: [f], does: read, desciptor: 0"));
  EXPECT_EQ("2:22: unknown role 'raed'", errorOfRow("names: [f], does: raed"));
  EXPECT_EQ("2:41: neither an argument's index nor 'result'",
            errorOfRow("names: [f], does: close, descriptor: x"));
  EXPECT_EQ("1:9: unknown errno name 'ENOSUCH'",
            errorOf("again: [ENOSUCH]\nfunctions: []\n"));
  EXPECT_EQ("2:15: a second row for 'f' in one file",
            errorOfRow("names: [f, f], does: neutral"));
  EXPECT_EQ("3:12: a second row for 'f' in one file",
            errorOf("functions:\n- {names: [f], does: neutral}\n"
                    "- {names: [f], does: neutral}\n"));
  EXPECT_EQ('1', errorOf("{{{")[0]);
  EXPECT_EQ('1', errorOf("functions: 3\n")[0]);
  EXPECT_EQ("1:1: missing required key 'functions'", errorOf("again: []\n"));
}

TEST(Model, ARowMustMakeSense) {
  EXPECT_EQ("2:55: argument index 2 is out of range",
            errorOfRow("names: [f], does: close, arguments: 2, descriptor: 2"));
  EXPECT_EQ("2:41: argument index 16 is out of range",
            errorOfRow("names: [f], does: close, descriptor: 16"));
  EXPECT_EQ("2:40: not a number of arguments, from 0 to 16",
            errorOfRow("names: [f], does: close, arguments: 17"));
  EXPECT_EQ("2:41: 'result' is not a 'descriptor' of a 'close'",
            errorOfRow("names: [f], does: close, descriptor: result"));
  EXPECT_EQ("2:42: '*0' is not a 'descriptor' of a 'listen'",
            errorOfRow("names: [f], does: listen, descriptor: \"*0\""));
  EXPECT_EQ("2:52: 'buffer' has no meaning for a 'close'",
            errorOfRow("names: [f], does: close, descriptor: 0, buffer: 1"));
  EXPECT_EQ("2:4: a 'close' needs 'descriptor'",
            errorOfRow("names: [f], does: close"));
  EXPECT_EQ("2:4: either 'descriptor' or 'handle'",
            errorOfRow("names: [f], does: close, descriptor: 0, handle: 0"));
  EXPECT_EQ("2:37: 'result' is not a 'handle' of a 'close'",
            errorOfRow("names: [f], does: close, handle: result"));
  EXPECT_EQ("2:4: a 'unwrap' needs 'handle'",
            errorOfRow("names: [f], does: unwrap"));
  EXPECT_EQ("2:4: a 'on-read' needs 'end'",
            errorOfRow("names: [f], does: on-read, function: 0, handle: 0, "
                       "data: 1"));
  EXPECT_EQ("2:4: 'end' has no meaning for a 'close'",
            errorOfRow("names: [f], does: close, descriptor: 0, end: 1"));
  EXPECT_EQ("2:4: 'told' has no meaning for a 'close'",
            errorOfRow("names: [f], does: close, descriptor: 0, told: later"));
  EXPECT_EQ("2:4: 'fatal' has no meaning for a 'close'",
            errorOfRow("names: [f], does: close, descriptor: 0, fatal: [1]"));
  EXPECT_EQ("2:4: 'stream' has no meaning for a 'close'",
            errorOfRow("names: [f], does: close, descriptor: 0, stream: true"));
  EXPECT_EQ(
      "2:4: what a body was seen to do has no meaning for a 'close'",
      errorOfRow("names: [f], does: close, descriptor: 0, keeps: [\"0\"]"));
  EXPECT_EQ("2:37: not an access path",
            errorOfRow("names: [f], does: body, closes: [\"0->\"]"));
  EXPECT_EQ("2:4: 'at-most' is less than 'arguments'",
            errorOfRow("names: [f], does: clock, arguments: 2, at-most: 1"));
  EXPECT_EQ("2:4: 'elements' counts what \"*N\" points to",
            errorOfRow("names: [f], does: acquire, descriptor: result, "
                       "elements: 2"));
}
