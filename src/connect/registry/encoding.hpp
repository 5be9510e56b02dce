#pragma once
// From the octets of an export to UTF-8, block by block.
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace taxgate::registry {

enum class Encoding { kUtf8, kGb18030 };

/// Makes UTF-8 of a file's octets. A byte order mark is dropped. What is no character becomes U+FFFD, so that
/// the reader of a field sees where it was: `broken` says whether there is any.
///
/// Without a given encoding, the first block that is not all ASCII decides: UTF-8 when it is (but for a few
/// broken places), else GB18030, which covers GBK and GB2312.
class Decoder {
 public:
  explicit Decoder(std::optional<Encoding> encoding = std::nullopt);
  ~Decoder();
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;

  /// Appends the text of `block` to `out`; an unfinished character at its end waits for the next one. `last`:
  /// nothing follows.
  void decode(std::string_view block, bool last, std::string& out);

  /// What it is decoded as; nothing while all was ASCII.
  std::optional<Encoding> encoding() const { return encoding_; }
  bool broken() const { return broken_; }
  /// Whether the file begins with the byte order mark of UTF-16, which no bureau's export should be in.
  bool utf16() const { return utf16_; }

 private:
  struct Converter;
  void begin(std::string_view block);
  void decode_utf8(std::string_view text, bool last, std::string& out);
  void decode_gb18030(std::string_view block, bool last, std::string& out);

  std::optional<Encoding> encoding_;
  std::string waiting_;  // the octets of an unfinished UTF-8 character
  std::unique_ptr<Converter> gb18030_;
  bool begun_ = false;
  bool marked_ = false;  // the place of a byte order mark is behind us
  bool broken_ = false;
  bool utf16_ = false;
};

/// What stands for octets that are no character.
inline constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

}  // namespace taxgate::registry
