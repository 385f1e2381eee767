//===- ClangdConfig.cpp - What .clangd says of a file ---------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ClangdConfig.h"
#include "Compat.h"
#include "Depth.h"
#include "Files.h"
#include "Findings.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Regex.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/YAMLParser.h"

#include <set>

using namespace closewait;
using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;
namespace yaml = llvm::yaml;

using Texts = std::vector<std::string>;

/// What \p Node says, if it is a text.
static Texts textOf(yaml::Node *Node) {
  llvm::SmallString<64> Storage;
  if (auto *Scalar = llvm::dyn_cast_or_null<yaml::ScalarNode>(Node))
    return {Scalar->getValue(Storage).str()};
  if (auto *Block = llvm::dyn_cast_or_null<yaml::BlockScalarNode>(Node))
    return {Block->getValue().str()};
  return {};
}

/// The texts of \p Node: clangd takes a single one where it takes a list.
static Texts textsOf(yaml::Node *Node) {
  Texts Found;
  if (auto *List = llvm::dyn_cast_or_null<yaml::SequenceNode>(Node)) {
    for (yaml::Node &Each : *List)
      for (std::string &Text : textOf(&Each))
        Found.push_back(std::move(Text));
    return Found;
  }
  return textOf(Node);
}

/// Has \p Take look at each member of \p Node, if it is a map.  A member that
/// it does not look at is passed over.
template <typename Function>
static void eachMember(yaml::Node *Node, const Function &Take) {
  auto *Map = llvm::dyn_cast_or_null<yaml::MappingNode>(Node);
  if (!Map)
    return;
  for (yaml::KeyValueNode &Member : *Map) {
    Texts Key = textOf(Member.getKey());
    Take(Key.empty() ? "" : Key.front(), Member.getValue());
  }
}

namespace {
/// One document of a configuration file.
struct Fragment {
  FlagsBlock Flags;
  Texts Match, Exclude, Database;
  bool AsksMore = false; ///< An unknown condition never holds.

  bool appliesTo(StringRef Name) const;
};
} // namespace

bool Fragment::appliesTo(StringRef Name) const {
  auto Fits = [&](const std::string &Pattern) {
    return llvm::Regex("^(" + Pattern + ")$").match(Name);
  };
  return !AsksMore && (Match.empty() || llvm::any_of(Match, Fits)) &&
         llvm::none_of(Exclude, Fits);
}

/// Those of \p Patterns that are patterns.
static Texts patternsOf(Texts Patterns) {
  llvm::erase_if(Patterns, [](const std::string &Pattern) {
    std::string Why;
    return !llvm::Regex(Pattern).isValid(Why);
  });
  return Patterns;
}

static Fragment fragmentOf(yaml::Node *Root) {
  Fragment Read;
  eachMember(Root, [&](StringRef Block, yaml::Node *Body) {
    eachMember(Body, [&](StringRef Key, yaml::Node *Value) {
      if (Block == "If" && Key == "PathMatch")
        Read.Match = patternsOf(textsOf(Value));
      else if (Block == "If" && Key == "PathExclude")
        Read.Exclude = patternsOf(textsOf(Value));
      else if (Block == "If")
        Read.AsksMore = true;
      else if (Block != "CompileFlags")
        return;
      else if (Key == "Add")
        Read.Flags.Add = textsOf(Value);
      else if (Key == "Remove")
        Read.Flags.Remove = textsOf(Value);
      else if (Key == "CompilationDatabase")
        Read.Database = textsOf(Value);
      else if (Key == "Compiler")
        for (std::string &Name : textOf(Value))
          Read.Flags.Compiler = std::move(Name);
    });
  });
  return Read;
}

/// Adds the settings of \p Config for \p File. Paths in \p Config begin at
/// \p Folder.
static void add(const std::string &Config, StringRef Folder, StringRef File,
                ClangdConfig &Found) {
  if (!fs::exists(Config))
    return;
  auto Text = readFile(Config, MostOfText);
  if (!Text) {
    Found.Trouble = llvm::toString(Text.takeError());
    return;
  }
  if (isTooDeepYaml(*Text)) {
    Found.Trouble =
        "'" + Config + "' is wrong: its lists are nested too deeply";
    return;
  }
  llvm::SourceMgr Quiet;
  Quiet.setDiagHandler([](const llvm::SMDiagnostic &, void *) {});
  yaml::Stream Documents(*Text, Quiet);
  std::string Name = Folder.empty() ? File.str() : relativeTo(Folder, File);
  for (yaml::Document &Each : Documents) {
    Fragment Read = fragmentOf(Each.getRoot());
    if (Documents.failed())
      return;
    if (!Read.appliesTo(Name))
      continue;
    Found.Blocks.push_back(std::move(Read.Flags));
    for (const std::string &Where : Read.Database) {
      Found.NoDatabase = Where == "None";
      bool IsPath = !Found.NoDatabase && Where != "Ancestors";
      Found.Database = IsPath ? absolute(Where, Folder) : "";
    }
  }
}

ClangdConfig closewait::clangdConfigFor(StringRef File) {
  ClangdConfig Found;
  llvm::SmallVector<StringRef, 16> Folders;
  for (StringRef Here = path::parent_path(File); !Here.empty();
       Here = path::parent_path(Here))
    Folders.push_back(Here);
  for (StringRef Folder : llvm::reverse(Folders)) {
    llvm::SmallString<128> Config(Folder);
    path::append(Config, ".clangd");
    add(std::string(Config), Folder, File, Found);
  }
  llvm::SmallString<128> Own;
  if (path::user_config_directory(Own)) {
    path::append(Own, "clangd", "config.yaml");
    add(std::string(Own), "", File, Found);
  }
  return Found;
}

static std::vector<const char *> pointersTo(const Texts &Arguments) {
  std::vector<const char *> Raw;
  for (const std::string &Argument : Arguments)
    Raw.push_back(Argument.c_str());
  return Raw;
}

/// The number of the option that \p Flag is another name for, or 0.
static unsigned optionOf(const std::string &Flag) {
  // Whatever it wants behind it.
  Texts Words{Flag, "x"};
  auto Parsed = compat::parseArguments(pointersTo(Words));
  for (const llvm::opt::Arg *A : Parsed) {
    const llvm::opt::Arg *Written = A->getAlias() ? A->getAlias() : A;
    unsigned Kind = A->getOption().getKind();
    if (Kind == llvm::opt::Option::UnknownClass ||
        Kind == llvm::opt::Option::InputClass)
      continue;
    if (A->getIndex() == 0 &&
        Written->getSpelling().rtrim('=') == StringRef(Flag).rtrim('='))
      return A->getOption().getUnaliasedOption().getID();
  }
  return 0;
}

/// Removes from \p Arguments what \p Flag names: an option of clang by any of
/// its names, what begins as a pattern with "*" does, or a word; each with the
/// value that is a word of its own.
static void remove(const std::string &Flag, Texts &Arguments) {
  StringRef Beginning = Flag;
  bool IsPattern = Beginning.consume_back("*");
  unsigned Option = IsPattern ? 0 : optionOf(Flag);
  std::set<unsigned> Gone;
  auto Parsed = compat::parseArguments(pointersTo(Arguments));
  for (const llvm::opt::Arg *A : Parsed) {
    unsigned I = A->getIndex();
    StringRef Word = Arguments[I];
    bool IsMeant =
        IsPattern ? compat::startsWith(Word, Beginning) : Word == Flag;
    if (!IsMeant &&
        (Option == 0 || A->getOption().getUnaliasedOption().getID() != Option))
      continue;
    Gone.insert(I);
    const llvm::opt::Arg *Written = A->getAlias() ? A->getAlias() : A;
    if (A->getNumValues() == 1 && Word == Written->getSpelling())
      Gone.insert(I + 1);
  }
  Texts Kept;
  for (unsigned I = 0; I != Arguments.size(); ++I)
    if (!Gone.count(I))
      Kept.push_back(std::move(Arguments[I]));
  Arguments = std::move(Kept);
}

void closewait::adjust(const ClangdConfig &Config, Texts &Arguments) {
  static constexpr char CxxMode[] = "--driver-mode=g++";
  for (const FlagsBlock &Block : Config.Blocks) {
    if (!Block.Compiler.empty()) {
      llvm::erase_if(Arguments, [](StringRef A) { return A == CxxMode; });
      if (path::filename(Block.Compiler).contains("++"))
        Arguments.insert(Arguments.begin(), CxxMode);
    }
    for (const std::string &Flag : Block.Remove)
      remove(Flag, Arguments);
    Arguments.insert(Arguments.end(), Block.Add.begin(), Block.Add.end());
  }
}
