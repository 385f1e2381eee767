//===- Documents.h - The files that are open in the editor ------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the editor has told of them: didOpen, didChange, didClose.  Their texts
// are what counts, not what stands on the disk.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_LSP_DOCUMENTS_H
#define CLOSEWAIT_DRIVER_LSP_DOCUMENTS_H

#include "Positions.h"

#include <map>
#include <vector>

namespace closewait {

struct Document {
  std::string Uri;  ///< As the editor writes it.
  std::string Path; ///< Absolute.
  std::string Real; ///< The same without symbolic links.
  std::string Text;
  llvm::json::Value Version = nullptr;
  bool IsCode = false; ///< C or C++.
};

/// The path that \p Uri names, or "" where it names no file.
std::string pathOfUri(llvm::StringRef Uri);

class Documents {
public:
  using Map = std::map<std::string, Document>;

  /// \p Params of the notifications.  \returns the document, or null where they
  /// make no sense.
  Document *open(const llvm::json::Object &Params);
  /// \p Made: what has been edited, in this order.
  Document *change(const llvm::json::Object &Params, Encoding In,
                   std::vector<Edit> &Made);
  /// \returns the path of what is closed, or "".
  std::string close(const llvm::json::Object &Params);

  /// The one of \p Params' `textDocument`, or null.
  Document *of(const llvm::json::Object &Params);

  Document *at(const std::string &Path);
  /// The one whose file is \p Path, however that is called, or null.
  const Document *sameAs(const std::string &Path) const;

  const Map &all() const { return ByPath; }

private:
  Map ByPath;
};

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_LSP_DOCUMENTS_H
