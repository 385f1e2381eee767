//===- SocketReport.h - What the user reads ---------------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The one place that builds reports.  The words of a note follow from what a
// descriptor was and what it became; the words of a warning from the verdict
// and from what ended the socket.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_SOCKETREPORT_H
#define CLOSEWAIT_SOCKETREPORT_H

#include "Analysis.h"

#include <map>
#include <set>

namespace closewait {

/// Whether this build knows an address of the pages on the web.
inline constexpr bool HasPageAddress = sizeof(CLOSEWAIT_DOC_URL) > 1;

/// The last note of a report names the page of its checker, or the command that
/// prints the page. These are its words before and after the checker's name.
inline constexpr const char *PageNote =
    HasPageAddress ? "See " CLOSEWAIT_DOC_URL "docs/checkers/"
                   : "For the meaning and the repair, run: closewait explain ";
inline constexpr const char *PageNoteEnd = HasPageAddress ? ".md" : "";

/// The tag of the steps of a path that tell what becomes of the descriptor.
inline constexpr char StepTag[] = "socket";

/// Findings as their paths ended, and where each is reported.
struct Settled {
  std::vector<Finding> Ended, Placed;
};

/// Names under which the user has enabled checkers, by checker ("CloseWait").
using EnabledNames = std::map<std::string, clang::ento::CheckerNameRef>;

class SocketReporter {
public:
  void enable(const std::string &Checker, clang::ento::CheckerNameRef Name) {
    Names.emplace(Checker, Name);
  }
  bool isEnabled(Verdict V) const { return Names.count(checkerOf(V)) != 0; }

  /// Reports what \p Found holds, one report a defect.
  void report(std::vector<Finding> Found, const EvidenceMap &Map,
              clang::ento::BugReporter &BR);

  /// The same for what is found at a second look: what an earlier report has
  /// told of the same function, or at the same place, is left out.
  void reportNew(std::vector<Finding> Found, const EvidenceMap &Map,
                 clang::ento::BugReporter &BR);

  /// The unit is done.
  void forget() {
    Reported.clear();
    LostAt.clear();
    Places.clear();
    Told.clear();
    Full.clear();
  }

  /// How many findings of one function are reported.
  unsigned MostPerFunction = 0;

private:
  bool isSilent(const Finding &F, const EvidenceMap &Map) const;
  void tell(const Settled &All, const EvidenceMap &Map,
            clang::ento::BugReporter &BR);
  bool isCapped(const Finding &Placed);
  void remember(const Finding &F);
  bool isKnown(const Finding &F) const;
  void emit(const Finding &F, bool IsLast, const EvidenceMap &Map,
            clang::ento::BugReporter &BR);
  const clang::ento::BugType &typeOf(Verdict V);

  EnabledNames Names;
  std::map<Verdict, std::unique_ptr<clang::ento::BugType>> Types;
  /// The identities of the unit's reports, each with the functions on its path.
  std::set<std::pair<const void *, const clang::Decl *>> Reported;
  /// The same, each with its place.
  std::set<std::pair<const void *, clang::SourceLocation>> Places;
  /// How many of them stand in a function.
  std::map<const clang::Decl *, unsigned> Told;
  std::set<const clang::Decl *> Full; ///< Functions that have more.
  /// The statements at which they lost a socket, each with what held it.
  std::set<std::pair<const clang::Stmt *, const clang::Decl *>> LostAt;
};

} // namespace closewait

#endif // CLOSEWAIT_SOCKETREPORT_H
