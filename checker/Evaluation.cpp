//===- Evaluation.cpp - A call in place of the analyzer -------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Evaluation.h"
#include "Numbers.h"
#include "Rounds.h"

using namespace clang;
using namespace ento;
using namespace closewait;

/// The kernel writes into the buffer and sets errno, and changes nothing else:
/// what lies beside the buffer in the same object stays as it is.  Clang's own
/// checkers look for errno in the memory of the system's globals; afterwards
/// they no longer know whether the program may read it.
ProgramStateRef Evaluation::forgetWritten(ProgramStateRef State) {
  llvm::SmallVector<SVal, 2> Written{loc::MemRegionVal(
      C.getStoreManager().getRegionManager().getGlobalsRegion(
          MemRegion::GlobalSystemSpaceRegionKind))};
  RegionAndSymbolInvalidationTraits Traits;
  if (const MemRegion *Buffer =
          Call.getArgSVal(Row.Buffer.Index).getAsRegion()) {
    Buffer = Buffer->StripCasts();
    if (const auto *Element = dyn_cast<ElementRegion>(Buffer))
      Buffer = Element->getSuperRegion();
    Traits.setTrait(
        Buffer,
        RegionAndSymbolInvalidationTraits::TK_DoNotInvalidateSuperRegion);
    Traits.setTrait(Buffer,
                    RegionAndSymbolInvalidationTraits::TK_SuppressEscape);
    Written.push_back(loc::MemRegionVal(Buffer));
  }
  return compat::invalidate(State, Written, Call, C.blockCount(), Traits);
}

ProgramStateRef Evaluation::effects(ProgramStateRef State,
                                    DefinedOrUnknownSVal &Result) {
  static int Tag;
  Result = compat::conjure(C.getSValBuilder(), Call, Call.getResultType(),
                           C.blockCount(), &Tag);
  ProgramStateRef After = Row.Buffer.isGiven()
                              ? forgetWritten(State)
                              : Call.invalidateRegions(C.blockCount(), State);
  After = keepAddress(State, After, Call, Row.Address);
  // A wait gives its array new events.
  llvm::SmallVector<const MemRegion *, 1> Written;
  if (Row.Does == Role::Wait)
    if (const MemRegion *R = Call.getArgSVal(Row.Data.Index).getAsRegion())
      Written.push_back(R->getBaseRegion());
  After = keepDescriptors(State, After, Written);
  // Behind an index that is not known, the analyzer forgets the whole table; of
  // two slots in it that may be one, it keeps what is bound last.
  SymbolRef Fd = socketAt(State, Call, Row);
  if (const MemRegion *Place = Fd ? Fd->getOriginRegion() : nullptr)
    After = keepAt(State, After, Place, Fd);
  return After;
}

ProgramStateRef Evaluation::returns(ProgramStateRef State,
                                    DefinedOrUnknownSVal Result,
                                    BinaryOperatorKind Op, int Than) {
  State = State->BindExpr(Call.getOriginExpr(), C.getLocationContext(), Result);
  return assumeThat(State, Result, Op, Than);
}

ProgramStateRef Evaluation::returnsAny(ProgramStateRef State,
                                       DefinedOrUnknownSVal Result) {
  // A library's codes can be any negative number.
  if (Row.Told == Telling::ByResult)
    return State->BindExpr(Call.getOriginExpr(), C.getLocationContext(),
                           Result);
  return returns(State, Result, BO_GE, -1);
}

ProgramStateRef Evaluation::fails(ProgramStateRef State,
                                  DefinedOrUnknownSVal Result, SymbolRef &Code,
                                  SymbolRef &Beside) {
  if (Row.Told == Telling::ByResult)
    State = returns(State, Result, BO_LT, 0);
  else
    State = returns(State, Result, BO_EQ, Row.Zero == Meaning::Failed ? 0 : -1);
  return State ? leavesCode(State, Result, Code, Beside) : nullptr;
}

ProgramStateRef Evaluation::leavesCode(ProgramStateRef State,
                                       DefinedOrUnknownSVal Result,
                                       SymbolRef &Code, SymbolRef &Beside) {
  Beside = nullptr;
  if (Row.Told == Telling::ByResult) {
    Code = Result.getAsSymbol();
    return State;
  }
  State = setErrno(State, Call, C.blockCount(), Code);
  if (Row.Told != Telling::Later)
    return State;
  // The program may still ask errno, but that is not the answer.
  Beside = Code;
  return setCode(State, Call, Row, /*Ended=*/false, C.blockCount(), Code);
}

ProgramStateRef Evaluation::meetAgain(ProgramStateRef State, SymbolRef Fd) {
  const SocketEntry *Entry = socketOf(State, Fd);
  if (!Entry)
    return State;
  SocketState Now = Desk.stateNow(State, *Entry);
  bool Writes = Row.Does == Role::Write;
  CallSite First = Writes ? Entry->Write.Site : Entry->Site;
  if (!Now.hasEnded() || Now.endedByWrite() != Writes || First != Site)
    return State;
  unsigned Since = Writes ? Entry->Write.Epoch : Entry->Epoch;
  if (isBoundedRound(State, Since) ||
      (Now.evidence() < Evidence::Watched && timePassedSince(State, Since)))
    return State;
  if (Desk.ask(State, Fd, Occasion::SameCallAgain))
    return advance(State, Fd, SocketEvent::HandedOn);
  return State;
}
