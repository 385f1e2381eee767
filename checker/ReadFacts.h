//===- ReadFacts.h - What a function tells of its reads ---------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For other units: what a function answers where it has read the end of a
// stream, a failure, or data; and, as it may read by calling yet another
// function of the project, what becomes of the answers that it gets.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_READFACTS_H
#define CLOSEWAIT_READFACTS_H

#include "Answers.h"

namespace closewait {

class ReadFacts {
public:
  /// Of \p F, which has a body.
  ReadFacts(const clang::FunctionDecl *F, const ValuePaths &Values,
            const EvidenceMap &Map);

  /// What becomes of what \p Call, of a function of the project, gives; nothing
  /// where it does not matter.
  std::vector<BodyTurn> turnsOf(const clang::CallExpr *Call) const;

  /// Whether \p Call is one of the reads that it describes.
  bool tellsOf(const clang::CallExpr *Call) const;

  /// Adds what the function reads by itself.
  void addTo(BodyFacts &Facts) const;

private:
  /// What it reads by itself, and what it calls that may read.
  std::vector<std::pair<const clang::CallExpr *, AccessPath>> Reads;
  std::vector<const clang::CallExpr *> Others;
  std::unique_ptr<Answers> All;
};

} // namespace closewait

#endif // CLOSEWAIT_READFACTS_H
