//===- Handles.h - What stands for a descriptor -----------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A library's handle (an SSL, a bufferevent) stands for a socket as a number
// does, and has a symbol as a number has: that of the pointer, or of the object
// that the pointer leads to.  Questions only; no state is changed.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_HANDLES_H
#define CLOSEWAIT_HANDLES_H

#include "Numbers.h"

namespace closewait {

/// Whether \p Fd is not a number, but a handle that stands for a descriptor.
bool isHandle(SymbolRef Fd);

/// The symbol of the handle that \p Value points to: the pointer's own, or that
/// of the object (`&c->tls`); or null.
SymbolRef handleOf(ProgramStateRef State, SVal Value);

/// Where the handle stands if it is an object and no pointer (`&l->event`), or
/// null.
const MemRegion *placeOfHandle(SymbolRef Handle);

/// The value whose symbol is \p Fd.
clang::ento::DefinedSVal valueFor(ProgramStateRef State, SymbolRef Fd);

/// Where \p Pointer leads to a descriptor that is element \p Index of an array
/// of \p Pointee, or the field of one: its `fd`, or its only number.
SVal placeBehind(ProgramStateRef State, SVal Pointer, clang::QualType Pointee,
                 unsigned Index = 0);

} // namespace closewait

#endif // CLOSEWAIT_HANDLES_H
