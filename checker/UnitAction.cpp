//===- UnitAction.cpp - One unit, for the command -------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The frontend action `closewait`: what `closewait check` starts clang with for
// each unit.  It is clang's own analysis, but for what does not matter: the
// analyzer gets to see only functions that can come to a socket, and of a unit
// that has none not a single one.  The findings go to a log for the command:
//
//   -plugin closewait -plugin-arg-closewait log=FILE
//
// With `reads=FILE` the record of the output goes to FILE (ReadRecord.h).  With
// `depfile=FILE` and `target=NAME`, for the language server, the names of all
// files that were read go to a makefile rule, as -MD does, but with absolute
// names.  With `pages=FOLDER` clang's own report pages are written, too.  With
// `facts=FILE` nothing is analysed: the action writes what the functions of the
// unit do, for other units (SocketFacts).
//
//===----------------------------------------------------------------------===//

#include "FindingsLog.h"
#include "Parking.h"
#include "Reach.h"
#include "ReadRecorder.h"
#include "Settings.h"
#include "SocketFacts.h"

#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendPluginRegistry.h"
#include "clang/Frontend/Utils.h"
#include "clang/StaticAnalyzer/Frontend/AnalysisConsumer.h"
#include "llvm/Support/FileSystem.h"

#include <optional>

using namespace clang;
using namespace ento;
using namespace closewait;

namespace {
class AbsoluteDependencies : public DependencyFileGenerator {
public:
  AbsoluteDependencies(const DependencyOutputOptions &Options,
                       const FileManager &Files)
      : DependencyFileGenerator(Options), Files(Files) {}

  void maybeAddDependency(StringRef Filename, bool FromModule, bool IsSystem,
                          bool IsModuleFile, bool IsMissing) override {
    llvm::SmallString<128> Path(Filename);
    Files.makeAbsolutePath(Path);
    DependencyFileGenerator::maybeAddDependency(Path, FromModule, IsSystem,
                                                IsModuleFile, IsMissing);
  }

private:
  const FileManager &Files;
};

/// Where what is found out goes: either the facts or a log.
struct Outputs {
  std::string Facts;
  std::string Log;
  std::string Folder; ///< For pages, or "".
  std::string Place;  ///< Where to wait behind the facts, or "".
  std::string Reads;  ///< For the record of the output, or "".
};

class UnitConsumer : public ASTConsumer {
public:
  UnitConsumer(CompilerInstance &Compiler, const Outputs &Wanted,
               std::shared_ptr<ReadRecorder> Notes)
      : Compiler(Compiler), Wanted(Wanted), Notes(std::move(Notes)) {}

  bool HandleTopLevelDecl(DeclGroupRef Group) override {
    Unit.insert(Unit.end(), Group.begin(), Group.end());
    return true;
  }

  void HandleTranslationUnit(ASTContext &Ctx) override {
    if (Compiler.getDiagnostics().hasErrorOccurred())
      return;
    if (!Wanted.Facts.empty())
      return tellFacts(Ctx);
    tellFindings(Ctx);
  }

private:
  bool keepWhatMatters(ASTContext &Ctx, const EvidenceMap &Map);
  void tellFacts(ASTContext &Ctx);
  bool tellFindings(ASTContext &Ctx);
  bool analyze(ASTContext &Ctx, ResultTexts &Results);
  bool writeOutput(llvm::StringRef File, llvm::StringRef Text);

  CompilerInstance &Compiler;
  Outputs Wanted;
  std::shared_ptr<ReadRecorder> Notes; ///< Of what was read.
  std::vector<Decl *> Unit;
};

class UnitAction : public PluginASTAction {
  bool BeginInvocation(CompilerInstance &Compiler) override {
    if (Wanted.Reads.empty())
      return true;
    // Before clang has looked at anything.
    if (!Compiler.hasFileManager())
      Compiler.createFileManager();
    FileManager &Files = Compiler.getFileManager();
    llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Below(
        &Files.getVirtualFileSystem());
    Files.setVirtualFileSystem(watched(std::move(Below), Notes));
    return true;
  }

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler,
                                                 StringRef) override {
    if (!Dependencies.OutputFile.empty()) {
      auto Names = std::make_shared<AbsoluteDependencies>(
          Dependencies, Compiler.getFileManager());
      Names->attachToPreprocessor(Compiler.getPreprocessor());
      // Which would be no error any more, otherwise.
      Compiler.getPreprocessor().SetSuppressIncludeNotFoundError(false);
      Compiler.addDependencyCollector(Names);
    }
    return std::make_unique<UnitConsumer>(Compiler, Wanted, Notes);
  }

  bool ParseArgs(const CompilerInstance &Compiler,
                 const std::vector<std::string> &Arguments) override {
    Dependencies.IncludeSystemHeaders = true;
    // Of a unit that has a header missing, too: it may wait for that one.
    Dependencies.AddMissingHeaderDeps = true;
    for (llvm::StringRef Argument : Arguments)
      if (Argument.consume_front("log="))
        Wanted.Log = Argument.str();
      else if (Argument.consume_front("facts="))
        Wanted.Facts = Argument.str();
      else if (Argument.consume_front("park="))
        Wanted.Place = Argument.str();
      else if (Argument.consume_front("reads="))
        Wanted.Reads = Argument.str();
      else if (Argument.consume_front("pages="))
        Wanted.Folder = Argument.str();
      else if (Argument.consume_front("depfile="))
        Dependencies.OutputFile = Argument.str();
      else if (Argument.consume_front("target="))
        Dependencies.Targets = {Argument.str()};
    if (!Wanted.Log.empty() || !Wanted.Facts.empty())
      return true;
    DiagnosticsEngine &Diags = Compiler.getDiagnostics();
    Diags.Report(Diags.getCustomDiagID(
        DiagnosticsEngine::Error,
        "the action 'closewait' needs -plugin-arg-closewait log=FILE"));
    return false;
  }

  Outputs Wanted;
  std::shared_ptr<ReadRecorder> Notes = std::make_shared<ReadRecorder>();
  DependencyOutputOptions Dependencies;
};
} // namespace

/// Whether the analyzer should see \p D.
static bool matters(const Decl *D, const Reach &Ways, const EvidenceMap &Map) {
  const auto *F = dyn_cast<FunctionDecl>(D);
  if (!F)
    return D->getASTContext().getLangOpts().CPlusPlus;
  return F->isThisDeclarationADefinition() &&
         (Ways.comesToSocket(F) || Map.callbackOf(F));
}

/// Leaves out of the unit what the analyzer need not see.
/// \returns whether anything is left.
bool UnitConsumer::keepWhatMatters(ASTContext &Ctx, const EvidenceMap &Map) {
  if (!Map.hasSockets())
    return false;
  Reach Ways(Ctx, Map, Reach::To::Beginnings);
  llvm::erase_if(Unit, [&](Decl *D) { return !matters(D, Ways, Map); });
  return !Unit.empty();
}

/// Writes \p Text, the facts or a log, to \p File, and its record.
bool UnitConsumer::writeOutput(llvm::StringRef File, llvm::StringRef Text) {
  DiagnosticsEngine &Diags = Compiler.getDiagnostics();
  if (!writeWhole(File, Text, Diags))
    return false;
  std::error_code Failed;
  for (llvm::sys::fs::recursive_directory_iterator I(Wanted.Folder, Failed),
       End;
       !Failed && I != End; I.increment(Failed))
    Notes->addOutput(I->path());
  std::string Known = compat::analyzerOptions(Compiler).Config["socket:Known"];
  return Wanted.Reads.empty() ||
         writeWhole(Wanted.Reads, Notes->recordOf(Text, Known), Diags);
}

/// Writes what the functions of the unit do.
void UnitConsumer::tellFacts(ASTContext &Ctx) {
  SocketModel Model = SocketModel::builtIn();
  if (!Settings(compat::analyzerOptions(Compiler), Ctx).addRows(Model))
    return;
  EvidenceMap Map(Ctx, Model);
  SocketModel Facts;
  addFacts(Ctx, Map, Facts);
  std::vector<Decl *> All = Unit;
  Facts.setIdle(!keepWhatMatters(Ctx, Map));
  Unit = std::move(All);
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  Facts.write(Out);
  if (!writeOutput(Wanted.Facts, Out.str()) || Facts.isIdle() ||
      Wanted.Place.empty())
    return;
  Request Asked;
  if (!park(Wanted.Place, Asked))
    return;
  compat::analyzerOptions(Compiler).Config["socket:Known"] = Asked.Known;
  Wanted.Log = Asked.Log;
  Wanted.Reads = Asked.Log + ".reads";
  answer(Asked, tellFindings(Ctx));
}

/// Writes what is found in the unit.
/// \returns false where that cannot be done; the error is reported.
bool UnitConsumer::tellFindings(ASTContext &Ctx) {
  ResultTexts Results;
  if (!analyze(Ctx, Results))
    return false;
  Limits Most = Settings(compat::analyzerOptions(Compiler), Ctx).limits();
  return writeOutput(Wanted.Log, logOf(Results, unfinished(), Most,
                                       Compiler.getDiagnostics()));
}

/// Analyses what matters of the unit.  \returns false where that cannot be
/// done; the error is reported.
bool UnitConsumer::analyze(ASTContext &Ctx, ResultTexts &Results) {
  AnalyzerOptions &Options = compat::analyzerOptions(Compiler);
  SocketModel Model = SocketModel::builtIn();
  if (!Settings(Options, Ctx).addRows(Model))
    return false;
  if (!keepWhatMatters(Ctx, EvidenceMap(Ctx, Model)))
    return true;
  Options.AnalysisDiagOpt = PD_NONE;
  std::optional<Pages> Shown;
  if (!Wanted.Folder.empty())
    Shown.emplace(Compiler, Wanted.Folder);
  auto Analysis = CreateAnalysisConsumer(Compiler);
  compat::addConsumer(*Analysis, logTo(Results, Shown ? &*Shown : nullptr));
  Analysis->Initialize(Ctx);
  for (Decl *D : Unit)
    Analysis->HandleTopLevelDecl(DeclGroupRef(D));
  Analysis->HandleTranslationUnit(Ctx);
  return !Compiler.getDiagnostics().hasErrorOccurred();
}

static FrontendPluginRegistry::Add<UnitAction>
    Unit("closewait", "Analyses what can come to a socket, for the command");
