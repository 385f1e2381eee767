//===- Messages.h - What an editor and a server say to each other -*- C++ -*-=//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The base protocol of LSP 3.17: lines of a header, one of which is
// "Content-Length: N", an empty line, and N bytes of JSON.  A program between
// two others passes on all bytes, messages or not; this file reads only the
// bytes that are messages.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_LSP_MESSAGES_H
#define CLOSEWAIT_DRIVER_LSP_MESSAGES_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/JSON.h"

#include <optional>
#include <string>

namespace closewait {

/// A piece of what has come.
struct Message {
  std::string Raw;   ///< All of it, header and all.
  size_t BodyAt = 0; ///< Where the JSON begins in it; at its end if none does.
  bool Ends = true;  ///< False: what comes next belongs to the same message.

  llvm::StringRef body() const {
    return llvm::StringRef(Raw).drop_front(BodyAt);
  }
};

/// Makes messages of bytes.
class MessageReader {
public:
  /// A message of more bytes than \p Most, or a header of more than
  /// MostOfHeader, comes in pieces that have no body.
  explicit MessageReader(size_t Most = 64 << 20) : Most(Most) {}

  static constexpr size_t MostOfHeader = 1 << 16;

  void feed(llvm::StringRef Bytes) { Buffer += Bytes; }

  /// The next piece, if it is there.
  std::optional<Message> next();

  /// What has come of a message whose end has not.
  std::string rest();

private:
  std::optional<Message> take(size_t Length, size_t BodyAt, bool Ends);

  size_t Most;
  std::string Buffer;
  size_t Passing = 0; ///< So many bytes of a message that is too large to come.
};

/// What tells a request, an answer and a notification from each other.
struct Envelope {
  std::string Id;     ///< In JSON, always written alike, or "".
  std::string Method; ///< Or "": an answer.
};

/// Reads no more of \p Body than the names of its outermost members.
/// \returns what it has of both; nothing where it is no JSON object.
Envelope envelopeOf(llvm::StringRef Body);

/// \p Body with its header.
std::string withHeader(llvm::StringRef Body);
std::string framed(const llvm::json::Value &Body);

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_LSP_MESSAGES_H
