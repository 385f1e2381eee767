//===- Database.cpp - The units of a project ------------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Database.h"
#include "AllowedFlags.h"
#include "Compat.h"
#include "DatabaseText.h"
#include "Files.h"

#include "clang/Tooling/ArgumentsAdjusters.h"
#include "clang/Tooling/JSONCompilationDatabase.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <set>

using namespace closewait;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;
namespace tooling = clang::tooling;

static constexpr llvm::StringLiteral FileName = "compile_commands.json";
static constexpr llvm::StringLiteral FlagsName = "compile_flags.txt";

llvm::StringRef Database::folder() const {
  return Path.empty() ? llvm::StringRef(Current) : path::parent_path(Path);
}

/// Whether \p Folder has the name of a build folder beside the sources.
static bool isBuildFolder(llvm::StringRef Folder) {
  llvm::StringRef Name = path::filename(Folder);
  return compat::startsWith(Name, "build") ||
         compat::startsWith(Name, "cmake-build-");
}

std::string closewait::projectAround(llvm::StringRef Folder) {
  llvm::StringRef Above = path::parent_path(Folder);
  // Visual Studio, and presets after its example, build there.
  if (path::filename(Above) == "build" &&
      path::filename(path::parent_path(Above)) == "out")
    return path::parent_path(path::parent_path(Above)).str();
  return (isBuildFolder(Folder) ? Above : Folder).str();
}

bool closewait::isFlagsFile(llvm::StringRef Path) {
  return path::filename(Path) == FlagsName;
}

/// Adds the databases in those folders of \p Folder to \p Found for which \p Is
/// holds.
static void addBelow(const llvm::Twine &Folder, bool (*Is)(llvm::StringRef),
                     std::set<std::string> &Found) {
  std::error_code Failed;
  for (fs::directory_iterator I(Folder, Failed), End; !Failed && I != End;
       I.increment(Failed)) {
    llvm::SmallString<128> Below(I->path());
    path::append(Below, FileName);
    if (Is(I->path()) && fs::exists(Below))
      Found.insert(std::string(Below));
  }
}

std::string closewait::databaseIn(llvm::StringRef Folder, bool Flags) {
  llvm::SmallString<128> Here(Folder);
  path::append(Here, FileName);
  if (fs::exists(Here))
    return std::string(Here);
  std::set<std::string> Found;
  addBelow(Folder, isBuildFolder, Found);
  addBelow(
      Folder + "/out/build", [](llvm::StringRef) { return true; }, Found);
  if (!Found.empty())
    return *Found.begin();
  llvm::SmallString<128> Text(Folder);
  path::append(Text, FlagsName);
  return Flags && fs::exists(Text) ? std::string(Text) : "";
}

std::string closewait::databaseAbove(llvm::StringRef Folder, bool Flags) {
  for (llvm::StringRef Here = Folder; !Here.empty();
       Here = path::parent_path(Here)) {
    std::string Found = databaseIn(Here, Flags);
    if (!Found.empty())
      return Found;
  }
  return "";
}

llvm::Expected<std::string> closewait::findDatabase(llvm::StringRef Wanted) {
  std::string Folder = absolute(Wanted);
  if (!Wanted.empty() && !fs::is_directory(Folder)) {
    if (fs::exists(Folder))
      return Folder;
    return failure("no compilation database at '" + Folder + "'");
  }
  if (!Wanted.empty()) {
    for (llvm::StringRef Name : {FileName, FlagsName})
      if (std::string File = absolute(Name, Folder); fs::exists(File))
        return File;
    return failure("no compilation database at '" + absolute(FileName, Folder) +
                   "'");
  }
  std::string Found = databaseAbove(Folder, /*Flags=*/true);
  if (!Found.empty())
    return Found;
  return failure("no " + FileName +
                 " in this folder, in its folders build*, cmake-build-* and "
                 "out/build/*, or in a folder above; CMake writes one with "
                 "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON, and `bear -- make` for "
                 "any other build; without one, name files and flags: "
                 "`closewait check FILE... -- FLAGS`");
}

/// Whether \p File is C or C++, as its name says.
static bool isSource(llvm::StringRef File) {
  static constexpr llvm::StringLiteral Extensions[] = {
      ".c", ".i", ".cc", ".cp", ".cpp", ".cxx", ".c++", ".C", ".CPP", ".ii"};
  return llvm::is_contained(Extensions, path::extension(File));
}

/// What would turn a warning into an error, or asks for another output than an
/// analysis has.
static tooling::CommandLineArguments
stripOutputs(const tooling::CommandLineArguments &Arguments, llvm::StringRef) {
  static constexpr llvm::StringLiteral Whole[] = {
      "-c", "-S", "-E", "--", "-pedantic-errors", "-fanalyzer"};
  // With a value behind them.
  static constexpr llvm::StringLiteral Pairs[] = {"--serialize-diagnostics",
                                                  "-MJ", "-Xpreprocessor"};
  static constexpr llvm::StringLiteral Beginnings[] = {
      "-Werror",  "-save-temps", "--save-temps", "-flto",
      "-fplugin", "-Wp,-M",      "-ftime-trace"};
  tooling::CommandLineArguments Kept;
  for (size_t I = 0; I != Arguments.size(); ++I) {
    llvm::StringRef Argument = Arguments[I];
    if (llvm::is_contained(Pairs, Argument)) {
      ++I;
      continue;
    }
    bool IsOutput = llvm::is_contained(Whole, Argument) ||
                    llvm::any_of(Beginnings, [&](llvm::StringRef Beginning) {
                      return compat::startsWith(Argument, Beginning);
                    });
    if (!IsOutput)
      Kept.push_back(Arguments[I]);
  }
  return Kept;
}

/// Removes from \p Arguments what no clang of this version knows.
static void dropUnknown(std::vector<std::string> &Arguments,
                        std::map<std::string, unsigned> &Dropped) {
  std::vector<const char *> Raw;
  for (const std::string &Argument : Arguments)
    Raw.push_back(Argument.c_str());
  std::set<unsigned> Unknown;
  for (const llvm::opt::Arg *A : compat::parseArguments(Raw))
    if (A->getOption().getKind() == llvm::opt::Option::UnknownClass)
      Unknown.insert(A->getIndex());
  std::vector<std::string> Kept;
  for (unsigned I = 0; I != Arguments.size(); ++I)
    if (!Unknown.count(I))
      Kept.push_back(Arguments[I]);
    else
      ++Dropped[Arguments[I]];
  Arguments = std::move(Kept);
}

void closewait::clean(std::vector<std::string> &Arguments, llvm::StringRef File,
                      std::map<std::string, unsigned> &Dropped) {
  static const tooling::ArgumentsAdjuster Adjust = tooling::combineAdjusters(
      stripOutputs, tooling::combineAdjusters(
                        tooling::getClangStripOutputAdjuster(),
                        tooling::getClangStripDependencyFileAdjuster()));
  Arguments = Adjust(Arguments, File);
  dropUnknown(Arguments, Dropped);
}

/// Leaves flags out of \p Arguments that are not allowed, and counts them.
static void leaveOut(std::vector<std::string> &Arguments, Database &Counts) {
  std::set<std::string> LeftOut;
  Arguments = allowedFlags(Arguments, LeftOut);
  for (const std::string &Flag : LeftOut)
    ++Counts.LeftOut[Flag];
}

/// The unit of \p Command, with those flags that pass in \p Of, where the
/// others are counted.
static Unit unitOf(const tooling::CompileCommand &Command,
                   llvm::StringRef Folder, Database &Of) {
  Unit U;
  U.Directory = absolute(Command.Directory, Folder);
  U.File = absolute(Command.Filename, U.Directory);
  U.Arguments = Command.CommandLine;
  // The compiler: only the language that it assumes for a file matters.
  if (!U.Arguments.empty()) {
    bool IsCxx = path::filename(U.Arguments.front()).contains("++");
    U.Arguments.erase(U.Arguments.begin());
    if (IsCxx)
      U.Arguments.insert(U.Arguments.begin(), "--driver-mode=g++");
  }
  llvm::erase_if(U.Arguments, [&](llvm::StringRef Argument) {
    return !compat::startsWith(Argument, "-") &&
           absolute(Argument, U.Directory) == U.File;
  });
  clean(U.Arguments, Command.Filename, Of.Dropped);
  if (Of.Passes == Trust::AllowedFlags)
    leaveOut(U.Arguments, Of);
  return U;
}

/// What the file \p Path says.
static llvm::Expected<std::unique_ptr<tooling::CompilationDatabase>>
load(llvm::StringRef Path) {
  if (llvm::Error E = needFile(Path.str()))
    return E;
  std::string Message;
  std::unique_ptr<tooling::CompilationDatabase> Read;
  if (isFlagsFile(Path))
    Read = tooling::FixedCompilationDatabase::loadFromFile(Path, Message);
  else
    Read = tooling::JSONCompilationDatabase::loadFromFile(
        Path, Message, tooling::JSONCommandLineSyntax::AutoDetect);
  if (!Read)
    return failure("cannot read '" + Path + "': " + Message);
  // What stands in a response file is an argument like others.
  return tooling::expandResponseFiles(std::move(Read),
                                      llvm::vfs::getRealFileSystem());
}

/// All commands of the database at \p Path.
/// \returns an error where the database is not whole.
static llvm::Expected<std::vector<tooling::CompileCommand>>
loadWhole(llvm::StringRef Path) {
  auto Text = readFile(Path.str());
  if (!Text)
    return Text.takeError();
  auto Count = countEntries(*Text, Path);
  if (!Count)
    return Count.takeError();
  auto Json = load(Path);
  if (!Json)
    return Json.takeError();
  std::vector<tooling::CompileCommand> All = (*Json)->getAllCompileCommands();
  // Another text than the one that was checked, or one that clang's parser does
  // not read to its end.
  if (All.size() != *Count)
    return failure("cannot read '" + Path + "': of " + llvm::Twine(*Count) +
                   " entries, clang reads " + llvm::Twine(All.size()));
  return All;
}

llvm::Expected<Database> closewait::readDatabase(llvm::StringRef Path,
                                                 Trust Passes) {
  auto Commands = loadWhole(Path);
  if (!Commands)
    return Commands.takeError();
  Database Units;
  Units.Path = Path.str();
  Units.Passes = Passes;
  std::set<std::vector<std::string>> Seen;
  for (const tooling::CompileCommand &Command : *Commands) {
    if (!isSource(Command.Filename)) {
      if (Units.Others++ == 0)
        Units.Other = Command.Filename;
      continue;
    }
    Unit U = unitOf(Command, Units.folder(), Units);
    std::vector<std::string> Key = U.Arguments;
    Key.push_back(U.Directory);
    Key.push_back(U.File);
    if (!Seen.insert(Key).second)
      continue;
    (fs::is_regular_file(U.File) ? Units.Units : Units.Missing).push_back(U);
  }
  return Units;
}

/// Adds the units that \p Commands has for \p Files to \p Units.
static llvm::Error addUnits(const tooling::CompilationDatabase &Commands,
                            llvm::ArrayRef<std::string> Files,
                            Database &Units) {
  for (const std::string &File : Files) {
    std::string Path = absolute(File);
    if (fs::is_directory(Path) || !isSource(Path))
      return failure("'" + File +
                     "' is not a C or C++ source file: where the flags "
                     "are the same for all files, name the files");
    for (const tooling::CompileCommand &Command :
         Commands.getCompileCommands(Path)) {
      Unit U = unitOf(Command, Units.folder(), Units);
      (fs::exists(U.File) ? Units.Units : Units.Missing).push_back(U);
    }
  }
  return llvm::Error::success();
}

llvm::Expected<Database> closewait::readFlags(llvm::StringRef Path,
                                              llvm::ArrayRef<std::string> Files,
                                              Trust Passes) {
  auto Read = load(Path);
  if (!Read)
    return Read.takeError();
  Database Units;
  Units.Path = Path.str();
  Units.Passes = Passes;
  if (Files.empty())
    return failure("'" + Path +
                   "' names no files: name those to analyse, as in "
                   "`closewait check server.c`");
  if (llvm::Error E = addUnits(**Read, Files, Units))
    return E;
  return Units;
}

llvm::Expected<Database>
closewait::withFlags(llvm::ArrayRef<std::string> Flags,
                     llvm::ArrayRef<std::string> Files) {
  Database Units;
  Units.Current = absolute("");
  Units.Passes = Trust::AllFlags;
  std::vector<const char *> Words = {"closewait", "--"};
  for (const std::string &Flag : Flags)
    Words.push_back(Flag.c_str());
  int Count = Words.size();
  std::string Message;
  auto Commands = tooling::FixedCompilationDatabase::loadFromCommandLine(
      Count, Words.data(), Message, Units.Current);
  if (!Commands)
    return failure("cannot read the flags behind '--': " + Message);
  if (Files.empty())
    return failure("flags behind '--' need files to analyse, as in `closewait "
                   "check server.c -- -Iinclude`");
  if (llvm::Error E = addUnits(*Commands, Files, Units))
    return E;
  return Units;
}

llvm::Expected<Unit> closewait::unitFor(const std::string &Path,
                                        const std::string &File) {
  auto Read = load(Path);
  if (!Read)
    return Read.takeError();
  auto Commands = tooling::inferMissingCompileCommands(std::move(*Read))
                      ->getCompileCommands(File);
  if (Commands.empty())
    return failure("no unit in '" + Path + "'");
  Database All;
  All.Passes = Trust::AllFlags;
  Unit U = unitOf(Commands.front(), path::parent_path(Path), All);
  U.File = File;
  return U;
}
