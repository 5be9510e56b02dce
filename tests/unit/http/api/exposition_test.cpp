#include "http/api/exposition.hpp"

#include <gtest/gtest.h>

namespace taxgate::http {
namespace {

using Kind = Exposition::Kind;

TEST(Exposition, writes_families_and_their_samples) {
  Exposition out;
  out.family("a_total", Kind::kCounter, "What a is.").sample(3, {{"x", "1"}}).sample(0.25);
  out.gauge("b", "What b is.", -1);
  EXPECT_EQ(out.text(),
            "# HELP a_total What a is.\n# TYPE a_total counter\na_total{x=\"1\"} 3\na_total 0.25\n"
            "# HELP b What b is.\n# TYPE b gauge\nb -1\n");
}

TEST(Exposition, leaves_empty_labels_out_and_escapes_the_others) {
  Exposition out;
  out.family("a", Kind::kGauge, "A.")
      .sample(1, {{"x", ""}, {"y", "\"\\\n"}, {"z", "z"}})
      .sample(2, {{"x", ""}});
  EXPECT_TRUE(out.text().ends_with("\na{y=\"\\\"\\\\\\n\",z=\"z\"} 1\na 2\n")) << out.text();
}

TEST(Exposition, whole_numbers_have_no_exponent) {
  Exposition out;
  out.family("a", Kind::kGauge, "A.").sample(1e15).sample(1763784000.5).sample(0.0001).sample(1e300);
  EXPECT_TRUE(out.text().ends_with("\na 1000000000000000\na 1763784000.5\na 0.0001\na 1e+300\n"))
      << out.text();
}

TEST(Exposition, a_histogram_is_cumulative_and_ends_at_infinity) {
  constexpr std::array<double, 2> kBounds{0.5, 1};
  constexpr std::array<std::uint64_t, 3> kBuckets{2, 0, 3};
  Exposition out;
  out.family("h", Kind::kHistogram, "H.").histogram(kBounds, kBuckets, 7.5, {{"r", "x"}});
  EXPECT_TRUE(
      out.text().ends_with("\nh_bucket{r=\"x\",le=\"0.5\"} 2\nh_bucket{r=\"x\",le=\"1\"} 2\n"
                           "h_bucket{r=\"x\",le=\"+Inf\"} 5\nh_sum{r=\"x\"} 7.5\nh_count{r=\"x\"} 5\n"))
      << out.text();
}

}  // namespace
}  // namespace taxgate::http
