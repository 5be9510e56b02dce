#include "connect/paper/voucher.hpp"

#include <cairo-pdf.h>
#include <cairo.h>

#include <memory>
#include <stdexcept>

#include "base/text.hpp"

namespace taxgate {
namespace {

using Surface = std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)>;
using Pen = std::unique_ptr<cairo_t, decltype(&cairo_destroy)>;

// Points: A4, its margins, and where the texts stand beside their labels.
constexpr double kWidth = 595;
constexpr double kHeight = 842;
constexpr double kMargin = 64;
constexpr double kTexts = 200;
constexpr double kRow = 34;
constexpr double kSmall = 11;
constexpr double kPlain = 13;
constexpr double kLarge = 20;
constexpr double kTitle = 22;
constexpr double kLeading = 18;

/// fontconfig gives the nearest that there is.
constexpr auto kFont = "Noto Sans CJK SC";

cairo_status_t append(void* out, const unsigned char* octets, unsigned count) {
  static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(octets), count);
  return CAIRO_STATUS_SUCCESS;
}

void choose(cairo_t* pen, double size, cairo_font_weight_t weight = CAIRO_FONT_WEIGHT_NORMAL) {
  cairo_select_font_face(pen, kFont, CAIRO_FONT_SLANT_NORMAL, weight);
  cairo_set_font_size(pen, size);
}

double width_of(cairo_t* pen, const std::string& text) {
  cairo_text_extents_t extents;
  cairo_text_extents(pen, text.c_str(), &extents);
  return extents.x_advance;
}

void write(cairo_t* pen, double left, double base, const std::string& text) {
  cairo_move_to(pen, left, base);
  cairo_show_text(pen, text.c_str());
}

void write_centred(cairo_t* pen, double base, const std::string& text) {
  write(pen, (kWidth - width_of(pen, text)) / 2, base, text);
}

/// Breaks between any two characters, at a blank where the line has one near its end; where it ended.
double write_wrapped(cairo_t* pen, double left, double base, const std::string& text) {
  const double room = kWidth - kMargin - left;
  std::string line;
  for (const char32_t point : to_code_points(text)) {
    std::string longer = line;
    append_utf8(longer, point);
    if (width_of(pen, longer) <= room) {
      line = std::move(longer);
      continue;
    }
    const auto blank = line.rfind(' ');
    write(pen, left, base, line.substr(0, blank));
    base += kLeading;
    line = blank == std::string::npos ? std::string{} : line.substr(blank + 1);
    append_utf8(line, point);
  }
  write(pen, left, base, line);
  return base;
}

void rule(cairo_t* pen, double at) {
  cairo_set_line_width(pen, 0.6);
  cairo_move_to(pen, kMargin, at);
  cairo_line_to(pen, kWidth - kMargin, at);
  cairo_stroke(pen);
}

void draw(cairo_t* pen, const VoucherPage& page) {
  choose(pen, kPlain);
  write_centred(pen, kMargin + kPlain, page.bureau);
  choose(pen, kTitle, CAIRO_FONT_WEIGHT_BOLD);
  write_centred(pen, kMargin + kPlain + kRow, page.title);
  double base = kMargin + kPlain + 2 * kRow;
  rule(pen, base);
  base += kRow;
  for (const auto& line : page.lines) {
    choose(pen, kSmall);
    write(pen, kMargin, base, line.label);
    choose(pen, line.large ? kLarge : kPlain, line.large ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
    base = write_wrapped(pen, kTexts, base, line.text) + kRow;
  }
  rule(pen, base - kLeading);
  choose(pen, kSmall);
  write_wrapped(pen, kMargin, base + kLeading / 2, page.note);
}

}  // namespace

std::string draw_voucher(const VoucherPage& page) {
  std::string pdf;
  const Surface surface{cairo_pdf_surface_create_for_stream(append, &pdf, kWidth, kHeight),
                        &cairo_surface_destroy};
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, page.title.c_str());
  {
    const Pen pen{cairo_create(surface.get()), &cairo_destroy};
    draw(pen.get(), page);
    cairo_show_page(pen.get());
  }
  cairo_surface_finish(surface.get());
  if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS)
    throw std::runtime_error("the voucher cannot be drawn");
  return pdf;
}

}  // namespace taxgate
