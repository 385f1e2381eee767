//===- Rules.cpp - What the checkers are called and mean ------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Rules.h"

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
