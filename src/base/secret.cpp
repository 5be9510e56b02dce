#include "base/secret.hpp"

#include <cstring>

namespace taxgate {

void Secret::wipe() noexcept {
  text_.resize(text_.capacity());  // the short-string buffer and the slack hold copies too
  explicit_bzero(text_.data(), text_.size());
  text_.clear();
}

bool same_secret(std::string_view left, std::string_view right) {
  if (left.size() != right.size()) return false;
  volatile unsigned char difference = 0;
  for (std::size_t i = 0; i < left.size(); ++i) {
    difference = static_cast<unsigned char>(difference | (left[i] ^ right[i]));
  }
  return difference == 0;
}

}  // namespace taxgate
