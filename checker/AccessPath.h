//===- AccessPath.h - How a function comes to a descriptor ------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An access path begins with a parameter, the result, or a global, and goes
// on through pointers, fields and elements: `0->conn->fd` is a number that the
// first argument leads to.  As text it reads
//
//   path  ::= root step*
//   root  ::= INDEX | "result" | "this" | NAME | "%" INDEX | "new" | "?"
//   step  ::= "->" FIELD | "." FIELD | "[]"
//
// where a NAME that ends in `@` is known to its unit alone, and `[]` is any
// element, or what a pointer points to: `*0` is written `0[]`, and `(*0).fd` is
// `0->fd`.  `%2` is what the call number 2 of a body gives, `new` a socket that
// has just been opened, and `?` an unknown place.  With `&` in
// front it is the address of what stands there, and with `...` at the end, all
// that begins so.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_ACCESSPATH_H
#define CLOSEWAIT_ACCESSPATH_H

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"

#include <string>

namespace closewait {

class AccessPath {
public:
  /// A longer path is cut off, and ends in "...".
  static constexpr unsigned MostSteps = 4;

  AccessPath() = default;
  static AccessPath parameter(unsigned Index) {
    return AccessPath(std::to_string(Index));
  }
  /// \p IsVisible: other units can name it, too.
  static AccessPath global(llvm::StringRef Name, bool IsVisible) {
    return AccessPath(Name.str() + (IsVisible ? "" : "@"));
  }
  static AccessPath call(unsigned Number) {
    return AccessPath("%" + std::to_string(Number));
  }
  static AccessPath newSocket() { return AccessPath("new"); }
  static AccessPath somewhere() { return AccessPath("?"); }

  /// The path that \p Text says, which has to be as above.
  /// \returns whether it is.
  static bool parse(llvm::StringRef Text, AccessPath &Path);

  /// Whether it is one: the default is none.
  bool isGiven() const { return !Text.empty(); }
  const std::string &text() const { return Text; }
  llvm::StringRef root() const;
  bool isSomewhere() const { return root() == "?"; }
  /// Whether it begins with a parameter; \p Index is which.
  bool isParameter(unsigned &Index) const;
  /// Whether it begins with what a call gives; \p Number is which.
  bool isCall(unsigned &Number) const;
  bool isNew() const { return root() == "new"; }
  bool isGlobal() const;
  /// What the root is followed by, one string for each step.
  llvm::SmallVector<llvm::StringRef, 4> steps() const;
  bool isCut() const { return llvm::StringRef(Text).take_back(3) == "..."; }

  AccessPath field(llvm::StringRef Name, bool Through) const {
    return then((Through ? "->" : ".") + Name.str());
  }
  AccessPath element() const { return then("[]"); }
  AccessPath address() const;
  bool isAddress() const { return llvm::StringRef(Text).take_front() == "&"; }
  /// Its root alone, and without a sign.
  AccessPath start() const { return AccessPath(root().str()); }
  /// Without the sign.
  AccessPath target() const {
    return AccessPath(Text.substr(isAddress() ? 1 : 0));
  }
  /// What it is a part of, or lies behind: the path without its last step.
  AccessPath parent() const;

  /// Its first \p Steps, and all that begins so.
  AccessPath cutAfter(size_t Steps) const;

  /// The same seen by a caller, for whom the root is \p Given.
  AccessPath from(const AccessPath &Given) const;

  /// Whether \p Other is this, or lies behind it.
  bool covers(const AccessPath &Other) const;

  bool operator==(const AccessPath &O) const { return Text == O.Text; }
  bool operator<(const AccessPath &O) const { return Text < O.Text; }

private:
  explicit AccessPath(std::string Text) : Text(std::move(Text)) {}
  AccessPath then(llvm::StringRef Step) const;

  std::string Text;
};

} // namespace closewait

#endif // CLOSEWAIT_ACCESSPATH_H
