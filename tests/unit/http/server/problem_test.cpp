#include "http/server/problem.hpp"

#include <gtest/gtest.h>

#include "http/server/faults.hpp"

namespace taxgate::http {
namespace {

Request request_with(std::string_view type, std::string_view body) {
  Request request;
  request.id = "r1";
  request.headers.add("Content-Type", type);
  request.body = body;
  return request;
}

TEST(Problem, has_the_members_of_the_contract) {
  const Problem problem{.status = 423,
                        .code = "locked",
                        .title = "已锁定",
                        .detail = "今日不能再试",
                        .inputs = {{"password", {"wrong", "密码不正确"}}},
                        .members = {{"until", "2026-11-23T00:00:00+08:00"}, {"status", 200}},
                        .retry_after = std::chrono::seconds(60)};
  const Response response = to_response(problem, request_with("", ""));
  EXPECT_EQ(response.status, 423);
  EXPECT_EQ(response.content_type, "application/problem+json");
  ASSERT_EQ(response.headers.size(), 1U);
  EXPECT_EQ(response.headers[0].name, "Retry-After");
  EXPECT_EQ(response.headers[0].value, "60");
  const auto body = parse_json(response.body).value();
  EXPECT_EQ(body.at("type"), "urn:taxgate:problem:locked");
  EXPECT_EQ(body.at("title"), "已锁定");
  EXPECT_EQ(body.at("status"), 423) << "a further member replaces none of the fixed ones";
  EXPECT_EQ(body.at("detail"), "今日不能再试");
  EXPECT_EQ(body.at("instance"), "urn:taxgate:request:r1");
  EXPECT_EQ(body.at("until"), "2026-11-23T00:00:00+08:00");
  EXPECT_EQ(body.at("inputs").at("password").at("code"), "wrong");
}

TEST(Problem, X_10_faults_speak_three_languages) {
  EXPECT_EQ(to_problem(Fault::kNotFound, Language::kZhCn).title, "没有这个地址");
  EXPECT_EQ(to_problem(Fault::kNotFound, Language::kZhTw).title, "沒有這個位址");
  EXPECT_EQ(to_problem(Fault::kNotFound, Language::kEn).title, "There is nothing at this address");
  EXPECT_EQ(status_of(Fault::kVersion), 505);
}

TEST(Problem, json_bodies) {
  EXPECT_EQ(json_body(request_with("application/json", R"({"a":1})"))->at("a"), 1);
  EXPECT_TRUE(json_body(request_with("Application/JSON; charset=UTF-8", "{}")));
  EXPECT_EQ(json_body(request_with("text/plain", "{}")).error().status, 415);
  EXPECT_EQ(json_body(request_with("application/json; charset=gb18030", "{}")).error().status, 415);
  const auto malformed = json_body(request_with("application/json", R"({"a":1,"a":1})"));
  EXPECT_EQ(malformed.error().status, 400);
  EXPECT_EQ(malformed.error().code, "malformed-json");
  EXPECT_EQ(malformed.error().members.at("reason"), "duplicate-key");
}

TEST(Problem, form_bodies) {
  constexpr const char* kForm = "application/x-www-form-urlencoded";
  EXPECT_EQ(form_body(request_with(kForm, "grant_type=x&y=%E5%B1%B1"))->get("y"), "山");
  EXPECT_EQ(form_body(request_with(kForm, "a=%")).error().code, "malformed-form");
  EXPECT_EQ(form_body(request_with("application/json", "a=1")).error().status, 415);
}

}  // namespace
}  // namespace taxgate::http
