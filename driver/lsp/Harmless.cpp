//===- Harmless.cpp - Arguments that do no more than compile --------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Harmless.h"
#include "Compat.h"

#include "llvm/ADT/STLExtras.h"

using namespace closewait;
using llvm::StringRef;

/// Whether \p Argument, with what is in the word behind it, is for somebody
/// else: -Xclang, -Xarch_host and their kin, LLVM's own options, a file with
/// more.
static bool isPassedOn(StringRef Argument) {
  static constexpr llvm::StringLiteral Others[] = {"-mllvm",
                                                   "--config",
                                                   "-index-store-path",
                                                   "-gen-cdb-fragment-path",
                                                   "-dependency-file",
                                                   "-dependency-dot"};
  return llvm::is_contained(Others, Argument) ||
         (compat::startsWith(Argument, "-X") && !Argument.contains('='));
}

/// Whether \p Argument by itself has something loaded or written.
static bool doesMore(StringRef Argument) {
  static constexpr llvm::StringLiteral Beginnings[] = {
      "@",           "-X",
      "--config",    "-mllvm=",
      "-fplugin",    "-fpass-plugin",
      "-Wp,",        "-Wa,",
      "-Wl,",        "-fcrash-diagnostics",
      "-save-",      "--save-",
      "-ftime-",     "-fsave-optimization-record",
      "-fprofile",   "-foptimization-record",
      "-fproc-stat", "-fmodules-cache-path",
      "-emit-",      "-M",
      "-o",          "-ccc-"};
  return llvm::any_of(Beginnings, [&](StringRef Beginning) {
    return compat::startsWith(Argument, Beginning);
  });
}

void closewait::makeHarmless(std::vector<std::string> &Arguments) {
  std::vector<std::string> Kept;
  for (size_t I = 0; I < Arguments.size(); ++I) {
    if (isPassedOn(Arguments[I]))
      ++I;
    else if (!doesMore(Arguments[I]))
      Kept.push_back(Arguments[I]);
  }
  Arguments = std::move(Kept);
}
