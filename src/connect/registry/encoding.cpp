#include "connect/registry/encoding.hpp"

#include <unicode/ucnv.h>

#include <stdexcept>
#include <utility>

#include "base/text.hpp"

namespace taxgate::registry {
namespace {

constexpr std::string_view kBom = "\xEF\xBB\xBF";
constexpr char32_t kLost = 0xFFFD;

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// How many octets at the end begin a character that is not finished there.
std::size_t unfinished_tail(std::string_view text) {
  for (std::size_t back = 1; back <= std::min<std::size_t>(3, text.size()); ++back) {
    const auto octet = static_cast<unsigned char>(text[text.size() - back]);
    if (octet < 0x80) return 0;
    if (octet < 0xC0) continue;
    const std::size_t size = octet < 0xE0 ? 2 : octet < 0xF0 ? 3 : 4;
    return size > back ? back : 0;
  }
  return 0;
}

/// Text that is UTF-8 but for a few broken places is still meant as UTF-8; text of another encoding is broken
/// nearly everywhere.
bool mostly_utf8(std::string_view text) {
  text.remove_suffix(unfinished_tail(text));
  if (is_utf8(text)) return true;
  constexpr std::size_t kMostBroken = 20;  // one in so many
  std::size_t wide = 0;
  std::size_t lost = 0;
  for (const auto point : to_code_points(text)) {
    if (point >= 0x80) ++wide;
    if (point == kLost) ++lost;
  }
  return lost * kMostBroken <= wide;
}

}  // namespace

/// ICU's converters between GB18030 and UTF-8, with what lies between them.
struct Decoder::Converter {
  using Owned = std::unique_ptr<UConverter, decltype(&ucnv_close)>;
  static Owned open(const char* name) {
    UErrorCode status = U_ZERO_ERROR;
    Owned converter(ucnv_open(name, &status), &ucnv_close);
    if (U_FAILURE(status)) throw std::runtime_error("ICU has no converter for GB18030");
    return converter;
  }

  Owned from = open("gb18030");
  Owned to = open("UTF-8");
  std::array<UChar, 4096> pivot{};
  UChar* pivot_read = pivot.data();
  UChar* pivot_write = pivot.data();
};

Decoder::Decoder(std::optional<Encoding> encoding) : encoding_(encoding) {}
Decoder::~Decoder() = default;

void Decoder::decode(std::string_view block, bool last, std::string& out) {
  if (!begun_) begin(block);
  const auto size = out.size();
  if (!encoding_ && !is_ascii(block)) {
    encoding_ = mostly_utf8(block) ? Encoding::kUtf8 : Encoding::kGb18030;
  }
  if (encoding_ == Encoding::kGb18030) {
    decode_gb18030(block, last, out);
  } else {
    decode_utf8(block, last, out);
  }
  if (out.size() == size || marked_) return;
  marked_ = true;
  if (std::string_view(out).substr(size).starts_with(kBom)) out.erase(size, kBom.size());
}

void Decoder::begin(std::string_view block) {
  begun_ = true;
  utf16_ = block.starts_with("\xFF\xFE") || block.starts_with("\xFE\xFF");
  if (!encoding_ && block.starts_with(kBom)) encoding_ = Encoding::kUtf8;
}

void Decoder::decode_utf8(std::string_view block, bool last, std::string& out) {
  std::string joined;
  if (!waiting_.empty()) {
    joined = std::exchange(waiting_, {}).append(block);
    block = joined;
  }
  if (!last) {
    const auto tail = unfinished_tail(block);
    waiting_ = block.substr(block.size() - tail);
    block.remove_suffix(tail);
  }
  if (is_utf8(block)) {
    out += block;
    return;
  }
  broken_ = true;
  out += to_utf8(to_code_points(block));
}

void Decoder::decode_gb18030(std::string_view block, bool last, std::string& out) {
  if (!gb18030_) gb18030_ = std::make_unique<Converter>();
  auto& c = *gb18030_;
  const char* read = block.data();
  const char* const end = read + block.size();
  UErrorCode status = U_BUFFER_OVERFLOW_ERROR;
  while (status == U_BUFFER_OVERFLOW_ERROR) {
    status = U_ZERO_ERROR;
    const auto had = out.size();
    // Two octets of GB18030 are at most three of UTF-8, four are at most four.
    out.resize(had + static_cast<std::size_t>(end - read) * 2 + 64);
    char* write = out.data() + had;
    ucnv_convertEx(c.to.get(), c.from.get(), &write, out.data() + out.size(), &read, end, c.pivot.data(),
                   &c.pivot_read, &c.pivot_write, c.pivot.data() + c.pivot.size(), 0, last ? 1 : 0, &status);
    out.resize(static_cast<std::size_t>(write - out.data()));
    broken_ = broken_ || std::string_view(out).substr(had).contains(kReplacement);
  }
  if (U_FAILURE(status)) throw std::runtime_error("ICU could not convert from GB18030");
}

}  // namespace taxgate::registry
