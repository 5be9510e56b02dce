#include "crypto/row_mac.hpp"

#include "crypto/canonical.hpp"
#include "crypto/digest.hpp"

namespace taxgate {
namespace {

constexpr std::uint8_t kVersion = 1;

struct Encode {
  CanonicalWriter& out;

  // The type's number first, so that NULL, 0, "" and the empty blob are four different things.
  void operator()(std::monostate) const { out.u8(0); }
  void operator()(std::int64_t value) const { out.u8(1).i64(value); }
  void operator()(std::string_view value) const { out.u8(2).text(value); }
  void operator()(ByteView value) const { out.u8(3).octets(value); }
};

Bytes encode(std::string_view table, std::span<const RowField> fields) {
  CanonicalWriter out(512);
  out.u8(kVersion).text(table).u32(static_cast<std::uint32_t>(fields.size()));
  for (const auto& field : fields) {
    out.text(field.column);
    std::visit(Encode{out}, field.value);
  }
  return out.bytes();
}

}  // namespace

Digest RowMac::seal(std::string_view table, std::span<const RowField> fields) const {
  return hmac_.mac({encode(table, fields)});
}

bool RowMac::check(std::string_view table, std::span<const RowField> fields, ByteView mac) const {
  return equal_constant_time(seal(table, fields), mac);
}

}  // namespace taxgate
