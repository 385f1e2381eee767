//===- Marks.cpp - Findings as an editor shows them -----------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Marks.h"
#include "Files.h"
#include "Json.h"
#include "Rules.h"
#include "Text.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"

using namespace closewait;
using llvm::StringRef;
namespace json = llvm::json;
namespace path = llvm::sys::path;

/// LSP's DiagnosticSeverity.
static constexpr int Warning = 2;

void Client::read(const json::Object *Capabilities) {
  const json::Object *Document = objectAt(Capabilities, {"textDocument"});
  RelatedInformation =
      isTrueAt(Document, {"publishDiagnostics"}, "relatedInformation");
  CodeDescriptions =
      isTrueAt(Document, {"publishDiagnostics"}, "codeDescriptionSupport");
  Versions = isTrueAt(Document, {"publishDiagnostics"}, "versionSupport");
  Actions = objectAt(Document, {"codeAction", "codeActionLiteralSupport"});
}

const Conversion::Source &Conversion::sourceOf(const std::string &File) {
  auto Entry = Sources.try_emplace(File);
  Source &S = Entry.first->second;
  if (!Entry.second)
    return S;
  S.Name = File;
  if (const Document *Shown = Open.sameAs(File)) {
    S.Name = Shown->Path;
    S.Text = Shown->Text;
  } else if (auto Text = readFile(File)) {
    S.Text = std::move(*Text);
  } else {
    llvm::consumeError(Text.takeError());
  }
  S.Lines = linesOf(S.Text);
  return S;
}

/// \p Line and \p Column count from 1, columns code points.
Point Conversion::pointAt(const Source &S, unsigned Line,
                          unsigned Column) const {
  Point At{Line - (Line > 0), 0};
  if (At.Line < S.Lines.size())
    At.Character = charactersBefore(
        StringRef(S.Text).drop_front(S.Lines[At.Line]), Column, In);
  return At;
}

Spot Conversion::spotOf(const Place &At, const std::string &Said) {
  const Source &S = sourceOf(At.File);
  Point Begin = pointAt(S, At.Line, At.Column), End = Begin;
  if (At.EndLine != 0)
    End = pointAt(S, At.EndLine, At.EndColumn);
  return {S.Name, {Begin, std::max(Begin, End)}, Said};
}

Mark Conversion::operator()(const Finding &F) {
  Mark M{F.Rule, spotOf(F.At, F.Message), {}, {}};
  // The last step is the finding itself.
  for (size_t I = 0; I + 1 < F.Path.size(); ++I)
    if (F.Path[I].Essential)
      M.Path.push_back(spotOf(F.Path[I].At, F.Path[I].Text));
  for (const Step &Note : F.Notes)
    M.Path.push_back(spotOf(Note.At, Note.Text));
  for (const Insertion &Part : F.Repair)
    M.Repair.push_back(spotOf(Part.At, Part.Text));
  return M;
}

/// Moves \p S, if it stands in \p File.  \returns false where it is gone.
static bool move(Spot &S, StringRef File, const Edit &Made) {
  if (S.File != File)
    return true;
  auto Now = moved(S.At, Made);
  if (Now)
    S.At = *Now;
  return Now.has_value();
}

bool closewait::move(Mark &M, StringRef File, const Edit &Made) {
  auto IsGone = [&](Spot &S) { return !::move(S, File, Made); };
  llvm::erase_if(M.Path, IsGone);
  if (llvm::count_if(M.Repair, IsGone) != 0)
    M.Repair.clear();
  return !IsGone(M.At);
}

/// How the editor writes the address of \p File.
static std::string addressOf(const Documents &Open, const std::string &File) {
  auto Found = Open.all().find(File);
  return Found == Open.all().end() ? uriOf(File) : Found->second.Uri;
}

/// The path of \p M in words, for an editor that cannot show it otherwise.
static std::string pathInWords(const Mark &M) {
  std::string Words;
  for (const Spot &Step : M.Path) {
    Words += Words.empty() ? "\n" : "";
    Words += "\n" + path::filename(Step.File).str() + ":" +
             std::to_string(Step.At.Begin.Line + 1) + ": " + Step.Text;
  }
  return Words;
}

json::Value closewait::diagnosticOf(const Mark &M, const Documents &Open,
                                    const Client &Editor, StringRef Pages) {
  json::Object Shown{{"range", toJson(M.At.At)},
                     {"severity", Warning},
                     {"code", M.Rule},
                     {"source", "closewait"}};
  std::string Page =
      (Pages + "/" + StringRef(M.Rule).split('.').second + ".md").str();
  if (Editor.CodeDescriptions)
    Shown["codeDescription"] = json::Object{{"href", uriOf(Page)}};
  if (!Editor.RelatedInformation) {
    Shown["message"] = M.At.Text + pathInWords(M);
    return Shown;
  }
  Shown["message"] = M.At.Text;
  json::Array Path;
  for (const Spot &Step : M.Path)
    Path.push_back(json::Object{
        {"location", json::Object{{"uri", addressOf(Open, Step.File)},
                                  {"range", toJson(Step.At)}}},
        {"message", Step.Text}});
  Shown["relatedInformation"] = std::move(Path);
  return Shown;
}

json::Value closewait::actionOf(const Mark &M, json::Value Shown,
                                const Documents &Open) {
  json::Object Changes;
  for (const Spot &Part : M.Repair) {
    json::Value &Edits =
        Changes.try_emplace(addressOf(Open, Part.File), json::Array())
            .first->getSecond();
    Edits.getAsArray()->push_back(
        json::Object{{"range", toJson(Part.At)}, {"newText", Part.Text}});
  }
  return json::Object{{"title", "Close the descriptor here"},
                      {"kind", "quickfix"},
                      {"isPreferred", true},
                      {"diagnostics", json::Array{std::move(Shown)}},
                      {"edit", json::Object{{"changes", std::move(Changes)}}}};
}

/// Moves the `range` of \p O.  \returns false where it is gone.
static bool moveAt(json::Object *O, const Edit &Made) {
  auto At = O ? rangeOf(O->get("range")) : std::nullopt;
  auto Now = At ? moved(*At, Made) : std::nullopt;
  if (Now)
    (*O)["range"] = toJson(*Now);
  return Now.has_value();
}

bool closewait::moveForeign(json::Value &Diagnostic, StringRef File,
                            const Edit &Made) {
  json::Object *O = Diagnostic.getAsObject();
  if (json::Array *Steps = O ? O->getArray("relatedInformation") : nullptr)
    for (json::Value &Step : *Steps) {
      json::Object *At = Step.getAsObject();
      At = At ? At->getObject("location") : nullptr;
      if (At && pathOfUri(textOf(At, "uri")) == File)
        moveAt(At, Made);
    }
  return moveAt(O, Made);
}
