#include <gtest/gtest.h>

#include <set>

#include "crypto/blind_index.hpp"
#include "crypto/canonical.hpp"
#include "crypto/digest.hpp"
#include "crypto/row_mac.hpp"

namespace taxgate {
namespace {

const Key some_key(std::array<std::uint8_t, 32>{1, 2, 3});

TEST(BlindIndex, X_03_finds_the_same_value_again) {
  const BlindIndex index(some_key);
  const auto of_number = index.of("person.document/1", "11010519491231002X");
  EXPECT_EQ(of_number.size(), BlindIndex::kSize);
  EXPECT_EQ(of_number, BlindIndex(some_key).of("person.document/1", "11010519491231002X"));
  const Digest whole =
      hmac_sha256(some_key.reveal(),
                  bytes_of(std::string_view("\0\0\0\0\0\0\0\x11person.document/111010519491231002X", 43)));
  EXPECT_EQ(of_number, Bytes(whole.begin(), whole.begin() + 16));
}

TEST(BlindIndex, X_03_differs_by_value_domain_and_key) {
  const BlindIndex index(some_key);
  const BlindIndex other(Key::random());
  const std::set<Bytes> seen{index.of("phone", "138"), index.of("phone", "139"), index.of("username", "138"),
                             other.of("phone", "138"), index.of("phone1", "38"), index.of("", "phone138"),
                             index.of("", "")};
  EXPECT_EQ(seen.size(), 7U);
}

TEST(CanonicalWriter, writes_lengths_and_big_endian_numbers) {
  CanonicalWriter out;
  out.u8(1).u32(0x02030405).i64(-2).text("ab").octets({});
  EXPECT_EQ(to_hex(out.bytes()), "0102030405fffffffffffffffe00000002616200000000");
}

TEST(RowMac, accepts_the_row_and_nothing_else) {
  const RowMac mac(some_key);
  const Bytes blob{1, 2};
  const std::vector<RowField> row{
      {"id", 7}, {"state", "in force"}, {"end", std::monostate{}}, {"proof", ByteView(blob)}};
  const Digest sealed = mac.seal("mandate", row);
  EXPECT_TRUE(mac.check("mandate", row, sealed));
  EXPECT_FALSE(mac.check("mandat", row, sealed));
  EXPECT_FALSE(mac.check("mandate", row, ByteView(sealed).first(31)));
  EXPECT_FALSE(RowMac(Key::random()).check("mandate", row, sealed));
  for (std::size_t i = 0; i < row.size(); ++i) {
    auto changed = row;
    changed[i].value = std::int64_t{8};
    EXPECT_FALSE(mac.check("mandate", changed, sealed)) << i;
    changed = row;
    changed[i].column = "other";
    EXPECT_FALSE(mac.check("mandate", changed, sealed)) << i;
  }
  EXPECT_FALSE(mac.check("mandate", std::span(row).first(3), sealed));
}

TEST(RowMac, tells_similar_rows_apart) {
  const RowMac mac(some_key);
  const auto one = [&](RowValue value) { return mac.seal("t", std::array{RowField{"c", value}}); };
  const std::set<Digest> seen{one(std::monostate{}),
                              one(std::int64_t{0}),
                              one(std::string_view{}),
                              one(ByteView{}),
                              one("0"),
                              mac.seal("t", {}),
                              mac.seal("t", std::array{RowField{"a", "bc"}, RowField{"d", "e"}}),
                              mac.seal("t", std::array{RowField{"a", "b"}, RowField{"cd", "e"}}),
                              mac.seal("t", std::array{RowField{"d", "e"}, RowField{"a", "bc"}})};
  EXPECT_EQ(seen.size(), 9U);
}

}  // namespace
}  // namespace taxgate
