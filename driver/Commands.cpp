//===- Commands.cpp - What is run for a unit ------------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Commands.h"
#include "AllowedFlags.h"

#include "llvm/ADT/StringExtras.h"

using namespace closewait;

std::string NinjaText::operator()(llvm::StringRef Text) {
  if (Text.find_first_of(llvm::StringRef("\n\r\0", 3)) !=
      llvm::StringRef::npos) {
    Whole = false;
    return "";
  }
  std::string Escaped;
  for (char C : Text) {
    if (C == '$')
      Escaped += '$';
    Escaped += C;
  }
  return Escaped;
}

std::string closewait::shellWord(llvm::StringRef Text) {
  std::string Quoted = "'";
  for (char C : Text)
    Quoted += C == '\'' ? std::string("'\\''") : std::string(1, C);
  return Quoted + "'";
}

/// \p Text as one word of a response file.
static std::string responseWord(llvm::StringRef Text) {
  std::string Quoted = "\"";
  for (char C : Text) {
    if (C == '"' || C == '\\')
      Quoted += '\\';
    Quoted += C;
  }
  return Quoted + "\"";
}

namespace {
/// Words for clang.
class Words {
public:
  void add(llvm::StringRef Word) { All.push_back(responseWord(Word)); }
  void xclang(llvm::StringRef Word) {
    add("-Xclang");
    add(Word);
  }
  /// An option of the analyzer.
  void set(const std::string &Option) {
    xclang("-analyzer-config");
    xclang(Option);
  }
  /// An argument of the plugin's action.
  void tell(const std::string &Argument) {
    xclang("-plugin-arg-closewait");
    xclang(Argument);
  }
  std::string text() const { return llvm::join(All, " "); }

private:
  std::vector<std::string> All;
};
} // namespace

std::string closewait::commandFor(const Plan &How, llvm::StringRef Kind,
                                  llvm::StringRef Folder) {
  std::string Command = How.Launcher.empty() ? "" : How.Launcher + " ";
  return Command + shellWord(How.Tools.RunUnit) + " " + Kind.str() + " " +
         shellWord(Folder) + " ";
}

std::string closewait::commonArguments(const Plan &How) {
  Words All;
  All.add("--analyze");
  // To look for a smaller text that crashes, too, takes longer than the unit,
  // and what it writes has the text in it.
  All.add("-fno-crash-diagnostics");
  if (!How.TrustsFlags)
    for (const std::string &Word : noConfiguration())
      All.add(Word);
  All.add("-fplugin=" + How.Tools.Plugin);
  All.add("--analyzer-no-default-checks");
  All.xclang("-analyzer-checker=core," + How.Checkers);
  All.set("socket:OnlySockets=true");
  if (!How.Models.empty())
    All.set("socket:Models=" + llvm::join(How.Models, ":"));
  All.xclang("-plugin");
  All.xclang("closewait");
  if (!How.Overlay.empty()) {
    All.add("-ivfsoverlay");
    All.add(How.Overlay);
  }
  return All.text();
}

std::string closewait::argumentsFor(const Plan &How, const Unit &U) {
  Words All;
  for (const auto *Arguments : {&U.Arguments, &How.ExtraArgs})
    for (const std::string &Argument : *Arguments)
      All.add(Argument);
  // Clang's own warnings are not shown, and some take long to find.
  All.add("-w");
  All.add("--");
  All.add(U.File);
  return All.text();
}

std::string closewait::outputArguments(llvm::StringRef Target) {
  Words All;
  All.tell("target=" + Target.str());
  return All.text();
}

std::string closewait::knownArguments(llvm::StringRef Known) {
  Words All;
  All.set("socket:Known=" + Known.str());
  return All.text();
}

std::string closewait::writingArguments(llvm::StringRef Kind,
                                        llvm::StringRef File) {
  Words All;
  All.tell((Kind + "=" + File).str());
  return All.text();
}

std::string closewait::pagesArguments(llvm::StringRef Folder) {
  Words All;
  All.tell("pages=" + Folder.str());
  return All.text();
}
