//===- CallArguments.h - What a row's positions hold ------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_CALLARGUMENTS_H
#define CLOSEWAIT_CALLARGUMENTS_H

#include "Descriptors.h"
#include "SocketModel.h"

namespace closewait {

/// Where the argument at \p P leads to a descriptor ("*N"), the first or the
/// one numbered \p Index.
SVal placeAt(ProgramStateRef State, const clang::ento::CallEvent &Call,
             const Position &P, unsigned Index = 0);

/// The descriptor that stands at \p P in \p Call, or null; of a pointer made of
/// a number, that number.
SymbolRef descriptorAt(ProgramStateRef State,
                       const clang::ento::CallEvent &Call, const Position &P);

/// The handle that stands at \p P in \p Call, or null.
SymbolRef handleAt(ProgramStateRef State, const clang::ento::CallEvent &Call,
                   const Position &P);

/// The descriptor that \p Row speaks of in \p Call; where it speaks of a
/// handle, the descriptor behind that, or else the handle.
SymbolRef socketAt(ProgramStateRef State, const clang::ento::CallEvent &Call,
                   const FunctionModel &Row);

/// The number that the argument at \p P is known to be, or null.
const llvm::APSInt *numberAt(ProgramStateRef State,
                             const clang::ento::CallEvent &Call,
                             const Position &P);

/// Whether \p Call, a Role::Fill by \p Row, is known to overwrite \p Slot.
bool overwrites(ProgramStateRef State, const clang::ento::CallEvent &Call,
                const FunctionModel &Row, const MemRegion *Slot);

/// Whether the address at \p P is known not to be null.
bool isGivenAddress(ProgramStateRef State, const clang::ento::CallEvent &Call,
                    const Position &P);

/// recvmsg() leaves the place of the name buffer at \p P as it was \p Before.
ProgramStateRef keepAddress(ProgramStateRef Before, ProgramStateRef After,
                            const clang::ento::CallEvent &Call,
                            const Position &P);

} // namespace closewait

#endif // CLOSEWAIT_CALLARGUMENTS_H
