#pragma once
// What is wrong with a profile: all of it at once, each with its place, so that one reading mends everything.
#include <string>
#include <string_view>
#include <vector>

#include "domain/profile.hpp"

namespace taxgate {

struct ProfileFault {
  std::string file;
  unsigned line = 0;    // 1-based; 0: the file as a whole
  std::string option;   // "way.enterprise.minutes"
  std::string value;    // as written, shortened; empty where there is none
  std::string code;     // stable: docs/profile.md lists every one
  std::string message;  // what is wanted instead, for the operator
  bool operator==(const ProfileFault&) const = default;
};

/// "shanxi.toml:12: way.enterprise.minutes = 999: a whole number from 1 to 60 [out-of-range]"
std::string to_string(const ProfileFault& fault);

/// Collects faults.
class ProfileFaults {
 public:
  void add(ProfileFault fault) { found_.push_back(std::move(fault)); }
  void add(const Place& place, std::string option, std::string value, std::string_view code,
           std::string message);
  bool empty() const { return found_.empty(); }
  /// All of them, by file and line, without repetitions.
  std::vector<ProfileFault> take();

 private:
  std::vector<ProfileFault> found_;
};

}  // namespace taxgate
