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
// and, with `depfile=FILE` and `target=NAME`, the names of all files that were
// read to a makefile rule, as -MD does, but with absolute names: who reads it
// need not know where the unit was compiled.  With `pages=FOLDER` clang's own
// report pages are written, too.
//
//===----------------------------------------------------------------------===//

#include "FindingsLog.h"
#include "Reach.h"
#include "Settings.h"

#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendPluginRegistry.h"
#include "clang/Frontend/Utils.h"
#include "clang/StaticAnalyzer/Frontend/AnalysisConsumer.h"

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

class UnitConsumer : public ASTConsumer {
public:
  UnitConsumer(CompilerInstance &Compiler, std::string Log, std::string Folder)
      : Compiler(Compiler), Log(std::move(Log)), Folder(std::move(Folder)) {}

  bool HandleTopLevelDecl(DeclGroupRef Group) override {
    Unit.insert(Unit.end(), Group.begin(), Group.end());
    return true;
  }

  void HandleTranslationUnit(ASTContext &Ctx) override {
    if (Compiler.getDiagnostics().hasErrorOccurred())
      return;
    llvm::json::Array Results;
    if (analyze(Ctx, Results))
      writeLog(Log, std::move(Results), Compiler.getDiagnostics());
  }

private:
  bool analyze(ASTContext &Ctx, llvm::json::Array &Results);

  CompilerInstance &Compiler;
  std::string Log;
  std::string Folder; ///< For pages, or "".
  std::vector<Decl *> Unit;
};

class UnitAction : public PluginASTAction {
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler,
                                                 StringRef) override {
    if (!Dependencies.OutputFile.empty()) {
      auto Names = std::make_shared<AbsoluteDependencies>(
          Dependencies, Compiler.getFileManager());
      Names->attachToPreprocessor(Compiler.getPreprocessor());
      Compiler.addDependencyCollector(Names);
    }
    return std::make_unique<UnitConsumer>(Compiler, Log, Folder);
  }

  bool ParseArgs(const CompilerInstance &Compiler,
                 const std::vector<std::string> &Arguments) override {
    Dependencies.IncludeSystemHeaders = true;
    for (llvm::StringRef Argument : Arguments)
      if (Argument.consume_front("log="))
        Log = Argument.str();
      else if (Argument.consume_front("pages="))
        Folder = Argument.str();
      else if (Argument.consume_front("depfile="))
        Dependencies.OutputFile = Argument.str();
      else if (Argument.consume_front("target="))
        Dependencies.Targets = {Argument.str()};
    if (!Log.empty())
      return true;
    DiagnosticsEngine &Diags = Compiler.getDiagnostics();
    Diags.Report(Diags.getCustomDiagID(
        DiagnosticsEngine::Error,
        "the action 'closewait' needs -plugin-arg-closewait log=FILE"));
    return false;
  }

  std::string Log, Folder;
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

/// Analyses what matters of the unit.  \returns false where that cannot be
/// done; the error is reported.
bool UnitConsumer::analyze(ASTContext &Ctx, llvm::json::Array &Results) {
  AnalyzerOptions &Options = compat::analyzerOptions(Compiler);
  SocketModel Model = SocketModel::builtIn();
  if (!Settings(Options, Ctx).addRows(Model))
    return false;
  EvidenceMap Map(Ctx, Model);
  if (!Map.hasSockets())
    return true;
  Reach Ways(Ctx, Map, Reach::To::Beginnings);
  llvm::erase_if(Unit, [&](Decl *D) { return !matters(D, Ways, Map); });
  if (Unit.empty())
    return true;
  Options.AnalysisDiagOpt = PD_NONE;
  std::optional<Pages> Shown;
  if (!Folder.empty())
    Shown.emplace(Compiler, Folder);
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
