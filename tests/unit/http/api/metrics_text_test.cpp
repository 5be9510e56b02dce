#include "http/api/metrics_text.hpp"

#include <gmock/gmock.h>

#include "http/api/ops.hpp"
#include "unit/http/server/client.hpp"

namespace taxgate::http {
namespace {

using testing::HasSubstr;
using testing::Not;

class MetricsText : public test::ServerTest {
 protected:
  std::string requests() {
    Exposition out;
    write_requests(out, server_->metrics());
    return out.text();
  }
};

TEST_F(MetricsText, counts_by_pattern_and_class_of_status_never_by_path) {
  router_.add(Method::kGet, "/v1/flows/{id}", [](const Request&, const PathParams& params) {
    return text_answer(params["id"] == "a" ? 200 : 404, "");
  });
  run();
  for (const char* path : {"/v1/flows/a", "/v1/flows/secret", "/v1/flows/other", "/made-up"})
    ask(test::get(path));
  const std::string text = requests();
  EXPECT_THAT(text, HasSubstr("requests_total{method=\"GET\",route=\"/v1/flows/{id}\",status=\"2xx\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("requests_total{method=\"GET\",route=\"/v1/flows/{id}\",status=\"4xx\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("requests_total{route=\"(none)\",status=\"4xx\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("duration_seconds_count{method=\"GET\",route=\"/v1/flows/{id}\"} 3\n"));
  EXPECT_THAT(text, HasSubstr("duration_seconds_count{method=\"POST\",route=\"/echo\"} 0\n"));
  EXPECT_THAT(text, Not(HasSubstr("secret")));
  EXPECT_THAT(text, Not(HasSubstr("made-up")));
}

TEST_F(MetricsText, shows_connections_and_lanes) {
  Server& server = run();
  test::Client held = client();
  ASSERT_EQ(held.ask(test::get("/hello")).status, 200);
  Exposition out;
  write_connections(out, server.metrics());
  write_lanes(out, server);
  EXPECT_THAT(out.text(), HasSubstr("\ntaxgate_http_connections 1\n"));
  EXPECT_THAT(out.text(), HasSubstr("\ntaxgate_http_connections_accepted_total 1\n"));
  EXPECT_THAT(out.text(), HasSubstr("\ntaxgate_lane_queued{lane=\"slow\"} 0\n"));
}

TEST(MetricsTextOfStore, group_sizes_are_a_histogram) {
  store::WriteStats writing{.works = 12, .queued = 4};
  writing.groups[0] = 2;
  writing.groups[3] = 1;
  Exposition out;
  write_store(out, writing, {.sessions_open = 7, .messages_queued = 3});
  EXPECT_THAT(out.text(), HasSubstr("\ntaxgate_store_group_works_bucket{le=\"1\"} 2\n"));
  EXPECT_THAT(out.text(), HasSubstr("\ntaxgate_store_group_works_bucket{le=\"8\"} 3\n"));
  EXPECT_THAT(out.text(), HasSubstr("\ntaxgate_store_group_works_sum 12\n"));
  EXPECT_THAT(out.text(), HasSubstr("\ntaxgate_sessions_open 7\n"));
  EXPECT_THAT(out.text(), HasSubstr("\ntaxgate_sms_queued 3\n"));
}

TEST(MetricsTextOfProcess, this_process_has_memory_files_and_a_start) {
  const ProcessStats stats = process_stats();
  EXPECT_GT(stats.resident_octets, 1U << 20U);
  EXPECT_GT(stats.open_files, 2U);
  Exposition out;
  write_process(out, stats, Time{std::chrono::seconds{1763784000}});
  EXPECT_THAT(out.text(), HasSubstr("\nprocess_start_time_seconds 1763784000\n"));
}

TEST(MetricsAccess, straight_from_a_named_address_alone) {
  const std::vector<IpBlock> from{parse_ip_block("127.0.0.0/8").value(),
                                  parse_ip_block("2001:db8::/32").value()};
  const auto asked = [&](const char* peer, std::string_view header = {}) {
    Request request{.peer = peer};
    if (!header.empty()) request.headers.add(header, "127.0.0.1");
    return may_read_metrics(request, from);
  };
  EXPECT_TRUE(asked("127.0.0.1"));
  EXPECT_TRUE(asked("2001:db8::7"));
  EXPECT_TRUE(asked("127.0.0.1", "X-Other"));
  EXPECT_FALSE(asked("10.0.0.1"));
  EXPECT_FALSE(asked("::1"));
  EXPECT_FALSE(asked(""));
  for (const char* trace : {"X-Forwarded-For", "x-forwarded-for", "Forwarded", "Via", "X-Real-IP"}) {
    EXPECT_FALSE(asked("127.0.0.1", trace)) << trace;
  }
}

}  // namespace
}  // namespace taxgate::http
