#include "http/server/router.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace taxgate::http {
namespace {

Handler named(const std::string& name) {
  return [name](const Request&, const PathParams&) { return text_answer(200, name); };
}

class RouterTest : public testing::Test {
 protected:
  RouterTest() {
    router_.add(Method::kGet, "/", named("root"))
        .add(Method::kGet, "/v1/flows/{id}", named("flow"))
        .add(Method::kPost, "/v1/flows/{id}", named("step"))
        .add(Method::kGet, "/v1/flows/new", named("new"))
        .add(Method::kGet, "/v1/{room}/new/deep", named("deep"))
        .add(Method::kDelete, "/v1/a/{x}/b/{y}", named("two"), {.lane = Lane::kSlow, .body_limit = 7});
  }
  std::string find(Method method, std::string_view path) {
    const auto match = router_.find(method, path, params_);
    return match.route != nullptr ? match.route->handler({}, params_).body : "";
  }
  Router router_;
  PathParams params_;
};

TEST_F(RouterTest, finds_literal_before_parameter) {
  EXPECT_EQ(find(Method::kGet, "/"), "root");
  EXPECT_EQ(find(Method::kGet, "/v1/flows/new"), "new");
  EXPECT_EQ(find(Method::kGet, "/v1/flows/newer"), "flow");
  EXPECT_EQ(params_["id"], "newer");
  EXPECT_EQ(find(Method::kPost, "/v1/flows/x"), "step");
}

TEST_F(RouterTest, goes_back_from_a_dead_end) {
  EXPECT_EQ(find(Method::kGet, "/v1/flows/new/deep"), "deep");
  EXPECT_EQ(params_["room"], "flows");
  EXPECT_EQ(find(Method::kDelete, "/v1/a/1/b/二"), "two");
  EXPECT_EQ(params_["x"], "1");
  EXPECT_EQ(params_["y"], "二");
}

TEST_F(RouterTest, refuses_near_misses) {
  for (const char* path :
       {"", "v1", "/v1", "/v1/flows", "/v1/flows/", "/v1/flows/a/", "/v1//new/deep", "//", "/v1/a/1/b/"}) {
    const auto match = router_.find(Method::kGet, path, params_);
    EXPECT_EQ(match.route, nullptr) << path;
    EXPECT_TRUE(match.allowed.empty()) << path;
  }
}

TEST_F(RouterTest, tells_the_methods_of_a_path) {
  const auto match = router_.find(Method::kDelete, "/v1/flows/x", params_);
  EXPECT_EQ(match.route, nullptr);
  EXPECT_EQ(to_text(match.allowed), "GET, HEAD, POST, OPTIONS");
  EXPECT_EQ(find(Method::kHead, "/v1/flows/x"), "flow");
  EXPECT_EQ(find(Method::kHead, "/v1/a/1/b/2"), "");
}

TEST_F(RouterTest, a_post_on_a_literal_does_not_fall_to_the_parameter) {
  const auto match = router_.find(Method::kPost, "/v1/flows/new", params_);
  EXPECT_EQ(match.route, nullptr);
  EXPECT_EQ(to_text(match.allowed), "GET, HEAD, OPTIONS");
}

TEST_F(RouterTest, can_be_enumerated) {
  ASSERT_EQ(router_.routes().size(), 6U);
  EXPECT_EQ(router_.routes()[5]->pattern, "/v1/a/{x}/b/{y}");
  EXPECT_EQ(router_.routes()[5]->options.lane, Lane::kSlow);
  EXPECT_EQ(router_.routes()[5]->options.body_limit, 7U);
  EXPECT_EQ(router_.routes()[5]->index, 5U);
  EXPECT_EQ(router_.routes()[0]->options.body_limit, 65536U);
}

TEST_F(RouterTest, refuses_bad_patterns_at_start_up) {
  EXPECT_THROW(router_.add(Method::kGet, "/v1/flows/{other}", named("")), std::logic_error);
  EXPECT_THROW(router_.add(Method::kGet, "x", named("")), std::logic_error);
  EXPECT_THROW(router_.add(Method::kGet, "/y", nullptr), std::logic_error);
  EXPECT_THROW(router_.add(Method::kGet, "/{a}/{b}/{c}/{d}/{e}/{f}/{g}", named("")), std::logic_error);
}

TEST_F(RouterTest, a_very_deep_path_costs_nothing) {
  std::string path;
  for (int i = 0; i < 8000; ++i) path += "/a";
  EXPECT_EQ(find(Method::kGet, path), "");
}

}  // namespace
}  // namespace taxgate::http
