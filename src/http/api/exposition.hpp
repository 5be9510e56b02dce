#pragma once
// The text that Prometheus reads: exposition format 0.0.4.
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace taxgate::http {

inline constexpr std::string_view kExpositionType = "text/plain; version=0.0.4; charset=utf-8";

/// Families one after another, each followed by its samples.
class Exposition {
 public:
  using Label = std::pair<std::string_view, std::string_view>;
  using Labels = std::initializer_list<Label>;
  enum class Kind { kCounter, kGauge, kHistogram };

  /// `name` keeps to the format's naming ([a-zA-Z_:][a-zA-Z0-9_:]*); a counter's ends in "_total".
  Exposition& family(std::string_view name, Kind kind, std::string_view help);
  /// A sample of the newest family; labels with an empty value are left out: they mean the same.
  Exposition& sample(double value, Labels labels = {});
  /// A histogram of the newest family. `buckets` are not cumulative and have one more entry than `bounds`:
  /// what was larger than all of them.
  Exposition& histogram(std::span<const double> bounds, std::span<const std::uint64_t> buckets, double sum,
                        Labels labels = {});
  /// A family of one sample without labels.
  Exposition& counter(std::string_view name, std::string_view help, double value);
  Exposition& gauge(std::string_view name, std::string_view help, double value);

  const std::string& text() const { return text_; }

 private:
  void line(std::string_view suffix, Labels labels, Label last, double value);

  std::string text_;
  std::string name_;
};

}  // namespace taxgate::http
