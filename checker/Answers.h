//===- Answers.h - What a function answers after a call ---------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A function that reads from a socket tells its caller of the end in numbers of
// its own: -1 at the end of the stream, 0 for "again".  From the place of a
// call, and what it is taken to have given, the control flow is followed to the
// returns: what can be returned there?  Of variables, constants are known, and
// who holds what the call gave, or errno.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_ANSWERS_H
#define CLOSEWAIT_ANSWERS_H

#include "ResultRange.h"
#include "ValuePaths.h"

#include "clang/Analysis/CFG.h"

#include <map>
#include <memory>

namespace closewait {

/// What is known where the control flow has come to.
struct FlowState;

/// What stands in errno.
enum class ErrnoIs : uint8_t { Anything, Again, Interrupted, Fatal };

/// What a function can answer.
struct Answer {
  ResultRange Same;  ///< What the call has given, as far as it is of these,
  ResultRange Range; ///< or one of these.
  /// On the way something was closed, or reported to other code.
  bool Noted = false;
  ResultRange all() const { return Same.with(Range); }
};

class Answers {
public:
  /// Of \p F, which has a body and an integer as its result.
  Answers(const clang::FunctionDecl *F, const ValuePaths &Values,
          const EvidenceMap &Map);
  ~Answers();

  /// Whether the control flow is known, and small enough to be followed.
  bool isFollowed() const { return Graph != nullptr; }

  /// What \p F answers where \p Call has given \p Value, with \p Errno.
  Answer after(const clang::CallExpr *Call, const ResultRange &Value,
               ErrnoIs Errno) const;

  /// What it answers where it makes none of \p Calls.
  Answer without(llvm::ArrayRef<const clang::CallExpr *> Calls) const;

private:
  const FlowState &before(const clang::CallExpr *Call) const;

  const clang::FunctionDecl *Function;
  const ValuePaths &Values;
  const EvidenceMap &Map;
  std::unique_ptr<clang::CFG> Graph;
  mutable std::map<const clang::CallExpr *, std::unique_ptr<FlowState>> Before;
};

} // namespace closewait

#endif // CLOSEWAIT_ANSWERS_H
