//===- Findings.cpp - What was found, over all units ----------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Findings.h"
#include "Compat.h"
#include "Files.h"
#include "Json.h"
#include "Text.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/SHA1.h"

#include <algorithm>
#include <map>
#include <tuple>

using namespace closewait;
namespace json = llvm::json;

/// Has every relative address in \p Value begin with \p Root.
static void makeAbsolute(json::Value &Value, llvm::StringRef Root) {
  if (json::Array *Values = Value.getAsArray())
    for (json::Value &Each : *Values)
      makeAbsolute(Each, Root);
  json::Object *O = Value.getAsObject();
  if (!O)
    return;
  if (O->erase("uriBaseId"))
    (*O)["uri"] = Root.str() + textOf(O, "uri");
  for (auto &Member : *O)
    makeAbsolute(Member.second, Root);
}

/// The place of \p Region in the file that \p Artifact names.
static Place placeOf(const json::Object *Artifact, const json::Object *Region) {
  return {pathOf(textOf(Artifact, "uri")), numberOf(Region, "startLine"),
          numberOf(Region, "startColumn"), numberOf(Region, "endLine"),
          numberOf(Region, "endColumn")};
}

/// The place that a SARIF `location` names.
static Place placeOf(const json::Object *Location) {
  const json::Object *Physical = objectAt(Location, {"physicalLocation"});
  return placeOf(objectAt(Physical, {"artifactLocation"}),
                 objectAt(Physical, {"region"}));
}

static Step stepOf(const json::Object *Location, bool Essential) {
  return {placeOf(Location), textOf(objectAt(Location, {"message"}), "text"),
          Essential};
}

/// The insertions that the fixes of \p Result make.
static std::vector<Insertion> repairOf(const json::Object &Result) {
  std::vector<Insertion> Found;
  for (const json::Object *Fix : objectsIn(&Result, "fixes"))
    for (const json::Object *Change : objectsIn(Fix, "artifactChanges"))
      for (const json::Object *Each : objectsIn(Change, "replacements"))
        Found.push_back({placeOf(objectAt(Change, {"artifactLocation"}),
                                 objectAt(Each, {"deletedRegion"})),
                         textOf(objectAt(Each, {"insertedContent"}), "text"),
                         textOf(objectAt(Each, {"properties"}), "line")});
  return Found;
}

/// What a SARIF `result` says.
static Finding findingOf(const json::Object &Result) {
  Finding F;
  F.Result = Result;
  F.Rule = textOf(&Result, "ruleId");
  F.Message = textOf(objectAt(&Result, {"message"}), "text");
  const json::Object *Properties = objectAt(&Result, {"properties"});
  F.Verdict = textOf(Properties, "verdict");
  F.Opening = textOf(Properties, "opening");
  F.Page = textOf(Properties, "page");
  F.Fingerprint =
      textOf(objectAt(&Result, {"partialFingerprints"}), "closewait/v1");
  for (const json::Object *Location : objectsIn(&Result, "locations")) {
    F.At = placeOf(Location);
    for (const json::Object *Logical : objectsIn(Location, "logicalLocations"))
      F.Function = textOf(Logical, "fullyQualifiedName");
  }
  for (const json::Object *Flow : objectsIn(&Result, "codeFlows"))
    for (const json::Object *Thread : objectsIn(Flow, "threadFlows"))
      for (const json::Object *Each : objectsIn(Thread, "locations"))
        F.Path.push_back(stepOf(objectAt(Each, {"location"}),
                                textOf(Each, "importance") != "unimportant"));
  for (const json::Object *Note : objectsIn(&Result, "relatedLocations"))
    F.Notes.push_back(stepOf(Note, /*Essential=*/true));
  F.Repair = repairOf(Result);
  return F;
}

/// Adds what a SARIF `notification` about \p Location says to \p What: a note
/// is about a function, everything else about a unit that was not analysed.
static void readNotification(const json::Object &Said,
                             const json::Object &Location, Report &What) {
  std::string Why = textOf(objectAt(&Said, {"message"}), "text");
  Place At = placeOf(&Location);
  if (textOf(&Said, "level") != "note") {
    What.Failures.push_back({At.File, Why});
    return;
  }
  std::string Function;
  for (const json::Object *Logical : objectsIn(&Location, "logicalLocations"))
    Function = textOf(Logical, "fullyQualifiedName");
  What.Cut.push_back({At, Function, Why});
}

/// What a SARIF `run` tells.
static void read(const json::Object &Run, Report &What) {
  // Where its relative addresses begin.
  std::string Root =
      textOf(objectAt(&Run, {"originalUriBaseIds", "SRCROOT"}), "uri");
  for (const json::Object *Result : objectsIn(&Run, "results")) {
    json::Value Whole = json::Object(*Result);
    makeAbsolute(Whole, Root);
    What.Found.push_back(findingOf(*Whole.getAsObject()));
  }
  for (const json::Object *Invocation : objectsIn(&Run, "invocations"))
    for (const json::Object *Said :
         objectsIn(Invocation, "toolExecutionNotifications"))
      for (const json::Object *Location : objectsIn(Said, "locations")) {
        json::Value Whole = json::Object(*Location);
        makeAbsolute(Whole, Root);
        readNotification(*Said, *Whole.getAsObject(), What);
      }
  if (!Root.empty())
    What.Root = llvm::StringRef(pathOf(Root)).rtrim('/').str();
  What.Units += numberOf(objectAt(&Run, {"properties"}), "units");
}

llvm::Error closewait::readLog(const std::string &File, Report &What) {
  auto Text = readFile(File);
  if (!Text)
    return Text.takeError();
  auto Log = parseJson(*Text);
  if (!Log)
    return failure("cannot read '" + File +
                   "': " + llvm::toString(Log.takeError()));
  const json::Object *Whole = Log->getAsObject();
  if (!Whole || !Whole->getArray("runs"))
    return failure("'" + File + "' is not a SARIF log");
  for (const json::Object *Run : objectsIn(Whole, "runs"))
    read(*Run, What);
  return llvm::Error::success();
}

std::string closewait::relativeTo(llvm::StringRef Root, llvm::StringRef File) {
  llvm::StringRef Rest = File;
  if (Rest.consume_front(Root) && Rest.consume_front("/"))
    return Rest.str();
  return File.str();
}

/// The same finding in another unit has the same.
static auto identityOf(const Finding &F) {
  return std::tie(F.At.File, F.At.Line, F.At.Column, F.Rule, F.Message,
                  F.Function, F.Opening);
}

void closewait::settle(std::vector<Unfinished> &Cut) {
  auto Key = [](const Unfinished &U) {
    return std::tie(U.At.File, U.At.Line, U.Function, U.Why);
  };
  llvm::sort(Cut, [&](const Unfinished &A, const Unfinished &B) {
    return Key(A) < Key(B);
  });
  Cut.erase(std::unique(Cut.begin(), Cut.end(),
                        [&](const Unfinished &A, const Unfinished &B) {
                          return Key(A) == Key(B);
                        }),
            Cut.end());
}

void closewait::settle(std::vector<Finding> &Found, llvm::StringRef Root) {
  std::stable_sort(Found.begin(), Found.end(),
                   [](const Finding &A, const Finding &B) {
                     return identityOf(A) < identityOf(B);
                   });
  Found.erase(std::unique(Found.begin(), Found.end(),
                          [](const Finding &A, const Finding &B) {
                            return identityOf(A) == identityOf(B);
                          }),
              Found.end());
  std::map<std::string, unsigned> Before;
  for (Finding &F : Found) {
    std::string Key =
        F.Rule + '\n' + relativeTo(Root, F.At.File) + '\n' + F.Function + '\n';
    for (char C : F.Opening) // However it is spaced.
      if (!llvm::isSpace(C))
        Key += C;
    unsigned Ordinal = Before[Key]++;
    Key += '\n' + std::to_string(Ordinal);
    llvm::SHA1 Hash;
    Hash.update(Key);
    F.Fingerprint = llvm::toHex(Hash.final(), /*LowerCase=*/true).substr(0, 32);
    F.Result["partialFingerprints"] =
        json::Object{{"closewait/v1", F.Fingerprint}};
  }
}
