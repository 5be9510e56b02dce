#pragma once
#include <memory>

#include "base/bytes.hpp"

namespace taxgate {

/// SHA-256 of what comes in pieces: files of any size.
class Sha256Stream {
 public:
  Sha256Stream();
  ~Sha256Stream();
  Sha256Stream(const Sha256Stream&) = delete;
  Sha256Stream& operator=(const Sha256Stream&) = delete;

  void add(ByteView piece);
  /// Of everything added; afterwards it begins anew.
  Digest finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace taxgate
