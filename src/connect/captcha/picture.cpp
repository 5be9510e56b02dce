#include "connect/captcha/picture.hpp"

#include <cairo.h>
#include <png.h>

#include <cassert>
#include <cmath>
#include <memory>
#include <numbers>
#include <stdexcept>

#include "connect/captcha/dice.hpp"

namespace taxgate {
namespace {

using Surface = std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)>;
using Pen = std::unique_ptr<cairo_t, decltype(&cairo_destroy)>;
using Path = std::unique_ptr<cairo_path_t, decltype(&cairo_path_destroy)>;

constexpr double kWidth = kCaptchaWidth;
constexpr double kHeight = kCaptchaHeight;
constexpr double kTurn = 2 * std::numbers::pi;

struct Point {
  double x = 0;
  double y = 0;
};
struct Ink {
  double red = 0;
  double green = 0;
  double blue = 0;
};

/// A dark ink of any hue, at least 5:1 against the paper.
Ink dark_ink(Dice& dice) {
  const double hue = dice.between(0, kTurn);
  const auto part = [hue](double shift) { return 0.22 + 0.2 * std::cos(hue + shift); };
  return {part(0), part(kTurn / 3) * 0.85, part(2 * kTurn / 3)};
}

void use(cairo_t* pen, const Ink& ink, double alpha) {
  cairo_set_source_rgba(pen, ink.red, ink.green, ink.blue, alpha);
}

/// Paper in two light tints.
void draw_paper(cairo_t* pen, Dice& dice) {
  const std::unique_ptr<cairo_pattern_t, decltype(&cairo_pattern_destroy)> tint(
      cairo_pattern_create_linear(0, 0, kWidth, kHeight * dice.between(-1, 1)), &cairo_pattern_destroy);
  for (const double stop : {0.0, 1.0}) {
    cairo_pattern_add_color_stop_rgb(tint.get(), stop, dice.between(0.9, 1), dice.between(0.92, 1),
                                     dice.between(0.92, 1));
  }
  cairo_set_source(pen, tint.get());
  cairo_paint(pen);
}

/// How the plane of the letters is bent: two waves, one along each axis.
class Wave {
 public:
  explicit Wave(Dice& dice)
      : tall_(dice.between(3.5, 6)),
        wide_(dice.between(2, 3.5)),
        length_x_(dice.between(110, 180)),
        length_y_(dice.between(55, 90)),
        phase_x_(dice.between(0, kTurn)),
        phase_y_(dice.between(0, kTurn)) {}
  Point bend(Point at) const {
    return {at.x + wide_ * std::sin(kTurn * at.y / length_y_ + phase_y_),
            at.y + tall_ * std::sin(kTurn * at.x / length_x_ + phase_x_)};
  }

 private:
  double tall_, wide_, length_x_, length_y_, phase_x_, phase_y_;
};

void bend(cairo_path_t& path, const Wave& wave) {
  for (int i = 0; i < path.num_data; i += path.data[i].header.length) {
    for (int k = 1; k < path.data[i].header.length; ++k) {
      auto& point = path.data[i + k].point;
      const Point bent = wave.bend({point.x, point.y});
      point = {bent.x, bent.y};
    }
  }
}

/// Adds one letter to the path, turned about its own middle, which is at `at`.
void add_letter(cairo_t* pen, char letter, Point at, Dice& dice) {
  static constexpr std::array<const char*, 3> kFamilies{"sans-serif", "serif", "monospace"};
  const std::array<char, 2> text{letter, '\0'};
  const auto slant = dice.below(4) == 0 ? CAIRO_FONT_SLANT_ITALIC : CAIRO_FONT_SLANT_NORMAL;
  cairo_select_font_face(pen, kFamilies.at(dice.below(kFamilies.size())), slant, CAIRO_FONT_WEIGHT_BOLD);
  cairo_set_font_size(pen, dice.between(54, 66));
  cairo_text_extents_t size;
  cairo_text_extents(pen, text.data(), &size);
  cairo_save(pen);
  cairo_translate(pen, at.x, at.y + dice.between(-7, 7));
  cairo_rotate(pen, dice.between(0.04, 0.32) * dice.sign());
  cairo_move_to(pen, -size.x_bearing - size.width / 2, -size.y_bearing - size.height / 2);
  cairo_text_path(pen, text.data());
  cairo_restore(pen);
}

void draw_letters(cairo_t* pen, std::string_view answer, const Ink& ink, Dice& dice) {
  const double step = std::min((kWidth - 40) / static_cast<double>(answer.size()), 62.0);
  const double spare = (kWidth - step * static_cast<double>(answer.size())) / 2;
  double x = spare + step / 2 + dice.between(-0.5, 0.5) * (spare - 18);
  cairo_new_path(pen);
  for (const char letter : answer) {
    add_letter(pen, letter, {x, kHeight / 2}, dice);
    x += step * dice.between(0.94, 1.03);
  }
  const Path path(cairo_copy_path(pen), &cairo_path_destroy);
  bend(*path, Wave(dice));
  cairo_new_path(pen);
  cairo_append_path(pen, path.get());
  use(pen, ink, 1);
  cairo_fill(pen);
}

/// Strokes in the letters' own ink, so that no colour parts them.
void draw_strokes(cairo_t* pen, const Ink& ink, Dice& dice) {
  cairo_set_line_cap(pen, CAIRO_LINE_CAP_ROUND);
  for (int i = 0; i < 4; ++i) {
    const bool main = i < 2;
    const double reach = main ? 30 : 48;
    const auto height = [&] { return kHeight / 2 + dice.between(-reach, reach); };
    cairo_move_to(pen, dice.between(-5, 30), height());
    cairo_curve_to(pen, dice.between(70, 130), height(), dice.between(170, 230), height(),
                   kWidth - dice.between(-5, 30), height());
    use(pen, ink, main ? 0.9 : 0.45);
    cairo_set_line_width(pen, main ? dice.between(2.6, 3.8) : dice.between(1.2, 2));
    cairo_stroke(pen);
  }
}

void draw_specks(cairo_t* pen, const Ink& ink, Dice& dice) {
  for (int i = 0; i < 70; ++i) {
    const double side = dice.between(1.5, 4);
    cairo_rectangle(pen, dice.between(0, kWidth), dice.between(0, kHeight), side, side);
  }
  use(pen, ink, 0.55);
  cairo_fill(pen);
}

/// libpng's quick way: half the time of cairo's own writer.
Bytes as_png(cairo_surface_t* surface) {
  cairo_surface_flush(surface);
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = kCaptchaWidth;
  image.height = kCaptchaHeight;
  image.format = PNG_FORMAT_BGRA;  // cairo's order; every pixel is opaque
  image.flags = PNG_IMAGE_FLAG_FAST;
  Bytes png(PNG_IMAGE_PNG_SIZE_MAX(image));
  png_alloc_size_t size = png.size();
  const auto stride = cairo_image_surface_get_stride(surface);
  if (png_image_write_to_memory(&image, png.data(), &size, 0, cairo_image_surface_get_data(surface), stride,
                                nullptr) == 0) {
    throw std::runtime_error("a captcha could not be written");
  }
  png.resize(size);
  return png;
}

}  // namespace

CaptchaPicture render_captcha(std::string_view answer, std::uint64_t seed) {
  assert(!answer.empty() && answer.size() <= 8);
  assert(std::ranges::all_of(answer, [](char c) { return c > ' ' && c < 0x7f; }));
  Dice dice(seed);
  const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, kCaptchaWidth, kCaptchaHeight),
                        &cairo_surface_destroy);
  const Pen pen(cairo_create(surface.get()), &cairo_destroy);
  const Ink ink = dark_ink(dice);
  draw_paper(pen.get(), dice);
  draw_specks(pen.get(), ink, dice);
  draw_letters(pen.get(), answer, ink, dice);
  draw_strokes(pen.get(), ink, dice);
  if (cairo_status(pen.get()) != CAIRO_STATUS_SUCCESS)
    throw std::runtime_error("a captcha could not be drawn");
  return {as_png(surface.get())};
}

}  // namespace taxgate
