//===- Settings.cpp - What the user has set -------------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Settings.h"
#include "ReadRecord.h"

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
  enum { Words, Boolean, Number } Kind;
} Options[] = {
    {"Models", "",
     "Files with rows of your own functions, separated by ':'; later files "
     "replace earlier rows and the built-in ones",
     Option::Words},
    {"Known", "",
     "A file with rows of functions that other files define, as the command "
     "writes it; those of 'Models' replace them",
     Option::Words},
    {"DumpModels", "false", "Print all rows as YAML", Option::Boolean},
    {"OnlySockets", "false",
     "Analyse only functions and paths that can reach a socket; for runs in "
     "which the findings of other checkers do not count",
     Option::Boolean},
    // A path of the programs of the field has at most a dozen.
    {"MaxSocketsPerPath", "64",
     "How many sockets a path follows; the others are forgotten",
     Option::Number},
    // Where sockets come together, so do their states, in all combinations.
    {"MaxSocketSteps", "300000",
     "How many steps a function takes with its sockets, each step counted once "
     "for each socket that the path follows; then they are forgotten",
     Option::Number},
    // For each report the analyzer goes over all paths once more.
    {"MaxFindingsPerFunction", "50",
     "How many findings of one function are reported", Option::Number},
};

void closewait::declareOptions(CheckerRegistry &Registry) {
  Registry.addPackage(Package);
  // As strings: clang turns a wrong boolean into the default, silently.
  for (const Option &O : Options)
    Registry.addPackageOption("string", Package, O.Name, O.Default, O.Text,
                              "released");
}

/// The kind of value that \p O takes, where \p Text is not one.
static const char *missingKind(const Option &O, llvm::StringRef Text) {
  unsigned Number;
  if (O.Kind == Option::Boolean && Text != "true" && Text != "false")
    return "a boolean value";
  if (O.Kind == Option::Number && Text.getAsInteger(10, Number))
    return "a number";
  return nullptr;
}

llvm::StringRef Settings::valueOf(llvm::StringRef Name) const {
  auto Found = Options.Config.find((Package + ":" + Name).str());
  return Found == Options.Config.end() ? "" : llvm::StringRef(Found->second);
}

unsigned Settings::numberOf(llvm::StringRef Name) const {
  auto O =
      llvm::find_if(::Options, [&](const Option &O) { return Name == O.Name; });
  unsigned Number = 0;
  if (valueOf(Name).getAsInteger(10, Number))
    llvm::StringRef(O->Default).getAsInteger(10, Number);
  return Number;
}

Limits Settings::limits() const {
  return {numberOf("MaxSocketsPerPath"), numberOf("MaxSocketSteps"),
          numberOf("MaxFindingsPerFunction")};
}

/// Whether everything that is set under our names is ours, and of its kind.
bool Settings::areGood() const {
  DiagnosticsEngine &Diags = Ctx.getDiagnostics();
  bool Good = true;
  std::map<std::string, std::string> Sorted;
  for (const auto &Set : Options.Config)
    Sorted[Set.getKey().str()] = Set.getValue();
  for (const auto &Set : Sorted) {
    llvm::StringRef Owner, Name;
    std::tie(Owner, Name) = llvm::StringRef(Set.first).split(':');
    if (Name.empty() || Owner.split('.').first != Package)
      continue;
    auto O = llvm::find_if(::Options, [&](const Option &O) {
      return Owner == Package && Name == O.Name;
    });
    if (O == std::end(::Options)) {
      Diags.Report(diag::err_analyzer_checker_option_unknown) << Owner << Name;
      Good = false;
    } else if (const char *Kind = missingKind(*O, Set.second)) {
      Diags.Report(diag::err_analyzer_checker_option_invalid_input)
          << Set.first << Kind;
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

/// Adds the rows of the file \p Path to \p Model.  \p IsSealed: the file has to
/// be as the command has written it.
static bool readModel(llvm::StringRef Path, bool IsSealed, ASTContext &Ctx,
                      SocketModel &Model) {
  ModelError Error;
  auto Fail = [&](llvm::StringRef Why) {
    Error.Message = ("cannot read this model file: " + Why).str();
    report(Error, llvm::MemoryBuffer::getMemBuffer("", Path), Ctx);
    return false;
  };
  FileManager &Files = Ctx.getSourceManager().getFileManager();
  llvm::vfs::Status Is;
  // A pipe or a device may have no end.
  if (!Files.getNoncachedStatValue(Path, Is) && !Is.isRegularFile() &&
      !Is.isDirectory())
    return Fail("it is not a file");
  auto Buffer = Files.getBufferForFile(Path);
  if (!Buffer)
    return Fail(Buffer.getError().message());
  if (IsSealed && !holdsSeal((*Buffer)->getBuffer()))
    Error.Message =
        "this file is damaged: remove it, and run `closewait check`";
  else if (Model.read((*Buffer)->getBuffer(), Error))
    return true;
  report(Error, std::move(*Buffer), Ctx);
  return false;
}

bool Settings::addRows(SocketModel &Model) const {
  if (!areGood())
    return false;
  llvm::StringRef Known = valueOf("Known");
  if (!Known.empty() && !readModel(Known, /*IsSealed=*/true, Ctx, Model))
    return false;
  llvm::SmallVector<llvm::StringRef, 4> Paths;
  valueOf("Models").split(Paths, ':', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  return llvm::all_of(Paths, [&](llvm::StringRef Path) {
    return readModel(Path, /*IsSealed=*/false, Ctx, Model);
  });
}
