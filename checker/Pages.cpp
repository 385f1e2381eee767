//===- Pages.cpp - Clang's own report pages -------------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Pages.h"

#include "clang/StaticAnalyzer/Core/PathDiagnosticConsumers.h"

using namespace clang;
using namespace ento;
using namespace closewait;

std::string Pages::write(const PathDiagnostic &Report) {
  std::string Own = Folder + "/" + std::to_string(Written++);
  PathDiagnosticConsumers Consumers;
  createHTMLDiagnosticConsumer(compat::analyzerOptions(Compiler).getDiagOpts(),
                               Consumers, Own, Compiler.getPreprocessor(),
                               OtherUnits, Macros);
  // Beside the pages, clang makes a consumer that prints to the terminal.
  std::vector<const PathDiagnostic *> Alone{&Report};
  Consumers.back()->FlushDiagnosticsImpl(Alone, nullptr);
  compat::free(Consumers);
  return Own;
}
