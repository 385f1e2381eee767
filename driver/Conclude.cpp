//===- Conclude.cpp - From what was found to the exit code ----------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Conclude.h"
#include "Files.h"
#include "Outputs.h"

#include "llvm/Support/WithColor.h"
#include "llvm/Support/raw_ostream.h"

#include <ctime>
#include <set>

using namespace closewait;
using llvm::errs;

static llvm::raw_ostream &complain() {
  return llvm::WithColor::error(errs(), "closewait");
}

Exit closewait::trouble(llvm::Error E) {
  complain() << llvm::toString(std::move(E)) << "\n";
  return Trouble;
}

std::string closewait::counted(size_t Number, llvm::StringRef What) {
  return std::to_string(Number) + " " + What.str() + (Number == 1 ? "" : "s");
}

static std::string today() {
  std::time_t Now = std::time(nullptr);
  char Day[11];
  std::strftime(Day, sizeof Day, "%Y-%m-%d", std::gmtime(&Now));
  return Day;
}

llvm::Error closewait::decide(Report &What, const Wishes &Wanted,
                              const std::string &Root, Extras &Beside,
                              Verdicts &Said) {
  settle(What.Found, Root);
  suppress(What.Found, Wanted.Suppressions, Root, today(), Said);
  if (Beside.Before) {
    settle(Beside.Before->Found, Root);
  } else if (!Wanted.Baseline.empty()) {
    Beside.Before.emplace();
    if (llvm::Error E = readLog(Wanted.Baseline, *Beside.Before))
      return E;
  }
  if (Beside.Before && !Beside.Before->Failures.empty())
    Said.Remarks.push_back(counted(Beside.Before->Failures.size(), "unit") +
                           " could not be analysed as of the baseline: what is "
                           "found there is new");
  if (Beside.Before)
    compare(What.Found, Beside.Before->Found, Said);
  return llvm::Error::success();
}

/// Writes all outputs that are asked for.
static llvm::Error write(const Report &What, const Wishes &Wanted,
                         const std::string &Root, const Extras &Beside) {
  printText(What.Found, absolute(""), llvm::outs());
  llvm::outs().flush();
  if (std::error_code Failed = llvm::outs().error()) {
    llvm::outs().clear_error();
    return failure("cannot write the findings: " + Failed.message());
  }
  if (!Wanted.Sarif.empty())
    if (llvm::Error E = writeJson(Wanted.Sarif, sarifOf(What, Root)))
      return E;
  if (!Wanted.Gitlab.empty())
    if (llvm::Error E = writeJson(Wanted.Gitlab, gitlabOf(What.Found, Root)))
      return E;
  if (!Wanted.Html.empty())
    if (llvm::Error E = writePages(What.Found, Root, Beside.Shown, Wanted.Html))
      return E;
  return llvm::Error::success();
}

static void summarize(const Report &What, const Verdicts &Said) {
  for (const std::string &Remark : Said.Remarks)
    llvm::WithColor::remark(errs(), "closewait") << Remark << "\n";
  errs() << counted(What.Found.size(), "finding") << " in "
         << counted(What.Units, "unit");
  if (Said.Known + Said.New + Said.Gone != 0)
    errs() << "; " << Said.New << " new, " << Said.Known
           << " as in the baseline, " << Said.Gone << " gone";
  if (Said.Suppressed != 0)
    errs() << "; " << Said.Suppressed << " suppressed";
  if (!What.Failures.empty())
    errs() << "; " << What.Failures.size() << " not analysed";
  errs() << "\n";
  std::set<llvm::StringRef> Pages;
  for (const Finding &F : What.Found)
    if (F.counts())
      Pages.insert(llvm::StringRef(F.Rule).split('.').second);
  for (llvm::StringRef Page : Pages)
    errs() << "what it means, and what to do: closewait explain " << Page
           << "\n";
}

Exit closewait::conclude(Report What, const Wishes &Wanted,
                         const std::string &Root, Extras Beside) {
  Verdicts Said;
  if (llvm::Error E = decide(What, Wanted, Root, Beside, Said))
    return trouble(std::move(E));
  if (llvm::Error E = write(What, Wanted, Root, Beside))
    return trouble(std::move(E));
  for (const Failure &F : What.Failures)
    complain() << "not analysed: " << F.File << ": " << F.Why << "\n";
  if (!Wanted.Quiet)
    summarize(What, Said);
  if (What.Units == 0 && !Wanted.MayBeEmpty)
    return trouble(failure("nothing was analysed"));
  if (What.Failures.size() > Wanted.AllowedFailures ||
      (What.Units != 0 && What.Failures.size() == What.Units))
    return Trouble;
  return llvm::any_of(What.Found, [](const Finding &F) { return F.counts(); })
             ? Defects
             : Clean;
}
