//===- JobResult.cpp - What has become of an analysis ---------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "JobResult.h"
#include "Json.h"

using namespace closewait;
namespace json = llvm::json;

static json::Value toJson(const Spot &S) {
  return json::Object{
      {"file", S.File}, {"at", closewait::toJson(S.At)}, {"text", S.Text}};
}

static json::Array toJson(const std::vector<Spot> &Spots) {
  json::Array All;
  for (const Spot &Each : Spots)
    All.push_back(::toJson(Each));
  return All;
}

static Spot spotIn(const json::Object *O) {
  auto At = O ? rangeOf(O->get("at")) : std::nullopt;
  return {textOf(O, "file"), At ? *At : Range(), textOf(O, "text")};
}

static std::vector<Spot> spotsIn(const json::Object *O, llvm::StringRef Key) {
  std::vector<Spot> All;
  for (const json::Object *Each : objectsIn(O, Key))
    All.push_back(spotIn(Each));
  return All;
}

json::Value closewait::toJson(const JobResult &Result) {
  json::Array Marks;
  for (const Mark &M : Result.Marks)
    Marks.push_back(json::Object{{"rule", M.Rule},
                                 {"at", ::toJson(M.At)},
                                 {"path", ::toJson(M.Path)},
                                 {"repair", ::toJson(M.Repair)}});
  json::Object Read;
  for (const auto &Each : Result.Read)
    Read[Each.first] = Each.second;
  return json::Object{
      {"how", int(Result.How)},      {"why", Result.Why},
      {"remark", Result.Remark},     {"marks", std::move(Marks)},
      {"used", toJson(Result.Used)}, {"read", std::move(Read)}};
}

JobResult closewait::jobResultIn(const json::Object *O) {
  JobResult Result;
  Result.How = JobResult::Kind(numberOf(O, "how"));
  Result.Why = textOf(O, "why");
  Result.Remark = textOf(O, "remark");
  Result.Used = compilationIn(objectAt(O, {"used"}));
  for (const json::Object *Each : objectsIn(O, "marks"))
    Result.Marks.push_back({textOf(Each, "rule"),
                            spotIn(objectAt(Each, {"at"})),
                            spotsIn(Each, "path"), spotsIn(Each, "repair")});
  if (const json::Object *Read = objectAt(O, {"read"}))
    for (const auto &Each : *Read)
      Result.Read[Each.first.str()] = textOf(Read, Each.first);
  return Result;
}
