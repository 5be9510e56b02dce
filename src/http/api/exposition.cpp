#include "http/api/exposition.hpp"

#include <fmt/format.h>

#include <cassert>
#include <cmath>

namespace taxgate::http {
namespace {

std::string_view word_of(Exposition::Kind kind) {
  switch (kind) {
    case Exposition::Kind::kCounter:
      return "counter";
    case Exposition::Kind::kGauge:
      return "gauge";
    case Exposition::Kind::kHistogram:
      break;
  }
  return "histogram";
}

/// A whole number without an exponent, as long as it is exact; anything else in the shortest form that reads
/// back the same.
std::string number(double value) {
  constexpr double kExact = 9007199254740992;  // 2^53
  if (std::abs(value) < kExact && value == std::trunc(value)) {
    return fmt::to_string(static_cast<std::int64_t>(value));
  }
  return fmt::to_string(value);
}

void append_escaped(std::string& out, std::string_view value) {
  for (const char c : value) {
    if (c == '\n') {
      out += "\\n";
      continue;
    }
    if (c == '\\' || c == '"') out += '\\';
    out += c;
  }
}

void append_label(std::string& out, const Exposition::Label& label, char& before) {
  if (label.second.empty()) return;
  out += std::exchange(before, ',');
  out.append(label.first).append("=\"");
  append_escaped(out, label.second);
  out += '"';
}

}  // namespace

Exposition& Exposition::family(std::string_view name, Kind kind, std::string_view help) {
  name_ = name;
  text_ += fmt::format("# HELP {} {}\n# TYPE {} {}\n", name, help, name, word_of(kind));
  return *this;
}

void Exposition::line(std::string_view suffix, Labels labels, Label last, double value) {
  text_.append(name_).append(suffix);
  char before = '{';
  for (const Label& label : labels) append_label(text_, label, before);
  append_label(text_, last, before);
  if (before == ',') text_ += '}';
  text_.append(" ").append(number(value)).append("\n");
}

Exposition& Exposition::sample(double value, Labels labels) {
  line("", labels, {}, value);
  return *this;
}

Exposition& Exposition::histogram(std::span<const double> bounds, std::span<const std::uint64_t> buckets,
                                  double sum, Labels labels) {
  assert(buckets.size() == bounds.size() + 1);
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < buckets.size(); ++i) {
    count += buckets[i];
    const std::string bound = i < bounds.size() ? number(bounds[i]) : "+Inf";
    line("_bucket", labels, {"le", bound}, static_cast<double>(count));
  }
  line("_sum", labels, {}, sum);
  line("_count", labels, {}, static_cast<double>(count));
  return *this;
}

Exposition& Exposition::counter(std::string_view name, std::string_view help, double value) {
  return family(name, Kind::kCounter, help).sample(value);
}

Exposition& Exposition::gauge(std::string_view name, std::string_view help, double value) {
  return family(name, Kind::kGauge, help).sample(value);
}

}  // namespace taxgate::http
