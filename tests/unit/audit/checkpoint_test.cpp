#include "audit/checkpoint.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "crypto/base64.hpp"

namespace taxgate {
namespace {

// RFC 8032 §7.1's first key, so that the text below never changes.
const Signer test_signer(
    *Key::from(*from_hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")));
constexpr Time kTime = from_millis(1'795'309'323'004);

Checkpoint example() {
  Digest root{};
  root.fill(0xab);
  return sign_checkpoint("tax.example/audit", 42, root, kTime, test_signer);
}

TEST(Checkpoint, has_the_form_of_a_signed_note) {
  const Checkpoint made = example();
  const std::string text = to_text(made);
  const auto lines = split(text, '\n');
  ASSERT_EQ(lines.size(), 7U);
  EXPECT_EQ(lines[0], "tax.example/audit");
  EXPECT_EQ(lines[1], "42");
  EXPECT_EQ(lines[2], "q6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6s=");
  EXPECT_EQ(lines[3], "time " + format_time(kTime));
  EXPECT_EQ(lines[4], "");
  EXPECT_TRUE(lines[5].starts_with("— tax.example/audit ")) << lines[5];
  EXPECT_EQ(lines[6], "");
  // The signature is over the four lines, their LFs included; key id and signature stand in the last one.
  const std::string body = text.substr(0, text.find("\n\n") + 1);
  EXPECT_TRUE(test_signer.verifier().verify(bytes_of(body), made.signature));
  const auto octets = from_base64(lines[5].substr(lines[5].rfind(' ') + 1));
  ASSERT_TRUE(octets);
  EXPECT_EQ(to_hex(ByteView(*octets).first(4)), to_hex(made.key_id));
  EXPECT_EQ(to_hex(ByteView(*octets).subspan(4)), to_hex(made.signature));
}

TEST(Checkpoint, is_read_as_it_was_written) {
  const auto read = parse_checkpoint(to_text(example()));
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, example());
  EXPECT_TRUE(verify_checkpoint(*read, test_signer.verifier()));
}

TEST(Checkpoint, X_04_a_changed_one_does_not_verify) {
  const auto refused = [](auto change) {
    Checkpoint changed = example();
    change(changed);
    return !verify_checkpoint(changed, test_signer.verifier());
  };
  EXPECT_TRUE(refused([](Checkpoint& c) { c.origin = "tax.example/audi"; }));
  EXPECT_TRUE(refused([](Checkpoint& c) { c.size = 41; }));
  EXPECT_TRUE(refused([](Checkpoint& c) { c.root[0] ^= 1U; }));
  EXPECT_TRUE(refused([](Checkpoint& c) { c.time += Millis{1}; }));
  EXPECT_TRUE(refused([](Checkpoint& c) { c.key_id[0] ^= 1U; }));
  EXPECT_TRUE(refused([](Checkpoint& c) { c.signature[0] ^= 1U; }));
  EXPECT_FALSE(verify_checkpoint(example(), Signer(Key::random()).verifier()));
}

TEST(Checkpoint, parsing_names_the_first_wrong_line) {
  const std::string text = to_text(example());
  const auto line_of = [&](std::string_view from, std::string_view to) -> std::size_t {
    std::string changed = text;
    changed.replace(changed.find(from), from.size(), to);
    const auto read = parse_checkpoint(changed);
    return read ? 0 : read.error().line;
  };
  EXPECT_EQ(line_of("tax.example", "tax example"), 1U);
  EXPECT_EQ(line_of("\n42\n", "\n042\n"), 2U);
  EXPECT_EQ(line_of("\n42\n", "\n-1\n"), 2U);
  EXPECT_EQ(line_of("\n42\n", "\n18446744073709551616\n"), 2U);
  EXPECT_EQ(line_of("q6ur", "q6-r"), 3U);
  EXPECT_EQ(line_of("q6ur", ""), 3U);
  EXPECT_EQ(line_of("time ", "time  "), 4U);
  EXPECT_EQ(line_of("time ", "Time "), 4U);
  EXPECT_EQ(line_of("T", "t"), 4U);
  EXPECT_EQ(line_of(".004Z", ".004z"), 4U);
  EXPECT_EQ(line_of("\n\n", "\nextension\n\n"), 5U);
  EXPECT_EQ(line_of("— ", "- "), 6U);
  EXPECT_EQ(line_of("— tax", "— Tax"), 6U);
}

TEST(Checkpoint, parsing_refuses_a_cut_or_lengthened_text) {
  const std::string text = to_text(example());
  for (std::size_t size = 0; size < text.size(); ++size)
    EXPECT_FALSE(parse_checkpoint(text.substr(0, size))) << size;
  EXPECT_FALSE(parse_checkpoint(text + "x"));
  EXPECT_FALSE(parse_checkpoint(text + text));
  EXPECT_FALSE(parse_checkpoint("\r\n" + text));
}

TEST(Checkpoint, a_file_holds_many) {
  const Checkpoint one = example();
  const Checkpoint two = sign_checkpoint("tax.example/audit", 43, one.root, kTime, test_signer);
  const std::vector<Checkpoint> both{one, two};
  EXPECT_EQ(parse_checkpoints(to_text(one) + to_text(two)), both);
  EXPECT_EQ(parse_checkpoints(to_text(one) + "\n" + to_text(two) + "\n"), both);
  EXPECT_EQ(parse_checkpoints(""), std::vector<Checkpoint>{});
  EXPECT_EQ(parse_checkpoints(to_text(one) + "broken here\n").error().line, 7U);
}

TEST(Checkpoint, an_origin_is_a_key_name) {
  EXPECT_TRUE(is_origin("税务局/audit"));
  for (const auto* bad : {"", "a b", "a+b", "a\nb", "\xff"}) EXPECT_FALSE(is_origin(bad)) << bad;
}

}  // namespace
}  // namespace taxgate
