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

std::string closewait::counted(size_t Number, llvm::StringRef One,
                               llvm::StringRef Many) {
  std::string Noun = Number == 1    ? One.str()
                     : Many.empty() ? One.str() + "s"
                                    : Many.str();
  return std::to_string(Number) + " " + Noun;
}

static std::string today() {
  std::time_t Now = std::time(nullptr);
  char Day[11];
  std::strftime(Day, sizeof Day, "%Y-%m-%d", std::gmtime(&Now));
  return Day;
}

llvm::Error closewait::prepare(Wishes &Wanted, const std::string &Baseline) {
  if (Wanted.Sarif == StandardOutput && Wanted.Gitlab == StandardOutput)
    return failure("only one of --sarif and --gitlab can write to standard "
                   "output");
  std::string Index = Wanted.Html.empty() ? "" : Wanted.Html + "/index.html";
  for (const std::string &File : {Wanted.Sarif, Wanted.Gitlab, Index})
    if (!File.empty() && File != StandardOutput)
      if (llvm::Error E = checkCanWrite(File))
        return E;
  if (Baseline.empty())
    return llvm::Error::success();
  Report Before;
  if (llvm::Error E = readLog(Baseline, Before))
    return E;
  Wanted.Baseline = std::move(Before);
  return llvm::Error::success();
}

void closewait::decide(Report &What, const Wishes &Wanted,
                       const std::string &Root, Extras &Beside,
                       Verdicts &Said) {
  settle(What.Found, Root);
  settle(What.Cut);
  suppress(What.Found, Wanted.Suppressions, Root, today(), Said);
  if (Beside.Before)
    settle(Beside.Before->Found, Root);
  const std::optional<Report> &Before =
      Beside.Before ? Beside.Before : Wanted.Baseline;
  if (!Before)
    return;
  if (!Before->Failures.empty())
    Said.Remarks.push_back(counted(Before->Failures.size(), "unit") +
                           " could not be analysed for the baseline: all "
                           "findings there count as new");
  compare(What.Found, Before->Found, Said);
}

bool Wishes::printsLog() const {
  return Sarif == StandardOutput || Gitlab == StandardOutput;
}

/// Writes all outputs that are asked for.
static llvm::Error write(const Report &What, const Wishes &Wanted,
                         const std::string &Root, const Extras &Beside) {
  if (!Wanted.printsLog())
    printText(What.Found, absolute(""), Beside.Copies, llvm::outs());
  else if (!Wanted.Quiet)
    printText(What.Found, absolute(""), Beside.Copies, errs());
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

/// Names the functions of \p What that were not followed to the end.
static void printUnfinished(const Report &What) {
  for (const Unfinished &U : What.Cut)
    errs() << printable(relativeTo(absolute(""), U.At.File)) << ":" << U.At.Line
           << ": '" << printable(U.Function)
           << "' was not followed to the end: " << U.Why << "\n";
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
  if (!What.Cut.empty())
    errs() << "; " << counted(What.Cut.size(), "function")
           << " not followed to the end";
  if (What.Units != 0 && What.Idle == What.Units)
    errs() << (What.Units == 1 ? "; it uses no socket"
                               : "; none of them uses a socket");
  errs() << "\n";
  std::set<llvm::StringRef> Pages;
  for (const Finding &F : What.Found)
    if (F.counts())
      Pages.insert(llvm::StringRef(F.Rule).split('.').second);
  for (llvm::StringRef Page : Pages)
    errs() << "For the meaning and the repair, run: closewait explain " << Page
           << "\n";
}

Exit closewait::conclude(Report What, const Wishes &Wanted,
                         const std::string &Root, Extras Beside) {
  Verdicts Said;
  decide(What, Wanted, Root, Beside, Said);
  if (llvm::Error E = write(What, Wanted, Root, Beside))
    return trouble(std::move(E));
  for (const Failure &F : What.Failures)
    complain() << "not analysed: " << printable(F.File) << ": " << F.Why
               << "\n";
  if (Wanted.Verbose)
    printUnfinished(What);
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
