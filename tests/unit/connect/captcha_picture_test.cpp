#include <cairo.h>
#include <gtest/gtest.h>

#include <cstring>
#include <memory>
#include <thread>

#include "connect/captcha/picture.hpp"

namespace taxgate {
namespace {

using Surface = std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)>;

const CaptchaPainter& painter() {
  static const CaptchaPainter the_painter;
  return the_painter;
}

/// Reads a PNG back by another library than the one that wrote it.
Surface decoded(const Bytes& png) {
  ByteView rest = png;
  const auto read = [](void* from, unsigned char* to, unsigned size) {
    auto& left = *static_cast<ByteView*>(from);
    if (left.size() < size) return CAIRO_STATUS_READ_ERROR;
    std::memcpy(to, left.data(), size);
    left = left.subspan(size);
    return CAIRO_STATUS_SUCCESS;
  };
  return {cairo_image_surface_create_from_png_stream(read, &rest), &cairo_surface_destroy};
}

/// How many pixels are dark: ink, not paper.
int ink(const Bytes& png) {
  const auto surface = decoded(png);
  const auto* data = cairo_image_surface_get_data(surface.get());
  const int stride = cairo_image_surface_get_stride(surface.get());
  int dark = 0;
  for (int y = 0; y < kCaptchaHeight; ++y) {
    for (int x = 0; x < kCaptchaWidth; ++x) {
      const auto* pixel = data + static_cast<std::ptrdiff_t>(y) * stride + static_cast<std::ptrdiff_t>(x) * 4;
      dark += (pixel[0] + pixel[1] + pixel[2] < 3 * 128) ? 1 : 0;
    }
  }
  return dark;
}

TEST(CaptchaPicture, is_a_png_of_the_promised_size) {
  const auto surface = decoded(painter().render("A3K7", 1).png);
  ASSERT_EQ(cairo_surface_status(surface.get()), CAIRO_STATUS_SUCCESS);
  EXPECT_EQ(cairo_image_surface_get_width(surface.get()), kCaptchaWidth);
  EXPECT_EQ(cairo_image_surface_get_height(surface.get()), kCaptchaHeight);
}

TEST(CaptchaPicture, is_the_same_for_the_same_seed_and_another_for_another) {
  EXPECT_EQ(painter().render("A3K7", 1).png, painter().render("A3K7", 1).png);
  EXPECT_NE(painter().render("A3K7", 1).png, painter().render("A3K7", 2).png);
  EXPECT_NE(painter().render("A3K7", 1).png, painter().render("A3K4", 1).png);
}

TEST(CaptchaPicture, shows_letters_and_not_strokes_alone) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const int four = ink(painter().render("WWWW", seed).png);
    const int one = ink(painter().render("I", seed).png);
    EXPECT_GT(four, one + 1500) << seed;
    EXPECT_LT(four, kCaptchaWidth * kCaptchaHeight / 2) << seed;
  }
}

TEST(CaptchaPicture, takes_one_to_eight_letters) {
  for (std::size_t count = 1; count <= 8; ++count) {
    EXPECT_GT(ink(painter().render(std::string(count, 'M'), 5).png), 1000) << count;
  }
}

TEST(CaptchaPicture, is_drawn_by_several_threads_at_once) {
  const auto expected = painter().render("HJKM", 9).png;
  std::vector<std::jthread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&expected] {
      for (int k = 0; k < 20; ++k) EXPECT_EQ(painter().render("HJKM", 9).png, expected);
    });
  }
}

}  // namespace
}  // namespace taxgate
