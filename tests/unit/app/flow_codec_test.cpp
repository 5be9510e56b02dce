#include "app/flow_codec.hpp"

#include <gmock/gmock.h>

#include "fuzz/flow_world.hpp"

namespace taxgate::app {
namespace {

Flow full_flow() {
  Flow flow;
  flow.way = "enterprise";
  flow.state = FlowState::kRefused;
  flow.known = {.step = "sms",
                .taxpayer = TaxpayerId{5},
                .person = PersonId{7},
                .mandate = MandateId{11},
                .marks = {Mark::kInitialPassword},
                .proofs = {{Factor::kKnowledge, "password"}, {Factor::kInherence, "face"}},
                .consents = {"terms", "\"quoted\""},
                .phone = "13812341234"};
  flow.past = {Known{.step = "credentials"}, flow.known};
  flow.code = Challenge{Secret{"123456"}, from_millis(1), from_millis(2), "138****1234"};
  flow.captcha = Challenge{Secret{"24680"}, from_millis(3), Time{}, ""};
  flow.captcha_serial = 4;
  flow.notices = {{Level::kWarning, {"code-sent", {{"phone", "138****1234"}, {"\u4e2d", "\n"}}}}};
  flow.next = "home";
  flow.begun = from_millis(1'795'000'000'000);
  flow.expires = from_millis(1'795'000'900'000);
  flow.native = true;
  flow.session = SessionId{3};
  return flow;
}

TEST(FlowCodec, X_06_a_flow_comes_back_as_it_was) {
  const Flow flow = full_flow();
  const Flow back = decode_flow(encode_flow(flow));
  EXPECT_EQ(back.way, flow.way);
  EXPECT_EQ(back.state, flow.state);
  EXPECT_EQ(back.known, flow.known);
  EXPECT_EQ(back.past, flow.past);
  ASSERT_TRUE(back.code && back.captcha);
  EXPECT_EQ(back.code->answer.reveal(), "123456");
  EXPECT_EQ(back.code->expires, flow.code->expires);
  EXPECT_EQ(back.code->next, flow.code->next);
  EXPECT_EQ(back.code->sent_to, flow.code->sent_to);
  EXPECT_EQ(back.captcha->answer.reveal(), "24680");
  EXPECT_EQ(back.captcha_serial, 4);
  EXPECT_EQ(back.notices, flow.notices);
  EXPECT_EQ(back.next, "home");
  EXPECT_EQ(back.begun, flow.begun);
  EXPECT_EQ(back.expires, flow.expires);
  EXPECT_TRUE(back.native);
  EXPECT_EQ(back.session, flow.session);
  EXPECT_EQ(encode_flow(back), encode_flow(flow));
}

TEST(FlowCodec, an_empty_flow_comes_back_empty) {
  const Flow back = decode_flow(encode_flow(Flow{}));
  EXPECT_EQ(back.known, Known{});
  EXPECT_FALSE(back.code || back.captcha || back.session || back.native);
}

TEST(FlowCodec, X_03_a_body_that_was_cut_or_changed_is_an_error_and_never_another_flow) {
  const std::string whole = encode_flow(full_flow());
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_THROW(static_cast<void>(decode_flow(whole.substr(0, size))), std::runtime_error) << size;
  }
  const auto changed = [&](const std::string& from, const std::string& to) {
    std::string text = whole;
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
  };
  for (const auto& text :
       {changed("\"way\"", "\"weg\""), changed("\"state\":2", "\"state\":3"),
        changed("\"state\":2", "\"state\":-1"), changed("[0,\"password\"]", "[3,\"password\"]"),
        changed("[0,\"password\"]", "[0]"), changed("\"level\":2", "\"level\":4"),
        changed("\"person\":7", "\"person\":\"7\""), changed("\"native\":true", "\"native\":1"),
        changed("\"past\":[", "\"past\":[1,"), std::string{"[]"}, std::string{"null"}}) {
    EXPECT_THROW(static_cast<void>(decode_flow(text)), std::runtime_error) << text;
  }
}

}  // namespace
}  // namespace taxgate::app
