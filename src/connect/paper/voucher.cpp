#include "connect/paper/voucher.hpp"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <memory>
#include <stdexcept>

namespace taxgate {
namespace {

using Surface = std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)>;
using Pen = std::unique_ptr<cairo_t, decltype(&cairo_destroy)>;
using Layout = std::unique_ptr<PangoLayout, decltype(&g_object_unref)>;

// Points: A4, its margins, and where the texts stand beside their labels.
constexpr double kWidth = 595;
constexpr double kHeight = 842;
constexpr double kMargin = 64;
constexpr double kTexts = 216;
constexpr double kRow = 34;
constexpr double kSmall = 11;
constexpr double kPlain = 13;
constexpr double kLarge = 20;
constexpr double kTitle = 22;
constexpr double kLeading = 18;

/// Pango takes a character that a family lacks from the next one, then from any font that has it.
constexpr auto kFamilies = "Noto Sans CJK SC,HanaMinA,HanaMinB,BabelStone Han";

cairo_status_t append(void* out, const unsigned char* octets, unsigned count) {
  static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(octets), count);
  return CAIRO_STATUS_SUCCESS;
}

struct Font {
  double size;
  PangoWeight weight = PANGO_WEIGHT_NORMAL;
};

/// `text` from `left` to the right margin, broken where its script allows.
Layout lay_out(cairo_t* pen, const Font& font, double left, const std::string& text) {
  Layout layout{pango_cairo_create_layout(pen), &g_object_unref};
  const std::unique_ptr<PangoFontDescription, decltype(&pango_font_description_free)> chosen{
      pango_font_description_from_string(kFamilies), &pango_font_description_free};
  pango_font_description_set_absolute_size(chosen.get(), font.size * PANGO_SCALE);
  pango_font_description_set_weight(chosen.get(), font.weight);
  pango_layout_set_font_description(layout.get(), chosen.get());
  pango_layout_set_width(layout.get(), pango_units_from_double(kWidth - kMargin - left));
  pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
  return layout;
}

/// The first line's base; where the last one's is.
double write(cairo_t* pen, const Font& font, double left, double base, const std::string& text,
             bool centred = false) {
  const Layout layout = lay_out(pen, font, left, text);
  for (int i = 0; i < pango_layout_get_line_count(layout.get()); ++i) {
    if (i > 0) base += kLeading;
    PangoLayoutLine* line = pango_layout_get_line_readonly(layout.get(), i);
    PangoRectangle extents;
    pango_layout_line_get_extents(line, nullptr, &extents);
    const double room = kWidth - kMargin - left - pango_units_to_double(extents.width);
    cairo_move_to(pen, centred ? left + room / 2 : left, base);
    pango_cairo_show_layout_line(pen, line);
  }
  return base;
}

void rule(cairo_t* pen, double at) {
  cairo_set_line_width(pen, 0.6);
  cairo_move_to(pen, kMargin, at);
  cairo_line_to(pen, kWidth - kMargin, at);
  cairo_stroke(pen);
}

void draw(cairo_t* pen, const VoucherPage& page) {
  double base = kMargin + kPlain;
  write(pen, {kPlain}, kMargin, base, page.bureau, true);
  base = write(pen, {kTitle, PANGO_WEIGHT_BOLD}, kMargin, base + kRow, page.title, true) + kRow;
  rule(pen, base);
  base += kRow;
  for (const auto& line : page.lines) {
    write(pen, {kSmall}, kMargin, base, line.label);
    const Font font = line.large ? Font{kLarge, PANGO_WEIGHT_BOLD} : Font{kPlain};
    base = write(pen, font, kTexts, base, line.text) + kRow;
  }
  rule(pen, base - kLeading);
  write(pen, {kSmall}, kMargin, base + kLeading / 2, page.note);
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
