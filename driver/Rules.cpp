//===- Rules.cpp - Names and meaning of the checkers ----------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Rules.h"
#include "Files.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"

using namespace closewait;

static const char *const Cwes[] = {"772"};

llvm::ArrayRef<Rule> closewait::rules() {
  static const Rule All[] = {
      {"socket.CloseWait", "EndedSocketNotClosed",
       "A socket has ended and is not closed.",
       "When a read returns 0, the peer has closed: close the descriptor on "
       "every path from there. When it fails, look at errno: unless it says "
       "EAGAIN, EWOULDBLOCK or EINTR, close it as well.",
       Cwes},
      {"socket.Hangup", "HangupIgnored",
       "A hang-up reported by poll or epoll is ignored.",
       "POLLHUP, POLLERR, EPOLLHUP and EPOLLERR come back at once until the "
       "socket is closed: close it where they are seen.",
       Cwes},
      {"socket.Leak", "SocketLeaked",
       "The last reference to an open socket is lost.",
       "Close the descriptor before the variable that holds it goes away or "
       "is overwritten, on error paths too.",
       Cwes},
  };
  return All;
}

/// "did you mean …? " with the checker whose name is most similar to \p Name,
/// or
/// "" where none is similar.
static std::string suggestion(llvm::StringRef Name) {
  unsigned Least = Name.size() / 3 + 1;
  llvm::StringRef Nearest;
  for (const Rule &R : rules())
    for (llvm::StringRef Candidate : {llvm::StringRef(R.Id), R.page()}) {
      unsigned Distance =
          Name.lower() == Candidate.lower() ? 0 : Name.edit_distance(Candidate);
      if (Distance >= Least)
        continue;
      Least = Distance;
      Nearest = R.Id;
    }
  return Nearest.empty() ? "" : ("did you mean '" + Nearest + "'? ").str();
}

llvm::Expected<const Rule *> closewait::ruleNamed(llvm::StringRef Name) {
  for (const Rule &R : rules())
    if (Name == R.Id || Name == R.page())
      return &R;
  return failure("no checker '" + Name + "'; " + suggestion(Name) +
                 "`closewait list` names all");
}

llvm::Expected<std::string> closewait::checkersIn(llvm::StringRef List) {
  llvm::SmallVector<llvm::StringRef, 8> Names;
  List.split(Names, ',');
  std::vector<std::string> Known;
  for (llvm::StringRef Name : Names) {
    Name = Name.trim();
    if (Name == "socket") {
      Known.push_back("socket");
      continue;
    }
    auto Found = ruleNamed(Name);
    if (!Found)
      return Found.takeError();
    Known.push_back((*Found)->Id);
  }
  return llvm::join(Known, ",");
}
