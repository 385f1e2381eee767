//===- Plugin.cpp - Names, options, version -------------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What clang sees of the plugin: one hidden engine, and a thin entry for each
// checker that only switches its verdicts on.
//
//===----------------------------------------------------------------------===//

#include "Settings.h"
#include "SocketChecker.h"

#include "clang/Frontend/FrontendPluginRegistry.h"
#include "clang/StaticAnalyzer/Frontend/AnalysisConsumer.h"

using namespace clang;
using namespace ento;
using namespace closewait;

static bool always(const CheckerManager &) { return true; }

static void registerEngine(CheckerManager &Manager) {
  auto *Engine = Manager.registerChecker<SocketEngine>();
  Settings Set(Manager.getAnalyzerOptions(), Manager.getASTContext());
  Engine->IsUsable = Set.addRows(Engine->Model);
  if (Engine->IsUsable && Set.dumpsModels())
    Engine->Model.write(llvm::outs());
  Engine->Most = Set.limits();
  Engine->Reporter.MostPerFunction = Engine->Most.FindingsPerFunction;
  if (Set.onlySockets())
    Engine->followOnlySockets();
}

static void enable(CheckerManager &Manager, const char *Checker) {
  auto *Engine = Manager.getChecker<SocketEngine>();
  if (Engine->IsUsable)
    Engine->Reporter.enable(Checker, Manager.getCurrentCheckerName());
}

static void registerCloseWait(CheckerManager &Manager) {
  enable(Manager, "CloseWait");
}
static void registerHangup(CheckerManager &Manager) {
  enable(Manager, "Hangup");
}
static void registerLeak(CheckerManager &Manager) { enable(Manager, "Leak"); }

extern "C" __attribute__((visibility("default"))) void
clang_registerCheckers(CheckerRegistry &Registry) {
  using compat::addChecker;
  declareOptions(Registry);
  addChecker(Registry, registerEngine, always, "socket.Engine",
             "Follows socket descriptors for the other checkers of the package",
             /*Hidden=*/true);
  addChecker(Registry, registerCloseWait, always, "socket.CloseWait",
             "Warn where a read returned 0, or an error that is not \"try "
             "again\", does not lead to close()",
             /*Hidden=*/false);
  addChecker(Registry, registerHangup, always, "socket.Hangup",
             "Warn where a hang-up reported by poll or epoll is ignored",
             /*Hidden=*/false);
  addChecker(Registry, registerLeak, always, "socket.Leak",
             "Warn where the last reference to an open socket is lost",
             /*Hidden=*/false);
  for (const char *Name : {"socket.CloseWait", "socket.Hangup", "socket.Leak"})
    Registry.addDependency(Name, "socket.Engine");
}

namespace {
/// CodeChecker starts clang with `-plugin checkercfg` for every plugin that it
/// loads.  The action of that name is clang's own analysis.
class AnalyzeAction : public PluginASTAction {
protected:
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler,
                                                 StringRef) override {
    return CreateAnalysisConsumer(Compiler);
  }
  bool ParseArgs(const CompilerInstance &,
                 const std::vector<std::string> &) override {
    return true;
  }
};
} // namespace

static FrontendPluginRegistry::Add<AnalyzeAction>
    CodeChecker("checkercfg", "Runs the analyzer, for CodeChecker");

extern "C" __attribute__((visibility("default")))
const char clang_analyzerAPIVersionString[] = CLANG_ANALYZER_API_VERSION_STRING;
