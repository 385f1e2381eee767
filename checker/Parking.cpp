//===- Parking.cpp - A process that waits to be asked again ---------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Parking.h"

#include <climits>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace closewait;

static int DoneFd = -1;

/// Whether there is memory for one more that only waits: a quarter of all is to
/// be had, as proc(5) has it (MemAvailable).
static bool hasRoom() {
  FILE *File = fopen("/proc/meminfo", "re");
  unsigned long Total = 0, Available = 0;
  char Line[128];
  while (File && fgets(Line, sizeof Line, File)) {
    sscanf(Line, "MemTotal: %lu", &Total);
    sscanf(Line, "MemAvailable: %lu", &Available);
  }
  if (File)
    fclose(File);
  return Available > Total / 4;
}

/// Has this process end when the command does, whatever it is at.  The end of
/// the pipe is the command's, with all that is set for it: another is opened.
static void endWith(int Life) {
  std::string Name = "/proc/self/fd/" + std::to_string(Life);
  int Own = open(Name.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (Own < 0)
    return;
  signal(SIGIO, SIG_DFL);
  fcntl(Own, F_SETOWN, getpid());
  fcntl(Own, F_SETFL, O_RDONLY | O_NONBLOCK | O_ASYNC);
}

/// The end of the command's pipe, or -1.
static int lifeFd() {
  const char *Number = getenv("CLOSEWAIT_LIFE");
  int Fd = Number ? atoi(Number) : -1;
  return Fd > STDERR_FILENO && fcntl(Fd, F_GETFD) >= 0 ? Fd : -1;
}

/// Takes the line that ends at \p At off \p Text.
static std::string takeLine(std::string &Text) {
  size_t End = Text.find('\n');
  std::string Line = Text.substr(0, End);
  Text.erase(0, End == std::string::npos ? End : End + 1);
  return Line;
}

/// Waits for a question, and reads it.
static Request waitAt(const std::string &Place, int Fifo, int Life) {
  pollfd Polled[] = {{Fifo, POLLIN, 0}, {Life, POLLIN, 0}};
  char Buffer[PIPE_BUF];
  for (;;) {
    if (poll(Polled, 2, -1) < 0 || Polled[1].revents) {
      unlink(Place.c_str());
      _exit(1);
    }
    // One write of less than PIPE_BUF comes in one piece.
    ssize_t Got = read(Fifo, Buffer, sizeof Buffer);
    if (Got <= 0)
      continue;
    std::string Text(Buffer, size_t(Got));
    Request Asked;
    Asked.Known = takeLine(Text);
    Asked.Log = takeLine(Text);
    Asked.Said = takeLine(Text);
    Asked.Done = takeLine(Text);
    alarm(unsigned(atoi(takeLine(Text).c_str())));
    return Asked;
  }
}

/// Tells the program that has started clang that this process stays: it must
/// not wait for the end of the output any more.
static bool tellThatWeStay() {
  int Nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (Nowhere < 0 || write(STDOUT_FILENO, "parked\n", 7) != 7)
    return false;
  dup2(Nowhere, STDOUT_FILENO);
  dup2(Nowhere, STDERR_FILENO);
  close(Nowhere);
  return true;
}

bool closewait::park(const std::string &Place, Request &Asked) {
  int Life = lifeFd();
  std::string Made = Place + ".new";
  unlink(Made.c_str());
  if (Life < 0 || !hasRoom() || mkfifo(Made.c_str(), 0600) != 0)
    return false;
  // Open for writing, too: so the end of one who asks is no end.
  int Fifo = open(Made.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
  if (Fifo < 0 || !tellThatWeStay()) {
    unlink(Made.c_str());
    return false;
  }
  // Others can find the process only from here on: the facts are written.
  if (rename(Made.c_str(), Place.c_str()) != 0)
    _exit(1);
  Asked = waitAt(Place, Fifo, Life);
  endWith(Life);
  unlink(Place.c_str());
  close(Fifo);
  DoneFd = open(Asked.Done.c_str(), O_WRONLY | O_CLOEXEC);
  int Said = open(Asked.Said.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0666);
  if (DoneFd < 0 || Said < 0)
    _exit(1);
  dup2(Said, STDERR_FILENO);
  close(Said);
  return true;
}

void closewait::answer(const Request &Asked, bool IsWell) {
  if (IsWell)
    (void)!write(DoneFd, "!", 1);
  _exit(IsWell ? 0 : 1);
}
