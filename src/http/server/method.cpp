#include "http/server/method.hpp"

namespace taxgate::http {

std::string to_text(MethodSet set) {
  std::string out;
  for (std::size_t i = 0; i < kMethodCount; ++i) {
    if (!set.has(static_cast<Method>(i))) continue;
    if (!out.empty()) out += ", ";
    out += kMethodNames[i];
  }
  return out;
}

}  // namespace taxgate::http
