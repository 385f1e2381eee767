//===- Settings.cpp - What the user has set -------------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Settings.h"

#include "clang/AST/ASTContext.h"
#include "clang/Basic/DiagnosticDriver.h"
#include "clang/Basic/FileManager.h"
#include "llvm/Support/MemoryBuffer.h"

#include <map>

using namespace clang;
using namespace ento;
using namespace closewait;

static constexpr llvm::StringLiteral Package = "socket";

static constexpr struct Option {
  const char *Name, *Default, *Text;
  bool IsBoolean;
} Options[] = {
    {"Models", "",
     "Files with rows of your own functions, separated by ':'; later files "
     "replace earlier rows and the built-in ones",
     false},
    {"DumpModels", "false", "Print the table of rows in force as YAML", true},
};

void closewait::declareOptions(CheckerRegistry &Registry) {
  Registry.addPackage(Package);
  // As strings: clang turns a wrong boolean into the default, silently.
  for (const Option &O : Options)
    Registry.addPackageOption("string", Package, O.Name, O.Default, O.Text,
                              "released");
}

static bool isBoolean(llvm::StringRef Text) {
  return Text == "true" || Text == "false";
}

/// The value of the option \p Name, or "" when clang does not know of it.
static llvm::StringRef valueOf(llvm::StringRef Name, CheckerManager &Manager) {
  auto Found =
      Manager.getAnalyzerOptions().Config.find((Package + ":" + Name).str());
  return Found == Manager.getAnalyzerOptions().Config.end()
             ? ""
             : llvm::StringRef(Found->second);
}

/// Whether everything that is set under our names is ours, and of its kind.
static bool areOptionsGood(CheckerManager &Manager) {
  DiagnosticsEngine &Diags = Manager.getASTContext().getDiagnostics();
  bool Good = true;
  std::map<std::string, std::string> Sorted;
  for (const auto &Set : Manager.getAnalyzerOptions().Config)
    Sorted[Set.getKey().str()] = Set.getValue();
  for (const auto &Set : Sorted) {
    llvm::StringRef Owner, Name;
    std::tie(Owner, Name) = llvm::StringRef(Set.first).split(':');
    if (Name.empty() || Owner.split('.').first != Package)
      continue;
    auto O = llvm::find_if(Options, [&](const Option &O) {
      return Owner == Package && Name == O.Name;
    });
    if (O == std::end(Options)) {
      Diags.Report(diag::err_analyzer_checker_option_unknown) << Owner << Name;
      Good = false;
    } else if (O->IsBoolean && !isBoolean(Set.second)) {
      Diags.Report(diag::err_analyzer_checker_option_invalid_input)
          << Set.first << "a boolean value";
      Good = false;
    }
  }
  return Good;
}

/// Reports \p Error at its place in \p Buffer, a file by name and text.
static void report(const ModelError &Error,
                   std::unique_ptr<llvm::MemoryBuffer> Buffer,
                   ASTContext &Ctx) {
  SourceManager &SM = Ctx.getSourceManager();
  DiagnosticsEngine &Diags = Ctx.getDiagnostics();
  FileID File = SM.createFileID(std::move(Buffer));
  Diags.Report(SM.translateLineCol(File, Error.Line, Error.Column),
               Diags.getCustomDiagID(DiagnosticsEngine::Error, "%0"))
      << Error.Message;
}

/// Adds the rows of the file \p Path to \p Model.
static bool readModel(llvm::StringRef Path, ASTContext &Ctx,
                      SocketModel &Model) {
  ModelError Error;
  auto Buffer = Ctx.getSourceManager().getFileManager().getBufferForFile(Path);
  if (!Buffer) {
    Error.Message =
        "cannot read this model file: " + Buffer.getError().message();
    report(Error, llvm::MemoryBuffer::getMemBuffer("", Path), Ctx);
    return false;
  }
  if (Model.read((*Buffer)->getBuffer(), Error))
    return true;
  report(Error, std::move(*Buffer), Ctx);
  return false;
}

bool closewait::applyOptions(CheckerManager &Manager, SocketModel &Model) {
  if (!areOptionsGood(Manager))
    return false;
  llvm::StringRef Models = valueOf("Models", Manager);
  llvm::SmallVector<llvm::StringRef, 4> Paths;
  Models.split(Paths, ':', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  for (llvm::StringRef Path : Paths)
    if (!readModel(Path, Manager.getASTContext(), Model))
      return false;
  if (valueOf("DumpModels", Manager) == "true")
    Model.write(llvm::outs());
  return true;
}
