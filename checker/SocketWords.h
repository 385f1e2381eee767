//===- SocketWords.h - What reports say of sockets --------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_SOCKETWORDS_H
#define CLOSEWAIT_SOCKETWORDS_H

#include "Outcomes.h"

namespace closewait {

/// The words of the warning of \p F, without what all warnings carry.
std::string messageOf(const Finding &F, clang::ASTContext &Ctx);

/// The words of the step from \p Old (null: not known before) to \p New, or "",
/// where the connection is over by the write whose result is \p Failed, if any.
std::string describeChange(const SocketEntry *Old, const SocketEntry &New,
                           SymbolRef Failed);

} // namespace closewait

#endif // CLOSEWAIT_SOCKETWORDS_H
