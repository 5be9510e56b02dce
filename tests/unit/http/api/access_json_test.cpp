// What a question's members may be, and what a refusal calls the one that is wrong.
#include "http/api/access_json.hpp"

#include <gtest/gtest.h>

namespace taxgate::http {
namespace {

const PersonFinder kByNumber = [](std::string_view id) { return parse_id<PersonId>(id); };

json::object object(std::string_view text) { return json::parse(text).as_object(); }

constexpr std::string_view kWhole =
    R"({"subject":{"type":"person","id":"7"},"action":{"name":"act"},"resource":{"type":"taxpayer","id":"9"}})";

std::string bad(std::string_view text, Wanted wanted = Wanted::kDecision) {
  const auto question = parse_access(kByNumber, object(text), wanted);
  return question ? "" : question.error().name;
}

TEST(AccessQuestion, NT_03_names_the_three) {
  const auto question = parse_access(kByNumber, object(kWhole), Wanted::kDecision);
  ASSERT_TRUE(question);
  EXPECT_EQ(std::get<PersonId>(question->subject.value()), PersonId{7});
  EXPECT_EQ(question->action, "act");
  EXPECT_EQ(question->taxpayer, "9");
}

TEST(AccessQuestion, NT_03_a_document_goes_before_the_id) {
  const auto question = parse_access(kByNumber, object(R"({"subject":{"type":"person","id":"7","properties":
      {"document_kind":"resident-id","document_number":"11010519491231002x"}},
      "action":{"name":"act"},"resource":{"type":"taxpayer","id":"9"}})"),
                                     Wanted::kDecision);
  ASSERT_TRUE(question);
  EXPECT_EQ(std::get<Document>(question->subject.value()).number, "11010519491231002X");
}

TEST(AccessQuestion, X_02_what_is_none_of_ours_is_nobody_and_what_is_malformed_is_named) {
  const auto other = parse_access(
      kByNumber,
      object(
          R"({"subject":{"type":"robot","id":"7"},"action":{"name":"act"},"resource":{"type":"car","id":"9"}})"),
      Wanted::kDecision);
  ASSERT_TRUE(other);
  EXPECT_FALSE(other->subject);
  EXPECT_TRUE(other->taxpayer.empty());
  EXPECT_EQ(bad("{}"), "subject");
  EXPECT_EQ(bad(R"({"subject":7})"), "subject");
  EXPECT_EQ(bad(R"({"subject":{"id":"7"}})"), "subject.type");
  EXPECT_EQ(bad(R"({"subject":{"type":"person"}})"), "subject.id");
  EXPECT_EQ(bad(R"({"subject":{"type":"person","id":"7"}})"), "action");
  EXPECT_EQ(bad(R"({"subject":{"type":"person","id":"7"},"action":{"name":""}})"), "action.name");
  EXPECT_EQ(bad(R"({"subject":{"type":"person"},"action":{"name":"act"}})", Wanted::kSubject), "resource");
  EXPECT_EQ(bad(R"({"subject":{"type":"person","id":"7"},"resource":{"type":"taxpayer"}})", Wanted::kAction),
            "resource.id");
}

TEST(AccessBatch, X_02_defaults_options_and_limits) {
  auto body = object(kWhole);
  EXPECT_TRUE(parse_batch(kByNumber, body)->questions.empty());
  body["evaluations"] = json::array{json::object{}, json::object{{"action", {{"name", "other"}}}}};
  body["options"] = json::object{{"evaluations_semantic", "permit_on_first_permit"}, {"else", 1}};
  const auto batch = parse_batch(kByNumber, body);
  ASSERT_TRUE(batch);
  EXPECT_EQ(batch->semantic, Semantic::kPermitOnFirstPermit);
  ASSERT_EQ(batch->questions.size(), 2U);
  EXPECT_EQ(batch->questions[0].action, "act");
  EXPECT_EQ(batch->questions[1].action, "other");
  body["evaluations"] = json::array{json::object{}, json::object{{"subject", {{"type", "person"}}}}};
  EXPECT_EQ(parse_batch(kByNumber, body).error().name, "evaluations.1.subject.id");
  body["evaluations"] = json::array{1};
  EXPECT_EQ(parse_batch(kByNumber, body).error().name, "evaluations.0");
  body["evaluations"] = 1;
  EXPECT_EQ(parse_batch(kByNumber, body).error().name, "evaluations");
  body["evaluations"] = json::array(kMostEvaluations + 1, json::object{});
  EXPECT_TRUE(parse_batch(kByNumber, body)->too_many);
  body["options"] = json::object{{"evaluations_semantic", 7}};
  EXPECT_EQ(parse_batch(kByNumber, body).error().name, "options.evaluations_semantic");
}

TEST(AccessPage, X_02_a_limit_is_at_least_one_and_never_more_than_ours) {
  EXPECT_EQ(parse_page({})->limit, 50);
  EXPECT_EQ(parse_page(object(R"({"page":{"limit":7,"token":"x"}})"))->token, "x");
  EXPECT_EQ(parse_page(object(R"({"page":{"limit":100000}})"))->limit, kLargestAccessPage);
  for (const auto* wrong :
       {R"({"page":{"limit":0}})", R"({"page":{"limit":-1}})", R"({"page":{"limit":"7"}})"})
    EXPECT_EQ(parse_page(object(wrong)).error().name, "page.limit");
  EXPECT_EQ(parse_page(object(R"({"page":{"token":7}})")).error().name, "page.token");
  EXPECT_EQ(parse_page(object(R"({"page":[]})")).error().name, "page");
}

}  // namespace
}  // namespace taxgate::http
