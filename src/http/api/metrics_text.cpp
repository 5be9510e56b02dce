#include "http/api/metrics_text.hpp"

#include <fmt/format.h>

namespace taxgate::http {
namespace {

using Kind = Exposition::Kind;

double load(const auto& number) { return static_cast<double>(number.load(std::memory_order_relaxed)); }

void write_lane(Exposition& out, const Server& server, double (*value)(const Server::LaneLoad&)) {
  out.sample(value(server.load(Lane::kOrdinary)), {{"lane", "ordinary"}});
  out.sample(value(server.load(Lane::kSlow)), {{"lane", "slow"}});
}

}  // namespace

void write_requests(Exposition& out, const Metrics& metrics) {
  const auto routes = metrics.snapshot();
  out.family("taxgate_http_requests_total", Kind::kCounter,
             "Requests answered, by route and class of status; 4xx includes clients that went away.");
  for (const RouteStats& route : routes) {
    std::map<int, std::uint64_t> classes;
    for (const auto& [status, count] : route.by_status) classes[status / 100] += count;
    for (const auto& [first, count] : classes) {
      out.sample(
          static_cast<double>(count),
          {{"method", route.method}, {"route", route.pattern}, {"status", fmt::format("{}xx", first)}});
    }
  }
  out.family("taxgate_http_request_duration_seconds", Kind::kHistogram,
             "From a request's complete head to its answer.");
  for (const RouteStats& route : routes) {
    out.histogram(kLatencyBounds, route.buckets, route.seconds,
                  {{"method", route.method}, {"route", route.pattern}});
  }
}

void write_connections(Exposition& out, const Metrics& metrics) {
  out.gauge("taxgate_http_connections", "Connections that are open.", load(metrics.connections));
  out.gauge("taxgate_http_requests_in_flight", "Requests that are not yet answered.",
            load(metrics.in_flight));
  out.counter("taxgate_http_connections_accepted_total", "Connections since the start.",
              load(metrics.accepted));
  out.family("taxgate_http_connections_refused_total", Kind::kCounter,
             "Connections answered 503 at once: the server, or the peer, has too many.")
      .sample(load(metrics.refused_full), {{"reason", "server-full"}})
      .sample(load(metrics.refused_peer), {{"reason", "peer-full"}});
  out.counter("taxgate_http_connections_shed_total", "Idle or unfinished connections closed to make room.",
              load(metrics.shed));
  out.counter("taxgate_http_connections_timed_out_total", "Connections that met a deadline.",
              load(metrics.timed_out));
}

void write_lanes(Exposition& out, const Server& server) {
  out.family("taxgate_lane_queued", Kind::kGauge, "Requests that wait for a thread of their lane.");
  write_lane(out, server,
             [](const Server::LaneLoad& lane_load) { return static_cast<double>(lane_load.queued); });
  out.family("taxgate_lane_running", Kind::kGauge, "Requests that a lane's threads work on.");
  write_lane(out, server,
             [](const Server::LaneLoad& lane_load) { return static_cast<double>(lane_load.running); });
  const Metrics& metrics = server.metrics();
  out.family("taxgate_lane_refused_total", Kind::kCounter, "Requests answered 503 because of their lane.")
      .sample(load(metrics.lane_full), {{"reason", "queue-full"}})
      .sample(load(metrics.lane_late), {{"reason", "waited-too-long"}});
}

void write_hashes(Exposition& out, const HashPool& hashes) {
  out.gauge("taxgate_hash_threads", "Threads that hash passwords.", static_cast<double>(hashes.threads()));
  out.gauge("taxgate_hash_waiting", "Passwords that wait to be hashed.", static_cast<double>(hashes.depth()));
  out.counter("taxgate_hash_done_total", "Passwords hashed.", static_cast<double>(hashes.done()));
  out.counter("taxgate_hash_refused_total", "Passwords turned away: too many waited.",
              static_cast<double>(hashes.refused()));
  out.gauge("taxgate_hash_memory_bytes", "Memory that the hashing threads keep.",
            static_cast<double>(hashes.kept_memory()));
}

void write_store(Exposition& out, const store::WriteStats& writing, const store::Tally& tally) {
  std::array<double, store::kGroupBounds.size()> bounds{};
  std::ranges::copy(store::kGroupBounds, bounds.begin());
  out.family("taxgate_store_group_works", Kind::kHistogram, "Works that were committed together.")
      .histogram(bounds, writing.groups, static_cast<double>(writing.works));
  out.gauge("taxgate_store_queued", "Works that wait to be written.", static_cast<double>(writing.queued));
  out.gauge("taxgate_sessions_open", "Sessions that have not ended.",
            static_cast<double>(tally.sessions_open));
  out.gauge("taxgate_sms_queued", "Short messages that wait to be sent.",
            static_cast<double>(tally.messages_queued));
}

void write_process(Exposition& out, const ProcessStats& process, Time started) {
  out.counter("process_cpu_seconds_total", "User and system time.", process.cpu_seconds);
  out.gauge("process_resident_memory_bytes", "Resident memory.",
            static_cast<double>(process.resident_octets));
  out.gauge("process_open_fds", "Open files and sockets.", static_cast<double>(process.open_files));
  out.gauge("process_start_time_seconds", "When it started, since 1970.",
            std::chrono::duration<double>(started.time_since_epoch()).count());
  out.family("taxgate_build_info", Kind::kGauge,
             "Always 1; what the process was built from is in the labels.")
      .sample(1, {{"version", TAXGATE_VERSION}, {"compiler", __VERSION__}});
}

}  // namespace taxgate::http
