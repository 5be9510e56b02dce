#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"

namespace taxgate::registry {

/// How an export writes a day: "YYYY-MM-DD", "YYYY/M/D", "YYYY年M月D日", "YYYY-MM-DD hh:mm:ss". YYYY is four
/// digits, MM, DD, hh, mm and ss are two, M and D one or two; every other character stands for itself. A time
/// of day is checked and forgotten.
class DateFormat {
 public:
  /// Nothing unless year, month and day are each there once, and nothing of the time twice.
  static std::optional<DateFormat> parse(std::string_view pattern);

  /// The day that the whole of `text` tells; nothing for another form or no day of the calendar.
  std::optional<Date> read(std::string_view text) const;

 private:
  struct Part {
    char what;          // 'Y', 'M', 'D', 'h', 'm', 's'; 0 for a literal
    std::size_t least;  // digits
    std::size_t most;
    std::string literal;
  };
  std::vector<Part> parts_;
};

/// By the first format that fits.
std::optional<Date> read_date(const std::vector<DateFormat>& formats, std::string_view text);

}  // namespace taxgate::registry
