//===- MessagesTest.cpp - The base protocol of LSP ------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/Messages.h"

#include "gtest/gtest.h"

using namespace closewait;

namespace {

/// What \p Reader makes of \p Bytes that come one by one.
std::vector<Message> read(MessageReader &Reader, llvm::StringRef Bytes) {
  std::vector<Message> Found;
  for (size_t I = 0; I != Bytes.size(); ++I) {
    Reader.feed(Bytes.substr(I, 1));
    while (auto Each = Reader.next())
      Found.push_back(std::move(*Each));
  }
  return Found;
}

/// All that was read, as it would be passed on.
std::string whole(const std::vector<Message> &Found, MessageReader &Reader) {
  std::string Text;
  for (const Message &Each : Found)
    Text += Each.Raw;
  return Text + Reader.rest();
}

TEST(Messages, come_one_after_the_other) {
  MessageReader Reader;
  std::string Bytes = withHeader("{}") + withHeader("{\"id\":1}");
  auto Found = read(Reader, Bytes);
  ASSERT_EQ(Found.size(), 2u);
  EXPECT_EQ(Found[0].body(), "{}");
  EXPECT_EQ(Found[1].body(), "{\"id\":1}");
  EXPECT_EQ(whole(Found, Reader), Bytes);
}

TEST(Messages, headers_may_have_more_fields_and_any_case) {
  MessageReader Reader;
  std::string Bytes = "content-type: x\r\nCONTENT-LENGTH:  2\n\n{}";
  auto Found = read(Reader, Bytes);
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(Found[0].body(), "{}");
}

TEST(Messages, a_header_without_a_length_has_no_body) {
  for (const char *Header :
       {"Content-Type: x\r\n\r\n", "Content-Length: x\r\n\r\n",
        "Content-Length: -4\r\n\r\n",
        "Content-Length: 99999999999999999999999\r\n\r\n"}) {
    MessageReader Reader;
    std::string Bytes = Header + withHeader("{}");
    auto Found = read(Reader, Bytes);
    ASSERT_EQ(Found.size(), 2u) << Header;
    EXPECT_EQ(Found[0].body(), "");
    EXPECT_EQ(Found[1].body(), "{}");
    EXPECT_EQ(whole(Found, Reader), Bytes);
  }
}

TEST(Messages, what_is_too_large_comes_in_pieces) {
  MessageReader Reader(/*Most=*/8);
  std::string Bytes = withHeader("{\"a\":\"0123456789\"}") + withHeader("{}");
  auto Found = read(Reader, Bytes);
  ASSERT_GT(Found.size(), 2u);
  EXPECT_FALSE(Found.front().Ends);
  for (size_t I = 0; I + 1 < Found.size(); ++I)
    EXPECT_EQ(Found[I].body(), "");
  EXPECT_TRUE(Found[Found.size() - 2].Ends);
  EXPECT_EQ(Found.back().body(), "{}");
  EXPECT_EQ(whole(Found, Reader), Bytes);
}

TEST(Messages, an_endless_header_is_passed_on) {
  MessageReader Reader;
  std::string Bytes(2 * MessageReader::MostOfHeader + 3, 'x');
  auto Found = read(Reader, Bytes);
  EXPECT_EQ(Found.size(), 2u);
  EXPECT_EQ(whole(Found, Reader), Bytes);
}

TEST(Messages, what_has_no_end_is_the_rest) {
  MessageReader Reader;
  std::string Bytes = "Content-Length: 10\r\n\r\n{\"id";
  auto Found = read(Reader, Bytes);
  EXPECT_TRUE(Found.empty());
  EXPECT_EQ(Reader.rest(), Bytes);
}

TEST(Envelope, says_who_asks_what) {
  struct {
    const char *Body, *Id, *Method;
  } Cases[] = {
      {R"({"id":7,"method":"a/b","params":{"id":1}})", "7", "a/b"},
      {R"({ "jsonrpc" : "2.0" , "params" : [ "}" , {"method":"x"} ] ,)"
       R"( "method" : "m" })",
       "", "m"},
      {R"({"result":{"a":["\"}",{}]},"id":"x\"y"})", R"("x\"y")", ""},
      {R"({"id":1.0,"method":"a\/b"})", "1", "a/b"},
      {R"({"id":"\u0061\/"})", R"("a/")", ""},
      {R"({"method":{}})", "", ""},
      {R"({"id":null,"error":{}})", "null", ""},
      {R"([{"method":"x"}])", "", ""},
      {R"({"id":1,"method")", "1", ""},
      {R"({"method":"m","params":{"a)", "", "m"},
      {R"({"id")", "", ""},
      {R"({"id":})", "", ""},
      {R"({})", "", ""},
      {"", "", ""},
      {"{", "", ""},
  };
  for (const auto &Case : Cases) {
    Envelope Read = envelopeOf(Case.Body);
    EXPECT_EQ(Read.Id, Case.Id) << Case.Body;
    EXPECT_EQ(Read.Method, Case.Method) << Case.Body;
  }
}

} // namespace
