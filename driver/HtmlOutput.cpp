//===- HtmlOutput.cpp - Findings for a browser ----------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pages are clang's own; each says in comments of which finding it speaks.
// Only the index is ours.
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

using namespace closewait;
using llvm::StringRef;
namespace fs = llvm::sys::fs;

/// What stands behind \p Name in a comment of \p Page.
static StringRef commentIn(StringRef Page, StringRef Name) {
  size_t At = Page.find(("<!-- " + Name + " ").str());
  if (At == StringRef::npos)
    return "";
  return Page.drop_front(At + Name.size() + 6).split(" -->").first;
}

/// The name under which the page of a finding is looked up.
static std::string keyOf(StringRef File, StringRef Line, StringRef Column,
                         StringRef Verdict) {
  return (File + "\n" + Line + "\n" + Column + "\n" + Verdict).str();
}

/// The pages below \p Folders, by what they speak of.
static std::map<std::string, std::string>
pagesBelow(const std::vector<std::string> &Folders) {
  std::map<std::string, std::string> Found;
  for (const std::string &Folder : Folders) {
    std::error_code Failed;
    for (fs::directory_iterator I(Folder, Failed), End; !Failed && I != End;
         I.increment(Failed)) {
      auto Page = readFile(I->path());
      if (!Page) {
        llvm::consumeError(Page.takeError());
        continue;
      }
      Found[keyOf(commentIn(*Page, "BUGFILE"), commentIn(*Page, "BUGLINE"),
                  commentIn(*Page, "BUGCOLUMN"), commentIn(*Page, "BUGTYPE"))] =
          I->path();
    }
  }
  return Found;
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
      Out << "<a href=\"" << escaped(Page->second) << "\">" << Where << "</a>";
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

llvm::Error closewait::writePages(const std::vector<Finding> &Found,
                                  StringRef Root,
                                  const std::vector<std::string> &Pages,
                                  const std::string &Folder) {
  auto Known = pagesBelow(Pages);
  std::map<const Finding *, std::string> Names;
  std::map<std::string, std::vector<const Finding *>> ByVerdict;
  for (const Finding &F : Found) {
    ByVerdict[F.Verdict].push_back(&F);
    auto Page = Known.find(keyOf(F.At.File, std::to_string(F.At.Line),
                                 std::to_string(F.At.Column), F.Verdict));
    if (Page == Known.end())
      continue;
    std::string Name = F.Fingerprint + ".html";
    auto Text = readFile(Page->second);
    if (!Text)
      return Text.takeError();
    if (llvm::Error E = writeFile(Folder + "/" + Name, *Text))
      return E;
    Names[&F] = Name;
  }
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
