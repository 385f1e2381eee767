//===- ModelWords.h - The words that model rows are written in --*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The vocabulary of a row, for who reads and writes it: the keys, the names of
// the roles with the keys that each needs and takes, and the visitors that go
// through the fields of a row by key.  docs/models.md says what they mean.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_MODELWORDS_H
#define CLOSEWAIT_MODELWORDS_H

#include "SocketModel.h"

#include "llvm/ADT/STLExtras.h"

#include <cerrno>

namespace closewait {
namespace words {

/// The keys of a row that not every role understands.
enum Key : unsigned {
  Descriptor = 1 << 0,
  Target = 1 << 1,
  Handle = 1 << 2,
  Function = 1 << 3,
  Buffer = 1 << 4,
  Length = 1 << 5,
  Flags = 1 << 6,
  Address = 1 << 7,
  Data = 1 << 8,
  Means = 1 << 9,  // zero, negative
  Codes = 1 << 10, // again, fatal
  Tells = 1 << 11,
  SocketsOnly = 1 << 12,
  Stream = 1 << 13,
  EmptyMessage = 1 << 14,
  Peeks = 1 << 15,
  Borrows = 1 << 16,
  CloseBit = 1 << 17,
  Elements = 1 << 18,
  End = 1 << 19,
  Otherwise = 1 << 20, // error, else
  Result = 1 << 21,    // `result` is understood in `descriptor`
  Through = 1 << 22,   // `"*N"` is understood in `descriptor`
  Bye = 1 << 23,
  Recalls = 1 << 24,
  Seen = 1 << 25 // at, closes, keeps, calls and similar keys
};

/// What a role is called, and which keys it needs and understands.
struct RoleShape {
  Role Is;
  const char *Name;
  unsigned Needs;
  unsigned Takes;
};

constexpr RoleShape RoleShapes[] = {
    {Role::Acquire, "acquire", Descriptor,
     Flags | Data | Stream | Elements | Result | Through},
    {Role::Other, "acquire-other", Descriptor, Handle | Result | Through},
    {Role::Read, "read", Descriptor,
     Buffer | Length | Flags | Address | Data | Means | Codes | Tells |
         SocketsOnly | EmptyMessage | Peeks | Handle | Through},
    {Role::Write, "write", Descriptor,
     Address | Data | Means | Codes | Tells | SocketsOnly | Handle | Through},
    {Role::Wait, "wait", Data, 0},
    {Role::Watch, "watch", Descriptor | Flags, Data | Means},
    {Role::Unwatch, "unwatch", Descriptor, Handle | Through},
    {Role::Use, "use", Descriptor,
     SocketsOnly | Bye | Recalls | Handle | Through},
    {Role::ShutDown, "shut-down", Descriptor | Flags, SocketsOnly},
    {Role::Listen, "listen", Descriptor, SocketsOnly},
    {Role::Close, "close", Descriptor, Handle | Through},
    {Role::CloseFrom, "close-from", Descriptor, Flags},
    {Role::CopyOnto, "copy-onto", Descriptor | Target, 0},
    {Role::Wrap, "wrap", Descriptor,
     Handle | Flags | Data | Borrows | CloseBit | SocketsOnly | Through},
    {Role::Unwrap, "unwrap", Handle, 0},
    {Role::Classify, "classify", Handle, Data},
    {Role::OnEvents, "on-events", Function | Handle | Data | End | Otherwise,
     0},
    {Role::OnRead, "on-read", Function | Handle | Data | End, 0},
    {Role::OnAccept, "on-accept", Function | Descriptor, 0},
    {Role::HandOn, "hand-on", Data, Means},
    {Role::EndThread, "end-thread", 0, 0},
    {Role::Allocate, "allocate", Descriptor, Result},
    {Role::Free, "free", Data, 0},
    {Role::Copy, "copy", Descriptor | Data, 0},
    {Role::Fill, "fill", Buffer | Length, 0},
    {Role::Errno, "errno", 0, 0},
    {Role::Clock, "clock", 0, 0},
    {Role::Pause, "pause", 0, 0},
    {Role::Neutral, "neutral", 0, 0},
    {Role::Body, "body", 0, Seen | Codes},
};

inline const RoleShape &shapeOf(Role R) {
  return *llvm::find_if(RoleShapes,
                        [R](const RoleShape &S) { return S.Is == R; });
}

/// Whether \p R takes one of \p Keys.
inline bool understands(Role R, unsigned Keys) {
  const RoleShape &S = shapeOf(R);
  return (S.Needs | S.Takes) & Keys;
}

/// Whether \p R registers a function: its positions then speak of the
/// parameters of that function, but for the one where it stands.
inline bool registers(Role R) { return understands(R, Function); }

/// Visits the places in a call that \p Row can name.
template <typename Visitor>
void eachPosition(FunctionModel &Row, Visitor Visit) {
  Visit(Function, "function", Row.Function);
  Visit(Descriptor, "descriptor", Row.Descriptor);
  Visit(Handle, "handle", Row.Handle);
  Visit(Target, "target", Row.Target);
  Visit(Buffer, "buffer", Row.Buffer);
  Visit(Length, "length", Row.Length);
  Visit(Flags, "flags", Row.Flags);
  Visit(Address, "address", Row.Address);
  Visit(Data, "data", Row.Data);
}

/// Visits what results mean.
template <typename Visitor>
void eachMeaning(FunctionModel &Row, Visitor Visit) {
  Visit("zero", Row.Zero);
  Visit("negative", Row.Negative);
}

/// Visits the numbers that a library's header defines.
template <typename Visitor> void eachNumber(FunctionModel &Row, Visitor Visit) {
  Visit(CloseBit, "close-bit", Row.CloseBit);
  Visit(End, "end", Row.End);
  Visit(Otherwise, "error", Row.Error);
  Visit(Otherwise, "else", Row.Else);
}

/// Visits what is simply so, or not.
template <typename Visitor> void eachMark(FunctionModel &Row, Visitor Visit) {
  Visit(SocketsOnly, "sockets-only", Row.SocketsOnly);
  Visit(Stream, "stream", Row.Stream);
  Visit(EmptyMessage, "empty-message", Row.EmptyMessage);
  Visit(Peeks, "peeks", Row.Peeks);
  Visit(Bye, "bye", Row.Bye);
  Visit(Recalls, "recalls", Row.Recalls);
  Visit(Borrows, "borrows", Row.Borrows);
}

/// Visits what a body was seen to do with access paths.
template <typename Visitor> void eachPathList(BodyFacts &Seen, Visitor Visit) {
  Visit("closes", Seen.Closes);
  Visit("may-close", Seen.MayClose);
  Visit("keeps", Seen.Keeps);
  Visit("writes", Seen.Writes);
  Visit("sends", Seen.Sends);
  Visit("gives", Seen.Gives);
}

/// Visits what a body answers where it has read.
template <typename Visitor> void eachAnswer(BodyRead &Read, Visitor Visit) {
  Visit("end", Read.End);
  Visit("failed", Read.Failed);
  Visit("again", Read.Again);
  Visit("data", Read.Data);
}

/// The errno names that a row can use.
constexpr struct {
  const char *Name;
  int Value;
} ErrnoValues[] = {
    {"EAGAIN", EAGAIN},
    {"EWOULDBLOCK", EWOULDBLOCK},
    {"EINTR", EINTR},
    {"EINPROGRESS", EINPROGRESS},
    {"EALREADY", EALREADY},
    {"ENOBUFS", ENOBUFS},
    {"ENOMEM", ENOMEM},
    {"EISCONN", EISCONN},
    {"ECONNABORTED", ECONNABORTED},
    {"EMFILE", EMFILE},
    {"ENFILE", ENFILE},
    {"EPROTO", EPROTO},
    {"ENOTCONN", ENOTCONN},
    {"ETIMEDOUT", ETIMEDOUT},
};

} // namespace words
} // namespace closewait

#endif // CLOSEWAIT_MODELWORDS_H
