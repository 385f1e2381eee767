//===- OwnServer.cpp - Where there is no clangd ---------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OwnServer.h"
#include "Json.h"

#include "llvm/ADT/STLExtras.h"

using namespace closewait;
using llvm::StringRef;
namespace json = llvm::json;

/// JSON-RPC's codes of errors.
static constexpr int ParseError = -32700, MethodNotFound = -32601;

/// The first of the encodings that the editor offers which we know.
static std::string encodingFrom(const json::Object *Params) {
  for (const std::string &Name : textsIn(
           objectAt(Params, {"capabilities", "general"}), "positionEncodings"))
    if (Name == "utf-8" || Name == "utf-16" || Name == "utf-32")
      return Name;
  return "utf-16";
}

/// The answer to `initialize`.
static json::Value introduction(const json::Object *Params) {
  static constexpr int Incremental = 2; // TextDocumentSyncKind
  return json::Object{
      {"capabilities",
       json::Object{
           {"positionEncoding", encodingFrom(Params)},
           {"textDocumentSync", json::Object{{"openClose", true},
                                             {"change", Incremental},
                                             {"save", true}}},
           {"codeActionProvider",
            json::Object{{"codeActionKinds", json::Array{"quickfix"}}}}}},
      {"serverInfo",
       json::Object{{"name", "closewait"}, {"version", CLOSEWAIT_VERSION}}}};
}

static json::Object errorOf(int Code, StringRef Text) {
  return json::Object{
      {"error", json::Object{{"code", Code}, {"message", Text.str()}}}};
}

std::string OwnServer::answer(const Message &Said) {
  if (Said.body().empty())
    return "";
  json::Object Answer;
  auto Body = parseJson(Said.body());
  const json::Object *O = Body ? Body->getAsObject() : nullptr;
  const json::Value *Id = O ? O->get("id") : nullptr;
  std::string Method = textOf(O, "method");
  if (!Body)
    llvm::consumeError(Body.takeError());
  if (Method == "exit")
    Ended = true;
  // A notification is not answered, nor is an answer.
  if (O && (!Id || Method.empty()))
    return "";
  if (!O)
    Answer = errorOf(ParseError, "not a JSON object");
  else if (Method == "initialize")
    Answer = json::Object{{"result", introduction(O->getObject("params"))}};
  else if (Method == "shutdown")
    Answer = json::Object{{"result", nullptr}};
  else if (Method == "textDocument/codeAction")
    Answer = json::Object{{"result", json::Array()}};
  else
    Answer = errorOf(MethodNotFound, "unknown method '" + Method + "'");
  ShutDown |= Method == "shutdown";
  Answer["jsonrpc"] = "2.0";
  Answer["id"] = Id ? *Id : json::Value(nullptr);
  return framed(std::move(Answer));
}
