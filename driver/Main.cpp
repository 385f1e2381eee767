//===- Main.cpp - The command line ----------------------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Check.h"
#include "Compat.h"
#include "Facts.h"
#include "Files.h"
#include "Markdown.h"
#include "Rules.h"
#include "Toolchain.h"
#include "lsp/Proxy.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

#include <cstdlib>

using namespace closewait;
namespace cl = llvm::cl;

static cl::SubCommand CheckCommand("check", "Analyse the units of a project");
static cl::SubCommand
    FactsCommand("facts",
                 "Show what the functions of a project do to descriptors");
static cl::SubCommand MergeCommand("merge", "Combine the logs of several runs");
static cl::SubCommand ListCommand("list", "List the checkers");
static cl::SubCommand
    ExplainCommand("explain",
                   "Explain the findings of a checker, and the repair");
static cl::SubCommand HelpCommand("help", "Show the options of a command");
static cl::SubCommand VersionCommand("version", "Show the version");

// The two are declared here for --help.  lsp/Clangd.h parses their options,
// because it passes all others on to clangd.
static cl::SubCommand
    ClangdCommand("clangd", "Run clangd for an editor, and add the findings");
static cl::SubCommand
    LspCommand("lsp", "Send the findings to an editor, without clangd");

/// What is not in it is LLVM's own, and not shown by --help.
static cl::OptionCategory Ours("Options");

namespace {
/// An option with a value, of `check` and `facts`.
struct ProjectOption : cl::opt<std::string> {
  ProjectOption(llvm::StringRef Name, llvm::StringRef Value,
                llvm::StringRef Text)
      : cl::opt<std::string>(Name, cl::desc(Text), cl::value_desc(Value),
                             cl::cat(Ours), cl::sub(CheckCommand),
                             cl::sub(FactsCommand)) {}
};
/// An option with a value, of `check`.
struct CheckOption : cl::opt<std::string> {
  CheckOption(llvm::StringRef Name, llvm::StringRef Value, llvm::StringRef Text)
      : cl::opt<std::string>(Name, cl::desc(Text), cl::value_desc(Value),
                             cl::cat(Ours), cl::sub(CheckCommand)) {}
};
/// The same, of `merge`, too.
struct EndOption : cl::opt<std::string> {
  EndOption(llvm::StringRef Name, llvm::StringRef Value, llvm::StringRef Text)
      : cl::opt<std::string>(Name, cl::desc(Text), cl::value_desc(Value),
                             cl::cat(Ours), cl::sub(CheckCommand),
                             cl::sub(MergeCommand)) {}
};
/// An option with a value, of `clangd` and `lsp`.
struct EditorOption : cl::opt<std::string> {
  EditorOption(llvm::StringRef Name, llvm::StringRef Value,
               llvm::StringRef Text)
      : cl::opt<std::string>(Name, cl::desc(Text), cl::value_desc(Value),
                             cl::cat(Ours), cl::sub(ClangdCommand),
                             cl::sub(LspCommand)) {}
};
} // namespace

static EditorOption EditorsClang("closewait-clang", "path",
                                 "The clang to run for an analysis");
static EditorOption EditorsTimeout("closewait-timeout", "seconds",
                                   "Time limit of an analysis (default: 60)");
static EditorOption EditorsDatabase("compile-commands-dir", "folder",
                                    "Folder of the compilation database");
static cl::opt<std::string> EditorsClangd("closewait-clangd",
                                          cl::desc("The clangd to run"),
                                          cl::value_desc("path"), cl::cat(Ours),
                                          cl::sub(ClangdCommand));
static cl::opt<bool>
    EditorsStdio("stdio",
                 cl::desc("Use stdin and stdout, which is always the case"),
                 cl::cat(Ours), cl::sub(LspCommand));

static ProjectOption DatabasePath("p", "path",
                                  "The compilation database, or its folder");
static ProjectOption StateFolder("state", "folder",
                                 "Where to keep the state between runs "
                                 "(default: .closewait beside the database)");
static CheckOption Checkers("checkers", "list",
                            "The checkers to run, with commas between them "
                            "(default: socket, which is all of them)");
static cl::alias Checks("checks", cl::aliasopt(Checkers),
                        cl::desc("The same as --checkers"), cl::NotHidden,
                        cl::cat(Ours));
static ProjectOption ClangPath("clang", "path", "The clang to run");
static ProjectOption Launcher("launcher", "command",
                              "Words to put before the command of each unit");
static CheckOption Shard("shard", "i/n",
                         "Analyse only part i of n of the units, from 0");
static cl::list<std::string>
    ExtraArgs("extra-arg",
              cl::desc("An argument for clang, after the flags of the unit"),
              cl::value_desc("argument"), cl::cat(Ours), cl::sub(CheckCommand),
              cl::sub(FactsCommand));
static cl::opt<bool>
    TrustFlags("trust-flags",
               cl::desc("Pass all flags of the database to clang, also those "
                        "that run code or switch checkers off"),
               cl::cat(Ours), cl::sub(CheckCommand), cl::sub(FactsCommand));
static cl::list<std::string>
    Models("models", cl::desc("A file that describes functions of the project"),
           cl::value_desc("file"), cl::cat(Ours), cl::sub(CheckCommand),
           cl::sub(FactsCommand));
static cl::opt<bool>
    DumpModels("dump-models",
               cl::desc("Print the descriptions of all functions, and stop"),
               cl::cat(Ours), cl::sub(CheckCommand));
static cl::opt<unsigned> Jobs("j", cl::Prefix, cl::init(0),
                              cl::desc("Number of units to analyse at once"),
                              cl::value_desc("N"), cl::cat(Ours),
                              cl::sub(CheckCommand), cl::sub(FactsCommand));
static cl::opt<unsigned>
    Timeout("timeout", cl::init(120),
            cl::desc("Time limit of a unit (default: 120)"),
            cl::value_desc("seconds"), cl::cat(Ours), cl::sub(CheckCommand),
            cl::sub(FactsCommand));
static cl::opt<unsigned>
    MemoryLimit("memory-limit", cl::init(DefaultMemory),
                cl::desc("Memory limit of a unit (default: 4096; 0: none)"),
                cl::value_desc("MiB"), cl::cat(Ours), cl::sub(CheckCommand),
                cl::sub(FactsCommand));
static cl::list<std::string> Files(cl::Positional,
                                   cl::desc("[files and folders...] [-- "
                                            "flags...]"),
                                   cl::sub(CheckCommand));
static cl::list<std::string> Functions(cl::Positional,
                                       cl::desc("[functions...]"),
                                       cl::sub(FactsCommand));
static cl::opt<std::string>
    Export("export", cl::desc("Write a file for --models of other projects"),
           cl::value_desc("file"), cl::cat(Ours), cl::sub(FactsCommand));
static cl::list<std::string> Logs(cl::Positional, cl::OneOrMore,
                                  cl::desc("logs..."), cl::sub(MergeCommand));

static cl::opt<bool>
    Fix("fix", cl::desc("Write the repairs of findings into the sources"),
        cl::cat(Ours), cl::sub(CheckCommand));
static cl::opt<bool>
    NoFacts("no-facts",
            cl::desc("Analyse each file without knowledge of the others"),
            cl::cat(Ours), cl::sub(CheckCommand));
static CheckOption Since("since", "revision",
                         "Leave out findings that this commit has already");
static cl::opt<bool>
    Staged("staged",
           cl::desc("Analyse git's index: findings of the last commit do not "
                    "count"),
           cl::cat(Ours), cl::sub(CheckCommand));
static CheckOption Html("html", "folder",
                        "Write pages with the findings, and an index");
static EndOption Suppressions("suppressions", "file",
                              "A list of findings to leave out");
static EndOption
    Baseline("baseline", "file",
             "A SARIF log of an earlier run: leave out its findings");
static EndOption Sarif("sarif", "file",
                       "Write the findings to a SARIF log ('-': stdout)");
static EndOption Gitlab("gitlab", "file",
                        "Write a Code Quality report for GitLab ('-': stdout)");
static cl::opt<unsigned>
    AllowFailures("allow-failures", cl::init(0),
                  cl::desc("Number of units that may fail (default: 0)"),
                  cl::value_desc("N"), cl::cat(Ours), cl::sub(CheckCommand),
                  cl::sub(MergeCommand));
static cl::opt<bool> Quiet("quiet", cl::desc("Print only findings and errors"),
                           cl::cat(Ours), cl::sub(CheckCommand),
                           cl::sub(FactsCommand), cl::sub(MergeCommand));
static cl::opt<bool>
    Verbose("verbose",
            cl::desc("Name the functions that were not followed to the end"),
            cl::cat(Ours), cl::sub(CheckCommand), cl::sub(MergeCommand));
static cl::opt<cl::boolOrDefault> UseColor(
    "use-color",
    cl::desc("Use colours (default: on a terminal, unless NO_COLOR is set)"),
    cl::cat(Ours), cl::sub(CheckCommand), cl::sub(MergeCommand));
static cl::opt<std::string> Page(cl::Positional, cl::desc("[checker]"),
                                 cl::sub(ExplainCommand));
static cl::opt<std::string> Topic(cl::Positional, cl::desc("[command]"),
                                  cl::sub(HelpCommand));

static constexpr char Overview[] =
    "closewait finds sockets that the peer has closed and the program has not";

static void printVersion(llvm::raw_ostream &Out) {
  Out << "closewait " CLOSEWAIT_VERSION " for clang " CLOSEWAIT_LLVM_MAJOR "\n";
}

/// Whether \p Out gets colours: see no-color.org for the variable.
static bool isColoured(const llvm::raw_ostream &Out) {
  if (UseColor != cl::BOU_UNSET)
    return UseColor == cl::BOU_TRUE;
  const char *NoColor = std::getenv("NO_COLOR");
  return (!NoColor || !*NoColor) && Out.has_colors();
}

static Wishes wishes() {
  Wishes Wanted;
  Wanted.Sarif = Sarif;
  Wanted.Gitlab = Gitlab;
  Wanted.AllowedFailures = AllowFailures;
  Wanted.Quiet = Quiet;
  Wanted.Verbose = Verbose;
  return Wanted;
}

/// What `check` and `facts` can be asked for.
static Request request() {
  Request Asked;
  Asked.Database = DatabasePath;
  Asked.State = StateFolder;
  Asked.ExtraArgs = ExtraArgs;
  Asked.TrustsFlags = TrustFlags;
  Asked.Clang = ClangPath;
  Asked.Models = Models;
  Asked.Launcher = Launcher;
  Asked.Jobs = Jobs;
  Asked.Seconds = Timeout;
  Asked.Memory = MemoryLimit;
  Asked.Wanted = wishes();
  return Asked;
}

static Exit runCheck(const std::string &Self, const FlagList &Flags) {
  Request Asked = request();
  Asked.Flags = Flags;
  Asked.Files = Files;
  Asked.Checkers = Checkers;
  Asked.DumpModels = DumpModels;
  Asked.Facts = !NoFacts;
  Asked.Fix = Fix;
  Asked.Suppressions = Suppressions;
  Asked.Baseline = Baseline;
  Asked.Since = Since;
  Asked.Staged = Staged;
  Asked.Shard = Shard;
  Asked.Wanted.Html = Html;
  return check(Asked, Self);
}

static Exit runMerge() {
  Wishes Wanted = wishes();
  if (llvm::Error E = prepare(Wanted, Baseline))
    return trouble(std::move(E));
  Report What;
  for (const std::string &Log : Logs)
    if (llvm::Error E = readLog(Log, What))
      return trouble(std::move(E));
  if (!Suppressions.empty()) {
    auto Read = readSuppressions(Suppressions);
    if (!Read)
      return trouble(Read.takeError());
    Wanted.Suppressions = std::move(*Read);
  }
  std::string Root = What.Root;
  return conclude(std::move(What), Wanted, Root);
}

static Exit runList() {
  for (const Rule &R : rules())
    llvm::outs() << llvm::formatv("{0,-18} {1}\n", R.Id, R.Summary);
  return Clean;
}

/// The columns of the terminal, as far as text is easy to read.
static unsigned pageWidth() {
  unsigned Columns = llvm::sys::Process::StandardOutColumns();
  return Columns ? std::min(Columns, 80u) : 80;
}

static Exit runExplain(const std::string &Self) {
  if (Page.empty())
    return runList();
  auto Asked = ruleNamed(Page);
  if (!Asked)
    return trouble(Asked.takeError());
  std::string Folder = pathBeside(Self, "share/closewait/docs");
  auto Text = readFile(Folder + "/checkers/" + (*Asked)->page().str() + ".md");
  if (!Text)
    return trouble(Text.takeError());
  printMarkdown(*Text, pageWidth(), llvm::outs());
  llvm::outs() << "\nThe other pages are in " << Folder << ".\n";
  return Clean;
}

static cl::SubCommand *const Commands[] = {
    &CheckCommand, &FactsCommand,   &MergeCommand,
    &ListCommand,  &ExplainCommand, &ClangdCommand,
    &LspCommand,   &HelpCommand,    &VersionCommand};

/// The words of `closewait COMMAND --help` for `closewait help COMMAND`, whose
/// words are \p Words.
static llvm::Error askForHelp(std::vector<const char *> &Words) {
  auto IsTopic = [&](const cl::SubCommand *C) {
    return C->getName() == Words[2];
  };
  if (Words.size() > 2 && llvm::none_of(Commands, IsTopic))
    return failure("no command '" + llvm::Twine(Words[2]) +
                   "'; `closewait help` lists the commands");
  Words.erase(Words.begin() + 1);
  Words.resize(std::min<size_t>(Words.size(), 2));
  Words.push_back("--help");
  return llvm::Error::success();
}

/// Takes the flags for clang, which stand behind "--", from \p Words.
static FlagList takeFlags(std::vector<const char *> &Words) {
  auto Dashes = llvm::find(Words, llvm::StringRef("--"));
  if (Dashes == Words.end())
    return std::nullopt;
  FlagList Flags = std::vector<std::string>(Dashes + 1, Words.end());
  Words.erase(Dashes, Words.end());
  return Flags;
}

/// Runs the command that the parsed options ask for.
static Exit run(const std::string &Self, const FlagList &Flags) {
  if (CheckCommand)
    return runCheck(Self, Flags);
  if (FactsCommand)
    return showFacts(request(), Self, Functions, Export);
  if (MergeCommand)
    return runMerge();
  if (ListCommand)
    return runList();
  if (ExplainCommand)
    return runExplain(Self);
  if (VersionCommand) {
    printVersion(llvm::outs());
    return Clean;
  }
  cl::PrintHelpMessage();
  return Trouble;
}

int main(int argc, char **argv) {
  llvm::InitLLVM Init(argc, argv);
  cl::HideUnrelatedOptions(Ours, compat::topLevel());
  for (cl::SubCommand *Each : Commands)
    cl::HideUnrelatedOptions(Ours, *Each);
  cl::SetVersionPrinter(printVersion);
  static int Anchor;
  std::string Self = llvm::sys::fs::getMainExecutable(argv[0], &Anchor);
  std::vector<std::string> Rest(argv + std::min(argc, 2), argv + argc);
  llvm::StringRef First = argc > 1 ? argv[1] : "";
  bool WantsHelp = llvm::is_contained(Rest, "--help");
  if (First == "clangd" && !WantsHelp)
    return runClangd(Rest, Self);
  if (First == "lsp" && !WantsHelp)
    return runServer(Rest, Self);
  std::vector<const char *> Words(argv, argv + argc);
  if (First == "help" && !WantsHelp)
    if (llvm::Error E = askForHelp(Words))
      return trouble(std::move(E));
  FlagList Flags = First == "check" ? takeFlags(Words) : std::nullopt;
  if (!compat::parseCommandLine(Words.size(), Words.data(), Overview))
    return Trouble;
  llvm::outs().enable_colors(isColoured(llvm::outs()));
  llvm::errs().enable_colors(isColoured(llvm::errs()));
  compat::decideOnColours(isColoured);
  return run(Self, Flags);
}
