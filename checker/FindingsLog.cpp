//===- FindingsLog.cpp - The findings of a unit as a SARIF log ------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FindingsLog.h"
#include "SocketReport.h"
#include "Text.h"

#include "clang/Analysis/PathDiagnostic.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"

#include <map>

using namespace clang;
using namespace ento;
using namespace closewait;
namespace json = llvm::json;

/// The text of the line around \p Place, without indentation.
static llvm::StringRef lineAt(FullSourceLoc Place) {
  return lineAround(Place.getBufferData(), Place.getFileOffset());
}

namespace {
/// The words of SARIF for places in the sources of one unit.
class Locations {
public:
  Locations(const SourceManager &SM, const LangOptions &Opts)
      : SM(SM), Opts(Opts) {}

  json::Object locationOf(CharSourceRange Range, llvm::StringRef Message) const;

  json::Object locationOf(const PathDiagnosticPiece &Piece) const {
    return locationOf(rangeOf(Piece), Piece.getString());
  }

  /// What \p Piece underlines.
  CharSourceRange rangeOf(const PathDiagnosticPiece &Piece) const {
    SourceRange Range = Piece.getLocation().asRange();
    if (!Piece.getRanges().empty() && Piece.getLocation().asRange().isPoint)
      Range = Piece.getRanges().front();
    return SM.getExpansionRange(Range);
  }

  FullSourceLoc full(SourceLocation Place) const {
    return FullSourceLoc(Place, SM);
  }
  std::string uriAt(SourceLocation Place) const;
  json::Object region(CharSourceRange Range) const;

private:
  unsigned column(SourceLocation Place) const;

  const SourceManager &SM;
  const LangOptions &Opts;
};
} // namespace

std::string Locations::uriAt(SourceLocation Place) const {
  llvm::SmallString<128> Path(SM.getFilename(Place));
  SM.getFileManager().makeAbsolutePath(Path);
  llvm::sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  return uriOf(Path);
}

/// Counted in code points, from 1.
unsigned Locations::column(SourceLocation Place) const {
  llvm::StringRef Before = SM.getBufferData(SM.getFileID(Place));
  unsigned At = SM.getFileOffset(Place);
  Before = Before.slice(At + 1 - SM.getSpellingColumnNumber(Place), At);
  return 1 + llvm::count_if(Before, [](char C) { return !isContinuation(C); });
}

json::Object Locations::region(CharSourceRange Range) const {
  SourceLocation Begin = Range.getBegin(), End = Range.getEnd();
  if (Range.isTokenRange())
    End = Lexer::getLocForEndOfToken(End, 0, SM, Opts);
  json::Object Region{{"startLine", SM.getSpellingLineNumber(Begin)},
                      {"startColumn", column(Begin)}};
  if (End.isValid() && SM.getFileID(End) == SM.getFileID(Begin)) {
    Region["endLine"] = SM.getSpellingLineNumber(End);
    Region["endColumn"] = column(End);
  }
  return Region;
}

json::Object Locations::locationOf(CharSourceRange Range,
                                   llvm::StringRef Message) const {
  json::Object Location{
      {"physicalLocation",
       json::Object{
           {"artifactLocation", json::Object{{"uri", uriAt(Range.getBegin())}}},
           {"region", region(Range)}}}};
  if (!Message.empty())
    Location["message"] = json::Object{{"text", Message.str()}};
  return Location;
}

static std::string textOf(json::Value Value) {
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  Out << Value;
  return Out.str();
}

namespace {
class FindingsLog : public PathDiagnosticConsumer {
public:
  FindingsLog(ResultTexts &Results, Pages *Shown)
      : Results(Results), Shown(Shown) {}

  StringRef getName() const override { return "closewait"; }
  bool supportsLogicalOpControlFlow() const override { return true; }
  bool supportsCrossFileDiagnostics() const override { return true; }
  PathGenerationScheme getGenerationScheme() const override {
    return Shown ? Everything : Minimal; // As clang's own consumers have it.
  }

  void FlushDiagnosticsImpl(std::vector<const PathDiagnostic *> &Diags,
                            FilesMade *) override {
    for (const PathDiagnostic *D : Diags) {
      if (D->getCheckerName().split('.').first != "socket")
        continue;
      json::Object Result = resultOf(*D);
      if (Shown)
        (*Result.getObject("properties"))["page"] = Shown->write(*D);
      Results.push_back(textOf(std::move(Result)));
    }
  }

private:
  static json::Object resultOf(const PathDiagnostic &D);
  ResultTexts &Results;
  Pages *Shown; ///< Or null.
};
} // namespace

static json::Object functionOf(const Decl *D) {
  const auto *Named = dyn_cast_or_null<NamedDecl>(D);
  return json::Object{
      {"kind", "function"},
      {"fullyQualifiedName", Named ? Named->getQualifiedNameAsString() : ""}};
}

/// The repairs of \p Hints as one `fix` (section 3.55): all of them insert.
static json::Array fixesOf(llvm::ArrayRef<FixItHint> Hints,
                           const Locations &At) {
  std::map<std::string, json::Array> ByFile;
  for (const FixItHint &Hint : Hints)
    ByFile[At.uriAt(Hint.RemoveRange.getBegin())].push_back(json::Object{
        {"deletedRegion", At.region(Hint.RemoveRange)},
        {"insertedContent", json::Object{{"text", Hint.CodeToInsert}}},
        // So that the writer of the repair sees whether the file is the same.
        {"properties",
         json::Object{
             {"line", lineAt(At.full(Hint.RemoveRange.getBegin())).str()}}}});
  json::Array Changes;
  for (auto &File : ByFile)
    Changes.push_back(
        json::Object{{"artifactLocation", json::Object{{"uri", File.first}}},
                     {"replacements", std::move(File.second)}});
  return json::Array{json::Object{
      {"description", json::Object{{"text", "Close the descriptor here"}}},
      {"artifactChanges", std::move(Changes)}}};
}

json::Object FindingsLog::resultOf(const PathDiagnostic &D) {
  FullSourceLoc Place = D.getLocation().asLocation();
  // The language says only where a token ends.
  Locations At(Place.getManager(), LangOptions());
  json::Array Steps, Notes;
  json::Object Where;
  FullSourceLoc Opening;
  for (const PathDiagnosticPieceRef &Piece : D.path.flatten(true)) {
    // The command names the page at the end of its summary.
    if (Piece->getString().empty() ||
        Piece->getString().take_front(std::strlen(PageNote)) == PageNote)
      continue;
    if (Piece->getTagStr() == StepTag && Opening.isInvalid())
      Opening = Piece->getLocation().asLocation();
    json::Object Location = At.locationOf(*Piece);
    if (Piece->getKind() == PathDiagnosticPiece::Note) {
      Location["id"] = Notes.size();
      Notes.push_back(std::move(Location));
      continue;
    }
    bool Says = Piece->getKind() == PathDiagnosticPiece::Event;
    Steps.push_back(
        json::Object{{"location", std::move(Location)},
                     {"importance", Says ? "essential" : "unimportant"}});
    Where = At.locationOf(At.rangeOf(*Piece), "");
  }
  Where["logicalLocations"] = json::Array{functionOf(D.getDeclWithIssue())};
  json::Object Result{
      {"ruleId", D.getCheckerName().str()},
      {"level", "warning"},
      {"message", json::Object{{"text", D.getVerboseDescription().str()}}},
      {"locations", json::Array{std::move(Where)}},
      {"relatedLocations", std::move(Notes)},
      {"codeFlows",
       json::Array{json::Object{
           {"threadFlows",
            json::Array{json::Object{{"locations", std::move(Steps)}}}}}}},
      {"properties",
       json::Object{
           {"verdict", D.getBugType().str()},
           {"opening",
            lineAt((Opening.isValid() ? Opening : Place).getExpansionLoc())
                .str()}}}};
  // At the last piece, which may be a whole call.
  if (llvm::ArrayRef<FixItHint> Hints = D.path.back()->getFixits();
      !Hints.empty())
    Result["fixes"] = fixesOf(Hints, At);
  return Result;
}

std::unique_ptr<PathDiagnosticConsumer> closewait::logTo(ResultTexts &Results,
                                                         Pages *Shown) {
  return std::make_unique<FindingsLog>(Results, Shown);
}

bool closewait::writeWhole(llvm::StringRef File, llvm::StringRef Text,
                           DiagnosticsEngine &Diags) {
  std::error_code Failed;
  llvm::raw_fd_ostream Out(File, Failed, llvm::sys::fs::OF_TextWithCRLF);
  if (!Failed) {
    Out << Text;
    Out.close();
    Failed = Out.error();
    Out.clear_error();
  }
  if (!Failed)
    return true;
  Diags.Report(
      Diags.getCustomDiagID(DiagnosticsEngine::Error, "cannot write '%0': %1"))
      << File << Failed.message();
  return false;
}

/// A notification for each function of \p Cut, in the order of the source.
static json::Array notificationsOf(const Unfinished &Cut, const Limits &Most,
                                   DiagnosticsEngine &Diags) {
  std::map<std::string, json::Object> Sorted;
  for (const auto &Entry : Cut.functions()) {
    const SourceManager &SM = Diags.getSourceManager();
    Locations At(SM, LangOptions());
    SourceLocation Place = SM.getExpansionLoc(Entry.first->getLocation());
    json::Object Where =
        At.locationOf(CharSourceRange::getTokenRange(Place, Place), "");
    Where["logicalLocations"] = json::Array{functionOf(Entry.first)};
    char Order[16];
    snprintf(Order, sizeof Order, "%010u", SM.getFileOffset(Place));
    Sorted[At.uriAt(Place) + ":" + Order] = json::Object{
        {"descriptor", json::Object{{"id", "unfinished"}}},
        {"level", "note"},
        {"message", json::Object{{"text", wordsFor(Entry.second, Most)}}},
        {"locations", json::Array{std::move(Where)}}};
  }
  json::Array All;
  for (auto &Entry : Sorted)
    All.push_back(std::move(Entry.second));
  return All;
}

std::string closewait::logOf(const ResultTexts &Results, const Unfinished &Cut,
                             const Limits &Most, DiagnosticsEngine &Diags) {
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  json::OStream Log(Out);
  auto PrintRun = [&] {
    Log.attribute("columnKind", "unicodeCodePoints");
    Log.attribute("invocations", json::Array{json::Object{
                                     {"executionSuccessful", true},
                                     {"toolExecutionNotifications",
                                      notificationsOf(Cut, Most, Diags)}}});
    Log.attributeArray("results", [&] {
      for (const std::string &Result : Results)
        Log.rawValue(Result);
    });
    Log.attribute(
        "tool", json::Object{{"driver", json::Object{{"name", "closewait"}}}});
  };
  Log.object([&] {
    Log.attributeArray("runs", [&] { Log.object(PrintRun); });
    Log.attribute("version", "2.1.0");
  });
  Out << "\n";
  return Out.str();
}
