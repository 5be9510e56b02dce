// The document's list of codes is the one that the sources have. What it says of routes and answers is held
// to the running server by tests/functional.
#include <gtest/gtest.h>

#include <set>

#include "http/api/ops.hpp"
#include "http/server/faults.hpp"
#include "profile/load/said_codes.hpp"

namespace taxgate::http {
namespace {

constexpr int kFaults = static_cast<int>(Fault::kMalformedForm) + 1;

std::set<std::string> documented() {
  const auto document = json::parse(openapi_document());
  std::set<std::string> codes;
  for (const auto& code : document.at_pointer("/components/schemas/ProblemCode/enum").as_array()) {
    codes.emplace(code.as_string());
  }
  return codes;
}

TEST(OpenApi, the_document_is_in_the_binary) {
  EXPECT_EQ(json::parse(openapi_document()).at("openapi").as_string(), "3.1.0");
}

TEST(OpenApi, every_refusal_of_the_server_itself_is_documented) {
  const auto codes = documented();
  for (int i = 0; i < kFaults; ++i) {
    const auto code = to_problem(static_cast<Fault>(i), Language::kEn).code;
    EXPECT_TRUE(codes.contains(code)) << code;
  }
}

TEST(OpenApi, every_documented_code_is_a_refusal_of_the_server_or_has_a_text) {
  std::set<std::string> known;
  for (int i = 0; i < kFaults; ++i) known.insert(to_problem(static_cast<Fault>(i), Language::kEn).code);
  for (const auto& code : documented()) {
    EXPECT_TRUE(known.contains(code) || load::find_said("problem." + code) != nullptr) << code;
  }
}

/// Texts that no code of today's needs.
TEST(OpenApi, every_text_of_a_problem_belongs_to_a_documented_code) {
  const std::set<std::string> spare{"forbidden", "internal", "too-large"};
  const auto codes = documented();
  for (const auto& said : load::said_codes()) {
    constexpr std::string_view kPrefix = "problem.";
    if (!said.code.starts_with(kPrefix) || said.code.ends_with(".detail")) continue;
    const std::string code{said.code.substr(kPrefix.size())};
    EXPECT_TRUE(codes.contains(code) || spare.contains(code)) << code;
  }
}

}  // namespace
}  // namespace taxgate::http
