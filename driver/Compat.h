//===- Compat.h - What differs between LLVM 14, 16, 19 and 22 ---*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The only file of the command that asks for the LLVM version in order to
// choose a name.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_COMPAT_H
#define CLOSEWAIT_DRIVER_COMPAT_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/WithColor.h"
#include "llvm/Support/raw_ostream.h"
#if LLVM_VERSION_MAJOR >= 22
#include "clang/Options/Options.h"
#else
#include "clang/Driver/Options.h"
#endif
#if LLVM_VERSION_MAJOR >= 16
#include "llvm/TargetParser/Triple.h"
#include <optional>
#else
#include "llvm/ADT/Optional.h"
#include "llvm/ADT/Triple.h"
#endif

#include <string>

namespace closewait {
namespace compat {

#if LLVM_VERSION_MAJOR >= 16
using Redirect = std::optional<llvm::StringRef>;
inline constexpr std::nullopt_t None = std::nullopt;
#else
using Redirect = llvm::Optional<llvm::StringRef>;
inline constexpr llvm::NoneType None = llvm::None;
#endif

/// The version of clang for which the command and its plugin were built.
inline std::string major() { return std::to_string(LLVM_VERSION_MAJOR); }

/// StringRef's own has two names.
inline bool startsWith(llvm::StringRef Text, llvm::StringRef Beginning) {
  return Text.take_front(Beginning.size()) == Beginning;
}

/// The options of clang, and of programs that share its table.
inline const llvm::opt::OptTable &optionTable() {
#if LLVM_VERSION_MAJOR >= 22
  return clang::getDriverOptTable();
#else
  return clang::driver::getDriverOptTable();
#endif
}

/// The arguments of clang's driver, parsed as it does.
inline llvm::opt::InputArgList
parseArguments(llvm::ArrayRef<const char *> Arguments) {
  unsigned Missing, Count;
#if LLVM_VERSION_MAJOR >= 18
  return optionTable().ParseArgs(Arguments, Missing, Count,
                                 llvm::opt::Visibility(llvm::opt::DefaultVis));
#else
  using namespace clang::driver;
  return optionTable().ParseArgs(Arguments, Missing, Count,
                                 /*FlagsToInclude=*/0,
                                 options::NoDriverOption | options::CLOption);
#endif
}

/// Whether \p Target is a graphics processor.
inline bool isGraphics(llvm::StringRef Target) {
  llvm::Triple Is(Target);
  return Is.isAMDGPU() || Is.isNVPTX();
}

/// What is told without any subcommand.
inline llvm::cl::SubCommand &topLevel() {
#if LLVM_VERSION_MAJOR >= 16
  return llvm::cl::SubCommand::getTopLevel();
#else
  return *llvm::cl::TopLevelSubCommand;
#endif
}

/// Has WithColor ask \p IsColoured; with LLVM 14 it asks the terminal.
inline void decideOnColours(bool (*IsColoured)(const llvm::raw_ostream &)) {
#if LLVM_VERSION_MAJOR >= 16
  llvm::WithColor::setAutoDetectFunction(IsColoured);
#endif
}

/// Parses the command line into the options that are declared.
/// \returns false where it is wrong; what is wrong is printed.
inline bool parseCommandLine(int Count, const char *const *Words,
                             llvm::StringRef Overview) {
#if LLVM_VERSION_MAJOR >= 22
  return llvm::cl::ParseCommandLineOptions(Count, Words, Overview,
                                           &llvm::errs(), /*VFS=*/nullptr,
                                           /*EnvVar=*/nullptr,
                                           /*LongOptionsUseDoubleDash=*/true);
#else
  return llvm::cl::ParseCommandLineOptions(Count, Words, Overview,
                                           &llvm::errs(), /*EnvVar=*/nullptr,
                                           /*LongOptionsUseDoubleDash=*/true);
#endif
}

} // namespace compat
} // namespace closewait

#endif // CLOSEWAIT_DRIVER_COMPAT_H
