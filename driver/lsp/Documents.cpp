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
static StringRef addressIn(const json::Object &Params) {
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
  std::string Path = pathOfUri(addressIn(Params));
  const json::Object *Named = Params.getObject("textDocument");
  auto Text = Named ? Named->getString("text") : compat::None;
  if (Path.empty() || !Text)
    return nullptr;
  auto Language = Named->getString("languageId");
  Document &Opened = ByPath[Path];
  Opened.Uri = addressIn(Params).str();
  Opened.Path = Path;
  Opened.Real = realPath(Path);
  Opened.Text = Text->str();
  Opened.IsCode = isCode(Language ? *Language : "", Path);
  if (const json::Value *Version = Named->get("version"))
    Opened.Version = *Version;
  return &Opened;
}

/// Puts \p New at \p Old of \p Text.
static Edit replace(std::string &Text, Range Old, StringRef New, Encoding In) {
  size_t Begin = offsetOf(Text, Old.Begin, In);
  size_t End = std::max(Begin, offsetOf(Text, Old.End, In));
  Edit Made = editAt(Old, New, In);
  // Whole lines, or all of them, that hardly differ: a formatter, for one.
  if (Old.Begin.Character == 0 && Old.Begin.Line != Old.End.Line) {
    Made = editBetween(StringRef(Text).slice(Begin, End), New);
    for (Point *P : {&Made.Old.Begin, &Made.Old.End, &Made.NewEnd})
      P->Line += Old.Begin.Line;
  }
  Text.replace(Begin, End - Begin, New.str());
  return Made;
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
    const json::Value *Where = O->get("range");
    if (!Where || *Where == nullptr) {
      Made.push_back(editBetween(Changed->Text, *Text));
      Changed->Text = Text->str();
      continue;
    }
    if (auto Old = rangeOf(Where))
      Made.push_back(replace(Changed->Text, *Old, *Text, In));
  }
  return Changed;
}

std::string Documents::close(const json::Object &Params) {
  std::string Path = pathOfUri(addressIn(Params));
  return ByPath.erase(Path) ? Path : "";
}

Document *Documents::of(const json::Object &Params) {
  return at(pathOfUri(addressIn(Params)));
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
