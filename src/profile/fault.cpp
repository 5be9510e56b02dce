#include "profile/fault.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace taxgate {

std::string to_string(const ProfileFault& fault) {
  std::string where = fault.file;
  if (fault.line != 0) where += fmt::format(":{}", fault.line);
  std::string what = fault.option;
  if (!fault.value.empty()) what += (what.empty() ? "" : " = ") + fault.value;
  if (!what.empty()) what += ": ";
  return fmt::format("{}: {}{} [{}]", where, what, fault.message, fault.code);
}

void ProfileFaults::add(const Place& place, std::string option, std::string value, std::string_view code,
                        std::string message) {
  found_.push_back({.file = place.file,
                    .line = place.line,
                    .option = std::move(option),
                    .value = std::move(value),
                    .code = std::string{code},
                    .message = std::move(message)});
}

std::vector<ProfileFault> ProfileFaults::take() {
  const auto order = [](const ProfileFault& fault) {
    return std::tie(fault.file, fault.line, fault.option, fault.code, fault.value, fault.message);
  };
  std::ranges::sort(found_, {}, order);
  const auto repeated = std::ranges::unique(found_);
  found_.erase(repeated.begin(), repeated.end());
  return std::move(found_);
}

}  // namespace taxgate
