#pragma once
// What an operator's monitoring reads. Nothing in it tells of a person: routes are patterns, never paths.
#include "crypto/hash_pool.hpp"
#include "http/api/exposition.hpp"
#include "http/api/process_stats.hpp"
#include "http/server/server.hpp"
#include "store/store.hpp"

namespace taxgate::http {

void write_requests(Exposition& out, const Metrics& metrics);
void write_connections(Exposition& out, const Metrics& metrics);
void write_lanes(Exposition& out, const Server& server);
void write_hashes(Exposition& out, const HashPool& hashes);
void write_store(Exposition& out, const store::WriteStats& writing, const store::Tally& tally);
void write_process(Exposition& out, const ProcessStats& process, Time started);

}  // namespace taxgate::http
