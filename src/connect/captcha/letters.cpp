#include "connect/captcha/letters.hpp"

#include <cassert>
#include <memory>
#include <stdexcept>
#include <string_view>

namespace taxgate {
namespace {

constexpr std::string_view kAll = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

struct Style {
  const char* family;
  cairo_font_slant_t slant;
};
constexpr std::array<Style, Letters::kStyles> kStyleList{
    {{.family = "sans-serif", .slant = CAIRO_FONT_SLANT_NORMAL},
     {.family = "serif", .slant = CAIRO_FONT_SLANT_NORMAL},
     {.family = "monospace", .slant = CAIRO_FONT_SLANT_NORMAL},
     {.family = "sans-serif", .slant = CAIRO_FONT_SLANT_ITALIC},
     {.family = "serif", .slant = CAIRO_FONT_SLANT_ITALIC}}};

Outline outline_of(cairo_t* pen, char letter) {
  const std::array<char, 2> text{letter, '\0'};
  cairo_text_extents_t size;
  cairo_text_extents(pen, text.data(), &size);
  cairo_new_path(pen);
  cairo_move_to(pen, -size.x_bearing - size.width / 2, -size.y_bearing - size.height / 2);
  cairo_text_path(pen, text.data());
  const std::unique_ptr<cairo_path_t, decltype(&cairo_path_destroy)> path(cairo_copy_path(pen),
                                                                          &cairo_path_destroy);
  return {path->data, path->data + path->num_data};
}

bool same(const Outline& one, const Outline& other) {
  return std::ranges::equal(one, other, [](const auto& a, const auto& b) { return a.point.x == b.point.x; });
}

}  // namespace

Letters::Letters() {
  const std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)> surface(
      cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1), &cairo_surface_destroy);
  const std::unique_ptr<cairo_t, decltype(&cairo_destroy)> pen(cairo_create(surface.get()), &cairo_destroy);
  for (std::size_t style = 0; style < kStyles; ++style) {
    cairo_select_font_face(pen.get(), kStyleList.at(style).family, kStyleList.at(style).slant,
                           CAIRO_FONT_WEIGHT_BOLD);
    cairo_set_font_size(pen.get(), kLetterSize);
    for (std::size_t i = 0; i < kAll.size(); ++i) outlines_.at(style).at(i) = outline_of(pen.get(), kAll[i]);
    // Without a font every letter is the same box, or nothing.
    if (cairo_status(pen.get()) != CAIRO_STATUS_SUCCESS || same(outline('A', style), outline('B', style))) {
      throw std::runtime_error("captchas need a font with Latin letters (Debian: fonts-dejavu-core)");
    }
  }
}

const Outline& Letters::outline(char letter, std::size_t style) const {
  const auto index = kAll.find(letter);
  assert(index != std::string_view::npos && style < kStyles);
  return outlines_.at(style).at(index);
}

}  // namespace taxgate
