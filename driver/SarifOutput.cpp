//===- SarifOutput.cpp - Findings for other programs ----------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// SARIF 2.1.0, with what GitHub's code scanning asks of an upload: a short
// description and help for each rule, tags, addresses relative to the root of
// the project, and fingerprints.
//
//===----------------------------------------------------------------------===//

#include "Outputs.h"
#include "Text.h"

#include "llvm/ADT/StringExtras.h"

using namespace closewait;
namespace json = llvm::json;

/// SARIF wants to know where more is to be read: in the manual page.
static constexpr char InformationUri[] = "man:closewait(1)";

static json::Object text(llvm::StringRef Words) {
  return json::Object{{"text", Words.str()}};
}

static json::Object descriptor(const Rule &R) {
  json::Array Tags{"security", "reliability"};
  for (const char *Cwe : R.Cwes)
    Tags.push_back(std::string("external/cwe/cwe-") + Cwe);
  return json::Object{
      {"id", R.Id},
      {"name", R.Name},
      {"shortDescription", text(R.Summary)},
      {"fullDescription", text(std::string(R.Summary) + " " + R.Help)},
      {"help", text(R.Help)},
      {"defaultConfiguration", json::Object{{"level", "warning"}}},
      {"properties", json::Object{{"tags", std::move(Tags)},
                                  {"precision", "high"},
                                  {"problem.severity", "warning"}}}};
}

/// Calls every file below \p Root, a URI, from there.
static void makeRelative(json::Value &Value, llvm::StringRef Root) {
  if (json::Array *Values = Value.getAsArray()) {
    for (json::Value &Each : *Values)
      makeRelative(Each, Root);
    return;
  }
  json::Object *O = Value.getAsObject();
  if (!O)
    return;
  auto Uri = O->getString("uri");
  if (Uri) {
    llvm::StringRef Rest = *Uri;
    if (Rest.consume_front(Root)) {
      std::string Below = Rest.str();
      (*O)["uri"] = Below;
      (*O)["uriBaseId"] = "SRCROOT";
    }
  }
  for (auto &Member : *O)
    makeRelative(Member.second, Root);
}

/// That \p U was not followed to the end.
static json::Object notification(const Unfinished &U) {
  return json::Object{
      {"level", "note"},
      {"message", text(U.Why)},
      {"locations",
       json::Array{json::Object{
           {"physicalLocation",
            json::Object{
                {"artifactLocation", json::Object{{"uri", uriOf(U.At.File)}}},
                {"region", json::Object{{"startLine", U.At.Line}}}}},
           {"logicalLocations",
            json::Array{json::Object{{"kind", "function"},
                                     {"fullyQualifiedName", U.Function}}}}}}}};
}

/// Which units were not analysed, whether that is all, and which functions were
/// not followed to the end.
static json::Object invocation(const Report &What) {
  json::Array Notifications;
  for (const Unfinished &U : What.Cut)
    Notifications.push_back(notification(U));
  for (const Failure &F : What.Failures)
    Notifications.push_back(json::Object{
        {"level", "error"},
        {"message", text(F.Why)},
        {"locations",
         json::Array{json::Object{
             {"physicalLocation",
              json::Object{{"artifactLocation",
                            json::Object{{"uri", uriOf(F.File)}}}}}}}}});
  return json::Object{{"executionSuccessful", What.Failures.empty()},
                      {"toolExecutionNotifications", std::move(Notifications)}};
}

json::Value closewait::sarifOf(const Report &What, llvm::StringRef Root) {
  json::Array Rules, Results;
  for (const Rule &R : rules())
    Rules.push_back(descriptor(R));
  for (const Finding &F : What.Found) {
    json::Object Result = F.Result;
    for (size_t I = 0; I != rules().size(); ++I)
      if (F.Rule == rules()[I].Id)
        Result["ruleIndex"] = int64_t(I);
    Results.push_back(std::move(Result));
  }
  std::string Base = uriOf(Root) + "/";
  json::Value Run = json::Object{
      {"tool",
       json::Object{{"driver", json::Object{{"name", "closewait"},
                                            {"informationUri", InformationUri},
                                            {"version", CLOSEWAIT_VERSION},
                                            {"rules", std::move(Rules)}}}}},
      {"columnKind", "unicodeCodePoints"},
      {"invocations", json::Array{invocation(What)}},
      {"results", std::move(Results)},
      {"properties", json::Object{{"units", int64_t(What.Units)}}}};
  makeRelative(Run, Base);
  (*Run.getAsObject())["originalUriBaseIds"] =
      json::Object{{"SRCROOT", json::Object{{"uri", Base}}}};
  return json::Object{
      {"$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/"
                  "schemas/sarif-schema-2.1.0.json"},
      {"version", "2.1.0"},
      {"runs", json::Array{std::move(Run)}}};
}
