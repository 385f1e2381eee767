//===- Toolchain.cpp - The programs that the command needs ----------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Toolchain.h"
#include "Compat.h"
#include "Files.h"
#include "Process.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"

using namespace closewait;
namespace sys = llvm::sys;

/// What \p Program says when it is asked for its version, or "".
static std::string versionSaidBy(llvm::StringRef Program) {
  auto Said = outputOf({Program, "--version"});
  if (Said)
    return llvm::StringRef(*Said).split('\n').first.trim().str();
  llvm::consumeError(Said.takeError());
  return "";
}

/// Whether \p Said, a clang's word on its version, names the one of the plugin.
static bool isOurs(llvm::StringRef Said) {
  llvm::StringRef Number = Said.split("version ").second;
  return Number.split('.').first == compat::major();
}

static llvm::Expected<std::string> findClang(const std::string &Wanted) {
  if (!Wanted.empty()) {
    auto Found = sys::findProgramByName(Wanted);
    if (!Found || !sys::fs::can_execute(*Found))
      return failure("no clang at '" + Wanted + "'");
    return *Found;
  }
  if (auto Found = sys::findProgramByName("clang-" + compat::major()))
    return *Found;
  if (auto Found = sys::findProgramByName("clang", {CLOSEWAIT_LLVM_BIN}))
    return *Found;
  return failure("no clang-" + compat::major() +
                 " found: install it, or name its path with --clang");
}

std::string closewait::pathBeside(llvm::StringRef Self, llvm::StringRef Path) {
  llvm::SmallString<128> Whole(
      sys::path::parent_path(sys::path::parent_path(Self)));
  sys::path::append(Whole, Path);
  return std::string(Whole);
}

/// \returns an error where \p Part of the installation is not there.
static llvm::Error need(const std::string &Part) {
  if (sys::fs::exists(Part))
    return llvm::Error::success();
  return failure("no '" + Part + "': the installation is incomplete");
}

llvm::Expected<Toolchain> closewait::findAnalyzer(const std::string &Clang,
                                                  const std::string &Self) {
  Toolchain Tools;
  auto Found = findClang(Clang);
  if (!Found)
    return Found.takeError();
  Tools.Clang = *Found;
  Tools.Plugin = pathBeside(Self, "lib/closewait.so");
  if (llvm::Error E = need(Tools.Plugin))
    return E;
  return Tools;
}

llvm::Error closewait::matchVersion(Toolchain &Tools) {
  Tools.Version = versionSaidBy(Tools.Clang);
  if (isOurs(Tools.Version))
    return llvm::Error::success();
  return failure("'" + Tools.Clang + "' is not clang " + compat::major() +
                 ", which this closewait was built for; its --version says: " +
                 (Tools.Version.empty() ? "nothing" : Tools.Version));
}

llvm::Expected<Toolchain> closewait::findToolchain(const std::string &Clang,
                                                   const std::string &Self) {
  auto Tools = findAnalyzer(Clang, Self);
  if (!Tools)
    return Tools.takeError();
  if (llvm::Error E = matchVersion(*Tools))
    return E;
  Tools->RunUnit = pathBeside(Self, "libexec/closewait-unit");
  Tools->Join = pathBeside(Self, "libexec/closewait-join");
  for (const std::string &Part : {Tools->RunUnit, Tools->Join})
    if (llvm::Error E = need(Part))
      return E;
  for (const char *Name : {"ninja", "ninja-build"})
    if (auto Ninja = sys::findProgramByName(Name);
        Ninja && Tools->Ninja.empty())
      Tools->Ninja = *Ninja;
  if (Tools->Ninja.empty())
    return failure("no ninja found: install the package ninja-build");
  return Tools;
}
