//===- HtmlOutput.cpp - Findings for a browser ----------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pages are clang's own; only the index is ours.
//
//===----------------------------------------------------------------------===//

#include "Files.h"
#include "Outputs.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

using namespace closewait;
using llvm::StringRef;
namespace fs = llvm::sys::fs;

/// The same finding has the same, whether or not it has a page.
static auto identityOf(const Finding &F) {
  return std::tie(F.At.File, F.At.Line, F.At.Column, F.Message);
}

/// The page of \p F: the only file in the folder that one of \p Shown names.
static std::string pageOf(const Finding &F, const std::vector<Finding> &Shown) {
  auto Found = llvm::find_if(
      Shown, [&](const Finding &S) { return identityOf(S) == identityOf(F); });
  if (Found == Shown.end())
    return "";
  std::error_code Failed;
  fs::directory_iterator Page(Found->Page, Failed);
  return Failed || Page == fs::directory_iterator() ? "" : Page->path();
}

static std::string escaped(StringRef Text) {
  std::string Out;
  llvm::raw_string_ostream Stream(Out);
  llvm::printHTMLEscaped(Text, Stream);
  return Stream.str();
}

static constexpr char Head[] = R"html(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>closewait</title>
<style>
body { font: 15px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 70em;
       padding: 0 1em; color: #222; background: #fff; }
h2 { margin: 2em 0 .3em; font-size: 1.1em; }
table { border-collapse: collapse; width: 100%; }
td { border-top: 1px solid #ddd; padding: .4em .8em .4em 0;
     vertical-align: top; }
td:first-child { white-space: nowrap; font-family: ui-monospace, monospace;
                 font-size: 13px; }
.quiet { color: #777; }
@media (prefers-color-scheme: dark) {
  body { color: #ddd; background: #1b1b1b; } td { border-color: #444; }
  a { color: #8ab4f8; } .quiet { color: #999; }
}
</style>
</head>
<body>
<h1>closewait</h1>
)html";

/// The rows of the findings \p Found, all of one verdict.
static void printRows(llvm::ArrayRef<const Finding *> Found, StringRef Root,
                      const std::map<const Finding *, std::string> &Pages,
                      llvm::raw_ostream &Out) {
  Out << "<h2>" << escaped(Found.front()->Verdict) << " <span class=\"quiet\">"
      << Found.size() << "</span></h2>\n<table>\n";
  for (const Finding *F : Found) {
    std::string Where = escaped(relativeTo(Root, F->At.File)) + ":" +
                        std::to_string(F->At.Line);
    auto Page = Pages.find(F);
    Out << "<tr><td>";
    if (Page != Pages.end())
      Out << "<a href=\"" << escaped(Page->second) << "#EndPath\">" << Where
          << "</a>";
    else
      Out << Where;
    Out << "</td><td>" << escaped(F->Message);
    if (!F->Function.empty())
      Out << " <span class=\"quiet\">in " << escaped(F->Function) << "</span>";
    if (F->IsKnown)
      Out << " <span class=\"quiet\">as in the baseline</span>";
    if (F->IsSuppressed)
      Out << " <span class=\"quiet\">suppressed</span>";
    Out << "</td></tr>\n";
  }
  Out << "</table>\n";
}

/// Removes the pages in \p Folder that speak of other findings than \p Names,
/// which an earlier run has left there.
static void removeOthers(StringRef Folder,
                         const std::map<const Finding *, std::string> &Names) {
  std::set<StringRef> Ours;
  for (const auto &Each : Names)
    Ours.insert(Each.second);
  std::error_code Failed;
  for (fs::directory_iterator I(Folder, Failed), End; !Failed && I != End;
       I.increment(Failed)) {
    StringRef Name = llvm::sys::path::filename(I->path());
    bool IsPage = llvm::sys::path::extension(Name) == ".html" &&
                  llvm::all_of(llvm::sys::path::stem(Name), llvm::isHexDigit);
    if (IsPage && !Ours.count(Name))
      fs::remove(I->path());
  }
}

llvm::Error closewait::writePages(const std::vector<Finding> &Found,
                                  StringRef Root,
                                  const std::vector<Finding> &Shown,
                                  const std::string &Folder) {
  std::map<const Finding *, std::string> Names;
  std::map<std::string, std::vector<const Finding *>> ByVerdict;
  for (const Finding &F : Found) {
    ByVerdict[F.Verdict].push_back(&F);
    std::string Page = pageOf(F, Shown);
    if (Page.empty())
      continue;
    std::string Name = F.Fingerprint + ".html";
    auto Text = readFile(Page);
    if (!Text)
      return Text.takeError();
    if (llvm::Error E = writeFile(Folder + "/" + Name, *Text))
      return E;
    Names[&F] = Name;
  }
  removeOthers(Folder, Names);
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  Out << Head;
  for (const auto &Each : ByVerdict)
    printRows(Each.second, Root, Names, Out);
  if (Found.empty())
    Out << "<p>No findings.</p>\n";
  Out << "</body>\n</html>\n";
  return writeFile(Folder + "/index.html", Out.str());
}
