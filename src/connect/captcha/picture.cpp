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
  return {.red = part(0), .green = part(kTurn / 3) * 0.85, .blue = part(2 * kTurn / 3)};
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
    return {.x = at.x + wide_ * std::sin(kTurn * at.y / length_y_ + phase_y_),
            .y = at.y + tall_ * std::sin(kTurn * at.x / length_x_ + phase_x_)};
  }

 private:
  double tall_, wide_, length_x_, length_y_, phase_x_, phase_y_;
};

/// Where a letter stands: turned and scaled about its own middle, which is at `middle`.
class Stance {
 public:
  Stance(Point middle, Dice& dice)
      : middle_{.x = middle.x, .y = middle.y + dice.between(-7, 7)},
        scale_(dice.between(0.9, 1.1)),
        turn_(dice.between(0.04, 0.28) * dice.sign()) {}
  Point place(Point at) const {
    const double sine = std::sin(turn_) * scale_;
    const double cosine = std::cos(turn_) * scale_;
    return {.x = middle_.x + cosine * at.x - sine * at.y, .y = middle_.y + sine * at.x + cosine * at.y};
  }

 private:
  Point middle_;
  double scale_;
  double turn_;
};

/// The letter's points, placed and bent, on to `path`.
void add_letter(Outline& path, const Outline& letter, const Stance& stance, const Wave& wave) {
  for (std::size_t i = 0; i < letter.size(); i += static_cast<std::size_t>(letter[i].header.length)) {
    path.push_back(letter[i]);
    for (std::size_t k = 1; k < static_cast<std::size_t>(letter[i].header.length); ++k) {
      const auto& point = letter[i + k].point;
      const Point bent = wave.bend(stance.place({.x = point.x, .y = point.y}));
      path.push_back({.point = {.x = bent.x, .y = bent.y}});
    }
  }
}

void draw_letters(cairo_t* pen, const Letters& letters, std::string_view answer, const Ink& ink, Dice& dice) {
  const double step = std::min((kWidth - 40) / static_cast<double>(answer.size()), 62.0);
  const double spare = (kWidth - step * static_cast<double>(answer.size())) / 2;
  double x = spare + step / 2 + dice.between(-0.5, 0.5) * (spare - 18);
  const Wave wave(dice);
  Outline all;
  for (const char letter : answer) {
    const Stance stance({.x = x, .y = kHeight / 2}, dice);
    add_letter(all, letters.outline(letter, dice.below(Letters::kStyles)), stance, wave);
    x += step * dice.between(0.94, 1.03);
  }
  const cairo_path_t path{
      .status = CAIRO_STATUS_SUCCESS, .data = all.data(), .num_data = static_cast<int>(all.size())};
  cairo_new_path(pen);
  cairo_append_path(pen, &path);
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

CaptchaPicture CaptchaPainter::render(std::string_view answer, std::uint64_t seed) const {
  assert(!answer.empty() && answer.size() <= 8);
  Dice dice(seed);
  const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, kCaptchaWidth, kCaptchaHeight),
                        &cairo_surface_destroy);
  const Pen pen(cairo_create(surface.get()), &cairo_destroy);
  const Ink ink = dark_ink(dice);
  draw_paper(pen.get(), dice);
  draw_specks(pen.get(), ink, dice);
  draw_letters(pen.get(), letters_, answer, ink, dice);
  draw_strokes(pen.get(), ink, dice);
  if (cairo_status(pen.get()) != CAIRO_STATUS_SUCCESS)
    throw std::runtime_error("a captcha could not be drawn");
  return {as_png(surface.get())};
}

}  // namespace taxgate
