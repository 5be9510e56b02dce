#pragma once
// The invented people, each found by index.
#include <string>

#include "app/demo/world.hpp"

namespace taxgate::demo {

struct Citizen {
  std::string name;
  Document document;
  std::string nationality;  // as the collection has it: 中国, 中国香港, 美国
  std::string phone;
  bool rare_name = false;
};

class Citizens {
 public:
  explicit Citizens(const World& world);

  /// No two indices below 10 million have the same document.
  Citizen at(std::uint64_t index) const;
  /// The mobile number; distinct for distinct indices where shares_phone is false.
  std::string phone(std::uint64_t index) const;
  /// Whether the person has the number of the one before (SX-08).
  static bool shares_phone(const World& world, std::uint64_t index);

 private:
  DocumentKind kind_of(std::uint64_t index, Random& random) const;
  void fill_mainlander(Citizen& citizen, std::uint64_t index, Random& random) const;
  void fill_foreigner(Citizen& citizen, std::uint64_t index, Random& random) const;
  void fill_compatriot(Citizen& citizen, std::uint64_t index, Random& random) const;
  std::string birth_digits(std::uint64_t day) const;
  std::string resident_number(std::uint64_t index, Random& random) const;
  std::string permit_number(std::uint64_t index, std::string_view area) const;

  const World& world_;
  Permutation home_;  // of area, day of birth and sequence
  Permutation elsewhere_;
  Permutation phones_;   // of eight digits
  Permutation serials_;  // of eight digits, in passports and permits
  Permutation day_and_sequence_;
};

}  // namespace taxgate::demo
