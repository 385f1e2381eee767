//===- SocketWords.cpp - What reports say of sockets ----------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SocketWords.h"
#include "Callees.h"
#include "Places.h"
#include "Syntax.h"

using namespace clang;
using namespace ento;
using namespace closewait;

/// The symbol of the pointer that leads to \p Object, or null.
static SymbolRef pointerTo(const MemRegion *Object) {
  if (const auto *Element = dyn_cast<ElementRegion>(Object))
    if (Element->getIndex().isZeroConstant())
      Object = Element->getSuperRegion();
  const auto *Pointee = dyn_cast<SymbolicRegion>(Object);
  return Pointee ? Pointee->getSymbol() : nullptr;
}

/// The name of the variable, field or slot \p Place, or "".
static std::string nameOfPlace(const MemRegion *Place) {
  if (!Place)
    return "";
  std::string Whole = Place->getDescriptiveName(/*UseQuotes=*/false);
  const auto *Field = dyn_cast<FieldRegion>(Place);
  if (!Whole.empty() || !Field)
    return Whole;
  // The analyzer has no name for a field of an array's element.
  std::string Object = nameOfPlace(Field->getSuperRegion());
  return Object.empty() ? "" : Object + "." + Field->getDecl()->getName().str();
}

/// The name of \p Place, through whatever pointers the code could go there: it
/// need not do so itself.
static std::string nameThroughPointers(const MemRegion *Place) {
  const auto *Field = dyn_cast_or_null<FieldRegion>(Place);
  SymbolRef Pointer = Field ? pointerTo(Field->getSuperRegion()) : nullptr;
  if (!Pointer)
    return nameOfPlace(Place);
  std::string Object = nameThroughPointers(Pointer->getOriginRegion());
  return Object.empty() ? ""
                        : Object + "->" + Field->getDecl()->getName().str();
}

/// How the code names the epoll_event or pollfd \p Event.
static std::string nameOfEvent(const MemRegion *Event) {
  std::string Name = nameOfPlace(Event);
  const auto *Pointee = dyn_cast_or_null<SymbolicRegion>(
      Event ? Event->getBaseRegion() : nullptr);
  if (Name.empty() && Pointee)
    if (const ValueDecl *Pointer = declOf(Pointee->getSymbol()))
      Name = Pointer->getNameAsString();
  return Name.empty() ? "the event" : "'" + Name + "'";
}

/// How the code names the socket of \p F, best where it is to be closed.
static std::string nameOf(const Finding &F, ASTContext &Ctx) {
  std::string Name;
  bool SameFrame = F.Node->getStackFrame() == F.Entry.ReadFrame;
  // Of a descriptor behind a handle, the handle may be gone.
  bool ByHandle =
      F.Fd && F.Entry.By && F.Entry.By->isByHandle() && !isHandle(F.Fd);
  if ((SameFrame && !ByHandle) || !F.Entry.Opened)
    Name = spelled(F.Entry.Spelling, Ctx);
  // What the program says to the kernel is no better name than its variable's.
  if (Name.empty() && F.Entry.Opened && isWatchSlot(declOf(F.Entry.Place)))
    Name = assignedName(F.Entry.Opened, Ctx);
  if ((!SameFrame || ByHandle) && Name.empty())
    Name = nameOfPlace(F.Entry.Place);
  if (Name.empty() && F.Entry.Opened)
    Name = assignedName(F.Entry.Opened, Ctx);
  bool Elsewhere = !SameFrame || Name.empty();
  if (Elsewhere && F.Fd && !F.Entry.Opened && F.Fd->getOriginRegion())
    if (std::string Origin = nameOfPlace(F.Fd->getOriginRegion());
        !Origin.empty())
      Name = Origin;
  if (Name.empty() && F.Fd)
    Name = nameThroughPointers(F.Fd->getOriginRegion());
  return Name.empty() ? "the socket" : "'" + Name + "'";
}

/// The read that the body with the row \p By does for its caller, or null.
static const BodyRead *readOf(const FunctionModel *By) {
  return By && By->Does == Role::Body && !By->Seen.Reads.empty()
             ? &By->Seen.Reads.front()
             : nullptr;
}

/// What the call of \p Entry gave at the end of the stream: " returned 0".
static std::string endIn(const SocketEntry &Entry) {
  const BodyRead *Read = readOf(Entry.By);
  if (!Read)
    return " returned 0";
  const auto &All = Read->End.intervals();
  return All.size() == 1 && All.front().First == All.front().Last
             ? " returned " + Read->End.text()
             : " met the end of the stream";
}

/// "recv() returned 0", "send() failed", "'what' said that the peer closed".
static std::string endingOf(const SocketEntry &Entry) {
  if (Entry.State.endedByWrite())
    return calleeName(Entry.Write.Call) + " failed";
  if (const ParmVarDecl *Said = toldIn(Entry))
    return "'" + Said->getNameAsString() + "' said that the " +
           (Entry.State.isPeerClosed() ? "peer closed" : "connection failed");
  return calleeName(Entry.Last) +
         (Entry.State.isPeerClosed() ? endIn(Entry) : " failed");
}

/// "unless errno says "try again"", of a failure of a call with the row \p By.
static std::string unlessAgain(const FunctionModel *By) {
  if (const BodyRead *Read = readOf(By))
    return Read->Failed.meets(Read->Again)
               ? " failed: unless errno says \"try again\""
               : " failed: it does not say \"try again\"";
  switch (By ? By->Told : Telling::ByErrno) {
  case Telling::ByErrno:
    return " returned -1: unless errno says \"try again\"";
  case Telling::ByResult:
    return " failed: unless its result says \"try again\"";
  case Telling::Later:
    return " failed: unless the library, asked why, says \"try again\"";
  }
  return "";
}

/// The words of the step at which the library said that the connection of
/// \p New is over.
static std::string describeTold(const SocketEntry &New) {
  std::string Call = "The library calls this function to say that ";
  if (New.State.isPeerClosed())
    return Call + "the peer closed the connection: the socket is in CLOSE_WAIT "
                  "from here on, until it is closed";
  return Call + "the connection failed: only closing it gives the descriptor "
                "back";
}

std::string closewait::messageOf(const Finding &F, ASTContext &Ctx) {
  std::string Name = nameOf(F, Ctx), Ending = endingOf(F.Entry);
  bool Zero = F.Entry.State.isPeerClosed();
  switch (F.Is) {
  case Verdict::None:
    return "";
  case Verdict::Lost:
    return Name + " is never closed after " + Ending +
           (Zero ? ": the socket stays in CLOSE_WAIT"
                 : ": the descriptor is lost");
  case Verdict::ReadAgain:
    if (F.Entry.Ignored && Zero)
      return "The program ignores the result of " + calleeName(F.Entry.Last) +
             ": " + Name + " is read again after the peer has closed";
    if (F.Entry.State.endedByWrite())
      return Name + " is written again after " + Ending +
             " for good: this loop never ends";
    if (F.AtWait)
      return Name + " is waited for again after " + Ending +
             ": the kernel reports it at once each time, and this loop never "
             "ends";
    return Name + " is read again after " + Ending +
           (Zero ? ": no data will ever come, and this loop never ends"
                 : " for good: the connection is over");
  case Verdict::Swallowed:
    return Name + " stays open after " + Ending +
           ": this path ends like a path that goes on reading, and does not "
           "report the end";
  case Verdict::StaleErrno:
    return "errno decides the fate of " + Name + " after " + Ending +
           ", but a return of 0 does not set errno";
  case Verdict::Unwatched:
    return Name + " is taken out of the event loop after " + Ending +
           " and never closed" +
           (Zero ? ": the socket stays in CLOSE_WAIT" : "");
  case Verdict::Hangup:
    return "The hang-up reported in " + nameOfEvent(F.Event) +
           " is ignored: the socket is neither read nor closed";
  case Verdict::Leaked:
    return Name + " is leaked: " +
           (F.Entry.Opened ? "the socket that " + calleeName(F.Entry.Opened) +
                                 " opened is never closed"
                           : std::string("the socket is never closed"));
  }
  return "";
}

/// Where it stands what the answer of a function of the project means: ", which
/// is the end of the stream (net.c:7)".
static std::string meaningOf(const SocketEntry &Entry) {
  return readOf(Entry.By)
             ? ", which is the end of the stream (" + Entry.By->Seen.At + ")"
             : "";
}

/// Whether the write whose result is \p Failed was tried between \p Old and
/// \p New.
static bool isTried(const SocketEntry *Old, const SocketEntry &New,
                    SymbolRef Failed) {
  return Failed && New.Write.Result == Failed &&
         !(Old && Old->Write.Result == Failed);
}

std::string closewait::describeChange(const SocketEntry *Old,
                                      const SocketEntry &New,
                                      SymbolRef Failed) {
  SocketState Now = New.State;
  if (!Old && New.Opened && Now.isOpen() && Now.lastRead() == LastRead::None)
    return "The socket is opened here, by " + calleeName(New.Opened);
  bool Ended = Now.hasEnded() && !(Old && Old->State.hasEnded());
  if (Ended && toldIn(New))
    return describeTold(New);
  if (Ended && Now.isPeerClosed() && Now.evidence() < Evidence::Watched)
    return calleeName(New.Last) + endIn(New) + meaningOf(New) +
           ": this is the end, and no data will ever come";
  if (Ended && Now.isPeerClosed())
    return calleeName(New.Last) + endIn(New) + meaningOf(New) +
           ": the peer closed the connection, and the socket is in "
           "CLOSE_WAIT from here on, until close()";
  if (Ended)
    return calleeName(New.Last) + unlessAgain(New.By) +
           ", the connection is over, and only close() gives the descriptor "
           "back";
  if (isTried(Old, New, Failed))
    return calleeName(New.Write.Call) + unlessAgain(New.Write.By) +
           ", the connection is over";
  if (!Old)
    return "";
  if (Now.isUnwatched() && !Old->State.isUnwatched())
    return "The program takes the socket out of the event loop here: no event "
           "will report it again";
  if (Now.isShutDown() && !Old->State.isShutDown())
    return "The program sends its FIN here; the descriptor stays open";
  // That it stands in a field says where it was opened, and nothing more.
  if (Now.owner() == Owner::Given && Old->State.isOwned() && !New.OnlyStored)
    return "The socket is handed on here";
  return "";
}
