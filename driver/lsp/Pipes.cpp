//===- Pipes.cpp - Bytes on their way -------------------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Pipes.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <unistd.h>

using namespace closewait;

bool Outbox::write() {
  // A pipe that is ready takes so much without blocking: pipe(7), PIPE_BUF.
  return write(PIPE_BUF);
}

void Outbox::flush() {
  if (!isEmpty())
    write(Waiting.size());
}

bool Outbox::write(size_t Most) {
  size_t Length = std::min(Waiting.size() - Done, Most);
  ssize_t Written = ::write(Fd, Waiting.data() + Done, Length);
  if (Written < 0 && (errno == EINTR || errno == EAGAIN))
    return true;
  if (Written > 0)
    Done += size_t(Written);
  if (Written <= 0)
    Done = Waiting.size();
  if (isEmpty() || Done > MostDone) {
    Waiting.erase(0, Done);
    Done = 0;
  }
  closeIfDone();
  return Written > 0;
}

void Outbox::closeIfDone() {
  if (!IsEnding || !isEmpty() || Fd < 0)
    return;
  close(Fd);
  Fd = -1;
}
