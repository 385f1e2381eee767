//===- Options.cpp - The option table of clang, for tests -----------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// usage: options table
//          the options that pass by their name, as docs/security.md has them
//        options left VALUE...
//          gives each option of clang's table each value, in each way in which
//          a database could, and prints what AllowedFlags leaves of it: the
//          words of a command line in a line, with tabs between them, behind
//          the name of the option's group.  The last line is the number of
//          command lines that were tried.
//        options targets
//          the same for a target of each processor that clang knows
//
//===----------------------------------------------------------------------===//

#include "AllowedFlags.h"
#include "Compat.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ErrorHandling.h"

#include <map>

using namespace closewait;
using llvm::outs;
using llvm::StringRef;
using llvm::opt::Option;
using Line = std::vector<std::string>;

static void printTable() {
  for (const FlagGroup &Group : allowedGroups()) {
    const char *Value = "";
    if (Group.Takes == FlagValue::Word)
      Value = "a value, if any, is a word";
    if (Group.Takes == FlagValue::Language)
      Value = "C or C++";
    if (Group.Takes == FlagValue::Target)
      Value = "words with `-` between them, no graphics processor";
    if (Group.Takes == FlagValue::Any)
      Value = "any value";
    llvm::SmallVector<StringRef, 64> Names;
    StringRef(Group.Names).split(Names, ' ');
    outs() << "| " << Group.Says << " | " << Value << " | `" << llvm::join(Names, "` `") << "` |\n";
  }
}

/// The ways in which a command line can have the option \p Is with \p Value.
static std::vector<Line> spellings(const Option &Is, const std::string &Value) {
  // A group has a name, but with LLVM 14 no place for a prefix.
  if (Is.getKind() == Option::GroupClass)
    return {};
  std::string Name(Is.getPrefixedName());
  switch (Is.getKind()) {
  case Option::FlagClass:
    return {{Name}};
  case Option::JoinedClass:
  case Option::CommaJoinedClass:
    return {{Name + Value}};
  case Option::SeparateClass:
  case Option::RemainingArgsClass:
    return {{Name, Value}};
  case Option::JoinedOrSeparateClass:
  case Option::RemainingArgsJoinedClass:
    return {{Name, Value}, {Name + Value}};
  case Option::JoinedAndSeparateClass:
    return {{Name + Value, Value}};
  case Option::MultiArgClass: {
    Line Words(Is.getNumArgs(), Value);
    Words.insert(Words.begin(), Name);
    return {Words};
  }
  default:
    return {};
  }
}

/// \p Words, and the same as a driver passes them to its compiler.
static std::vector<Line> waysOf(const Line &Words) {
  std::vector<Line> Ways = {Words, {"-Wp," + llvm::join(Words, ",")}};
  for (const char *Sender : {"-Xclang", "-Xpreprocessor", "-Xanalyzer", "-Xarch_host", "-mllvm"}) {
    Line Sent;
    for (const std::string &Word : Words)
      Sent.insert(Sent.end(), {Sender, Word});
    Ways.push_back(Sent);
  }
  return Ways;
}

/// The innermost group of \p Is.
static std::string groupOf(const Option &Is) {
  Option Group = Is.getGroup();
  return Group.isValid() ? std::string(Group.getName()) : "<none>";
}

namespace {
/// What is left of command lines, each once.
class Lines {
public:
  void ask(const Line &Words, const std::string &Group) {
    ++Asked;
    std::set<std::string> LeftOut;
    Line Kept = allowedFlags(Words, LeftOut);
    // Who reads that again finds nothing else in it.
    std::set<std::string> None;
    if (allowedFlags(Kept, None).size() != Kept.size() || !None.empty())
      llvm::report_fatal_error(StringRef(llvm::join(Words, " ")));
    if (!Kept.empty())
      Left.insert({Kept, Group});
  }
  void print() const {
    for (const auto &Each : Left)
      outs() << Each.second << "\t" << llvm::join(Each.first, "\t") << "\n";
    outs() << Asked << "\n";
  }

private:
  std::map<Line, std::string> Left;
  unsigned Asked = 0;
};
} // namespace

static void printLeft(const std::vector<const char *> &Values) {
  const llvm::opt::OptTable &Table = compat::optionTable();
  Lines All;
  for (unsigned Id = 1; Id <= Table.getNumOptions(); ++Id) {
    Option Is = Table.getOption(Id);
    for (const char *Value : Values)
      for (const Line &Words : spellings(Is, Value))
        for (const Line &Way : waysOf(Words))
          All.ask(Way, groupOf(Is.getUnaliasedOption()));
  }
  All.print();
}

static void printTargets() {
  Lines All;
  auto Ask = [&](StringRef Processor, StringRef System) {
    All.ask({("--target=" + Processor + "-" + System).str(), "-mcpu=native", "-march=native"}, "<target>");
  };
  for (int Arch = llvm::Triple::UnknownArch + 1; Arch <= llvm::Triple::LastArchType; ++Arch)
    Ask(llvm::Triple::getArchTypeName(llvm::Triple::ArchType(Arch)), "unknown-linux-gnu");
  for (const char *System :
       {"none-elf", "apple-darwin", "pc-windows-msvc", "unknown-freebsd", "fuchsia", "linux-android"})
    Ask("x86_64", System);
  All.print();
}

int main(int Count, char **Words) {
  StringRef Wanted = Count > 1 ? Words[1] : "";
  if (Wanted == "table")
    printTable();
  else if (Wanted == "left")
    printLeft({Words + 2, Words + Count});
  else if (Wanted == "targets")
    printTargets();
  else
    return 2;
  return 0;
}
