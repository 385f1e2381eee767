//===- Proxy.h - `closewait clangd` and `closewait lsp` ---------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One loop between the editor, the server and the analyses.  What the editor
// says is on its way before anything is made of it; of what the server says
// only what is added to is looked at.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_LSP_PROXY_H
#define CLOSEWAIT_DRIVER_LSP_PROXY_H

#include <string>
#include <vector>

namespace closewait {

/// Starts clangd with \p Arguments, those of ours left out, and stands between
/// it and the editor, at stdin and stdout.  \p Self is the path of this
/// program. \returns clangd's exit code, or, where there is no clangd, 2.
int runClangd(const std::vector<std::string> &Arguments,
              const std::string &Self);

/// The same without clangd.  \returns what LSP asks.
int runServer(const std::vector<std::string> &Arguments,
              const std::string &Self);

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_LSP_PROXY_H
