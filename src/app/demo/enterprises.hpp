#pragma once
// The invented enterprises, each found by index.
#include <string>
#include <string_view>

#include "app/demo/citizens.hpp"

namespace taxgate::demo {

struct Enterprise {
  std::string uscc;
  std::string number;  // 纳税人识别号: the USCC, or of 15 or 20 characters for a few
  std::string name;
  std::string organ;
  std::string_view state;
  std::string_view kind;
  std::string address;
  Date registered{};
};

class Enterprises {
 public:
  Enterprises(const World& world, const Citizens& citizens);
  /// No two indices below 10 million have the same USCC or taxpayer number.
  Enterprise at(std::uint64_t index) const;
  /// The person who owns or represents it. Nobody represents two below the number of persons.
  std::uint64_t owner(std::uint64_t index) const;

 private:
  std::string number_of(std::uint64_t index, const Enterprise& enterprise, bool individual,
                        Random& random) const;

  const World& world_;
  const Citizens& citizens_;
  Permutation bodies_;
  Permutation owners_;
};

}  // namespace taxgate::demo
