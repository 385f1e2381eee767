//===- Documents.cpp - The files that are open in the editor --------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Documents.h"
#include "Compat.h"
#include "Files.h"
#include "Text.h"

#include "llvm/ADT/STLExtras.h"

using namespace closewait;
using llvm::StringRef;
namespace json = llvm::json;

std::string closewait::pathOfUri(StringRef Uri) {
  return compat::startsWith(Uri, "file:///") ? absolute(pathOf(Uri)) : "";
}

/// The address of the document that \p Params speak of, or "".
static StringRef uriIn(const json::Object &Params) {
  const json::Object *Named = Params.getObject("textDocument");
  auto Uri = Named ? Named->getString("uri") : compat::None;
  return Uri ? *Uri : "";
}

static bool isCode(StringRef Language, StringRef Path) {
  static constexpr llvm::StringLiteral Extensions[] = {
      ".c",   ".h",  ".i",  ".cc",  ".cp",  ".cpp", ".cxx", ".c++", ".C",
      ".CPP", ".ii", ".hh", ".hpp", ".hxx", ".h++", ".H",   ".inc"};
  if (Language == "c" || Language == "cpp" || Language == "c++")
    return true;
  size_t Dot = Path.rfind('.');
  return Language.empty() && Dot != StringRef::npos &&
         llvm::is_contained(Extensions, Path.drop_front(Dot));
}

Document *Documents::open(const json::Object &Params) {
  std::string Path = pathOfUri(uriIn(Params));
  const json::Object *Named = Params.getObject("textDocument");
  auto Text = Named ? Named->getString("text") : compat::None;
  if (Path.empty() || !Text)
    return nullptr;
  auto Language = Named->getString("languageId");
  Document &Opened = ByPath[Path];
  Opened.Uri = uriIn(Params).str();
  Opened.Path = Path;
  Opened.Real = realPath(Path);
  Opened.Text = Text->str();
  Opened.IsCode = isCode(Language ? *Language : "", Path);
  if (const json::Value *Version = Named->get("version"))
    Opened.Version = *Version;
  return &Opened;
}

Document *Documents::change(const json::Object &Params, Encoding In,
                            std::vector<Edit> &Made) {
  Document *Changed = of(Params);
  const json::Array *Changes = Params.getArray("contentChanges");
  if (!Changed || !Changes)
    return nullptr;
  if (const json::Value *Version =
          Params.getObject("textDocument")->get("version"))
    Changed->Version = *Version;
  for (const json::Value &Each : *Changes) {
    const json::Object *O = Each.getAsObject();
    auto Text = O ? O->getString("text") : compat::None;
    if (!Text)
      continue;
    auto Old = rangeOf(O->get("range"));
    if (!Old) {
      Made.push_back(editBetween(Changed->Text, *Text));
      Changed->Text = Text->str();
      continue;
    }
    size_t Begin = offsetOf(Changed->Text, Old->Begin, In);
    size_t End = std::max(Begin, offsetOf(Changed->Text, Old->End, In));
    Made.push_back(editAt(*Old, *Text, In));
    Changed->Text.replace(Begin, End - Begin, Text->str());
  }
  return Changed;
}

std::string Documents::close(const json::Object &Params) {
  std::string Path = pathOfUri(uriIn(Params));
  return ByPath.erase(Path) ? Path : "";
}

Document *Documents::of(const json::Object &Params) {
  return at(pathOfUri(uriIn(Params)));
}

Document *Documents::at(const std::string &Path) {
  auto Found = ByPath.find(Path);
  return Found == ByPath.end() ? nullptr : &Found->second;
}

const Document *Documents::sameAs(const std::string &Path) const {
  auto Found = ByPath.find(Path);
  if (Found != ByPath.end())
    return &Found->second;
  std::string Real = realPath(Path);
  for (const auto &Each : ByPath)
    if (Each.second.Real == Real)
      return &Each.second;
  return nullptr;
}
