//===- Facts.cpp - `closewait facts` --------------------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Facts.h"
#include "FactsFile.h"
#include "Files.h"
#include "ProjectFacts.h"
#include "Setup.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace closewait;
using llvm::outs;

/// Has the facts of all units made, and puts them together.
static llvm::Error gather(const Setup &Here, const Request &Asked,
                          ProjectFacts &Project) {
  auto Alone = lockState(Here, Asked);
  if (!Alone)
    return Alone.takeError();
  Graph Work(Here.How, Here.Project.Units, Here.State);
  if (llvm::Error E = Work.write())
    return E;
  if (Work.run(Graph::Until::Facts) != Ran::Whole)
    return failure("ninja could not collect the facts of all units");
  for (const std::string &File : Work.facts()) {
    SocketModel Unit;
    if (readFacts(File, Unit))
      Project.add(Unit);
    else
      llvm::errs() << "closewait: warning: no facts in '" << File << "'\n";
  }
  Project.settle();
  return llvm::Error::success();
}

/// "closes 0->fd", and so on, each with its kind.
static std::vector<std::pair<std::string, Deed>> deedsOf(const BodyFacts &F) {
  std::vector<std::pair<std::string, Deed>> Deeds;
  auto Add = [&](Deed::Kind Is, const std::vector<AccessPath> &Paths) {
    for (const AccessPath &Path : Paths)
      Deeds.push_back({wordOf(Is) + Path.text(), {Is, Path}});
  };
  if (F.NeverReturns)
    Deeds.push_back({"never returns", {Deed::None, {}}});
  Add(Deed::Closes, F.Closes);
  Add(Deed::MayClose, F.MayClose);
  Add(Deed::Keeps, F.Keeps);
  for (const BodyRead &Read : F.Reads)
    Deeds.push_back({wordOf(Deed::Reads) + Read.Of.text() + ": end " +
                         Read.End.text() + ", failed " + Read.Failed.text() +
                         ", again " + Read.Again.text() + ", data " +
                         Read.Data.text(),
                     {Deed::Reads, Read.Of}});
  Add(Deed::Sends, F.Sends);
  Add(Deed::Writes, F.Writes);
  for (const AccessPath &Path : F.Gives)
    Deeds.push_back({"gives " + Path.text(), {Deed::None, Path}});
  return Deeds;
}

/// Prints what \p Name does, on a line or, \p Why, with the reasons.
static void show(const std::string &Name, const BodyFacts &F, bool Why,
                 ProjectFacts &Project) {
  auto Deeds = deedsOf(F);
  outs() << plainName(Name) << " (" << F.At << ")";
  const char *Before = Why ? "\n  " : ": ";
  if (llvm::all_of(Deeds,
                   [](const auto &D) { return D.second.Is == Deed::Sends; })) {
    outs() << Before << "closes, keeps and reads no descriptor";
    Before = Why ? "\n  " : "; ";
  }
  for (const auto &D : Deeds) {
    outs() << Before << D.first;
    Before = Why ? "\n  " : "; ";
    for (const std::string &Step :
         Why ? Project.why(Name, D.second) : std::vector<std::string>())
      outs() << "\n    " << Step;
  }
  outs() << "\n";
}

/// Writes rows for what users of the project can call.
static llvm::Error exportTo(const std::string &File,
                            const ProjectFacts &Project) {
  SocketModel Rows;
  for (const std::string &Name : Project.names()) {
    FunctionModel Row;
    Row.Does = Role::Body;
    bool IsVisible = llvm::StringRef(Name).find('@') == llvm::StringRef::npos;
    if (IsVisible && Project.find(Name, Row.Seen) &&
        !Row.Seen.mayCloseAnything())
      Rows.add(Name, std::move(Row));
  }
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  Rows.write(Out);
  return writeFile(File, Out.str());
}

Exit closewait::showFacts(const Request &Asked, const std::string &Self,
                          const std::vector<std::string> &Names,
                          const std::string &Export) {
  auto Here = setUp(Asked, Self);
  if (!Here)
    return trouble(Here.takeError());
  if (!Export.empty())
    if (llvm::Error E = checkCanWrite(Export))
      return trouble(std::move(E));
  ProjectFacts Project;
  if (llvm::Error E = gather(*Here, Asked, Project))
    return trouble(std::move(E));
  if (!Export.empty()) {
    if (llvm::Error E = exportTo(Export, Project))
      return trouble(std::move(E));
    return Clean;
  }
  auto Show = [&](const std::string &Name) {
    BodyFacts Found;
    Project.find(Name, Found);
    show(Name, Found, /*Why=*/!Names.empty(), Project);
  };
  if (Names.empty())
    llvm::for_each(Project.names(), Show);
  for (const std::string &Name : Names) {
    std::vector<std::string> Meant = Project.named(Name);
    if (Meant.empty())
      return trouble(
          failure("no function '" + Name + "' is defined in this project"));
    llvm::for_each(Meant, Show);
  }
  return Clean;
}
