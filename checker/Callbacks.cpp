//===- Callbacks.cpp - Functions that a library calls ---------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Callbacks.h"
#include "Syntax.h"

using namespace clang;
using namespace ento;
using namespace closewait;

namespace {
/// One function that the library calls, at its beginning.
class Callback {
public:
  Callback(const FunctionDecl *F, const FunctionModel &Row, CheckerContext &C)
      : F(F), Row(Row), C(C) {}

  bool onAccept();
  bool onEvents(const EvidenceMap &Map);
  bool onRead();

private:
  /// The parameter at \p P, or null.
  const ParmVarDecl *parameter(const Position &P) const {
    return unsigned(P.Index) < F->getNumParams() ? F->getParamDecl(P.Index)
                                                 : nullptr;
  }
  Loc placeOf(const ParmVarDecl *Param) const {
    return C.getState()->getLValue(Param, C.getLocationContext());
  }
  /// What is said, as a symbol and where it stands; null if it is no number.
  SymbolRef said() const;
  /// The path on which \p Event has happened to the socket of the handle.
  ProgramStateRef told(ProgramStateRef State, SocketEvent Event) const;
  void add(ProgramStateRef State) const {
    if (State)
      C.addTransition(State);
  }

  const FunctionDecl *F;
  const FunctionModel &Row;
  CheckerContext &C;
};
} // namespace

SymbolRef Callback::said() const {
  const ParmVarDecl *Param = parameter(Row.Data);
  if (!Param || !Param->getType()->isIntegerType())
    return nullptr;
  return C.getState()->getSVal(placeOf(Param)).getAsSymbol();
}

ProgramStateRef Callback::told(ProgramStateRef State, SocketEvent Event) const {
  const ParmVarDecl *Param = parameter(Row.Handle);
  if (!State || !Param || !Param->getType()->isPointerType())
    return nullptr;
  SymbolRef Handle = State->getSVal(placeOf(Param)).getAsSymbol();
  if (!Handle)
    return nullptr;
  SocketEntry Entry(SocketState::borrowed(Evidence::Socket));
  Entry.By = &Row;
  Entry.ReadFrame = Entry.Home = C.getStackFrame();
  if (Event == SocketEvent::ReadEnd || Event == SocketEvent::ReadFailed) {
    State = startEpoch(noteSocketGone(State));
    Entry.Epoch = endings(State);
  }
  if (Event == SocketEvent::Excused)
    Entry.State = Entry.State.after(SocketEvent::ReadFailed);
  Entry.State = Entry.State.after(Event);
  return setSocket(State, Handle, Entry);
}

/// The function is given a new connection, and has to close it.
bool Callback::onAccept() {
  const ParmVarDecl *Param = parameter(Row.Descriptor);
  if (!Param || !Param->getType()->isIntegerType())
    return false;
  SymbolRef Fd = C.getState()->getSVal(placeOf(Param)).getAsSymbol();
  if (!Fd)
    return false;
  SocketEntry Entry(SocketState::owned(Transport::Stream));
  Entry.Home = C.getStackFrame();
  ProgramStateRef State =
      assumeThat(C.getState(), nonloc::SymbolVal(Fd), BO_GT, 2);
  add(State ? setSocket(State, Fd, Entry) : nullptr);
  return true;
}

/// Whether a call below \p S passes the value of \p Told to another function,
/// which decides then: `next->on_event(next, what)`.
static bool passesOn(const Stmt *S, const ParmVarDecl *Told,
                     const EvidenceMap &Map) {
  return anyBelow(S, [&](const Stmt *Here) {
    const auto *Call = dyn_cast<CallExpr>(Here);
    return Call && !Map.modelOf(Call) && !isHarmless(Call->getDirectCallee()) &&
           llvm::any_of(Call->arguments(),
                        [&](const Expr *E) { return namedBy(E) == Told; });
  });
}

/// The function is given a mask of events.
bool Callback::onEvents(const EvidenceMap &Map) {
  const ParmVarDecl *Param = parameter(Row.Data);
  if (!said() || passesOn(F->getBody(), Param, Map))
    return false;
  auto Says = [&](int Mask, SocketEvent Event) {
    SVal Value =
        C.getSValBuilder().makeIntVal(uint64_t(Mask), Param->getType());
    add(told(C.getState()->bindLoc(placeOf(Param), Value,
                                   C.getLocationContext(),
                                   /*notifyChanges=*/false),
             Event));
  };
  Says(Row.End, SocketEvent::ReadEnd);
  Says(Row.Error, SocketEvent::ReadFailed);
  Says(Row.Else, SocketEvent::ReadData);
  return true;
}

/// The function is given what a read would have returned: a count, 0 for
/// "again", or a negative number.
bool Callback::onRead() {
  SymbolRef Result = said();
  if (!Result)
    return false;
  ProgramStateRef State = C.getState();
  nonloc::SymbolVal Value(Result);
  ProgramStateRef Error = assumeThat(State, Value, BO_LT, 0);
  Error = Error ? assumeThat(Error, Value, BO_NE, Row.End) : nullptr;
  add(told(assumeThat(State, Value, BO_EQ, Row.End), SocketEvent::ReadEnd));
  add(told(Error, SocketEvent::ReadFailed));
  add(told(assumeThat(State, Value, BO_EQ, 0), SocketEvent::Excused));
  add(told(assumeThat(State, Value, BO_GT, 0), SocketEvent::ReadData));
  return true;
}

bool closewait::calledBack(const FunctionModel &Row, Analysis &Desk,
                           CheckerContext &C) {
  const auto *F = dyn_cast<FunctionDecl>(C.getStackFrame()->getDecl());
  if (!F)
    return false;
  Callback Function(F, Row, C);
  if (Row.Does == Role::OnEvents)
    return Function.onEvents(Desk.evidence(C.getASTContext()));
  return Row.Does == Role::OnRead ? Function.onRead() : Function.onAccept();
}
