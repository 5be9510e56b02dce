#include "oidc/systems.hpp"

#include <algorithm>

#include "app/journal.hpp"

namespace taxgate::oidc {
namespace {

bool same_system(const store::GrantRow& one, const store::GrantRow& other) {
  return one.client == other.client && one.mandate == other.mandate && one.engagement == other.engagement;
}

System system_of(const Grant& grant) {
  return {.grant = grant,
          .scopes = words(grant.row.scope),
          .offline = grant.row.offline,
          .since = grant.row.made_at,
          .ends = grant.ends};
}

void add(System& system, const Grant& older) {
  for (auto& scope : words(older.row.scope)) {
    if (!contains(system.scopes, scope)) system.scopes.push_back(std::move(scope));
  }
  system.offline = system.offline || older.row.offline;
  system.since = std::min(system.since, older.row.made_at);
  system.ends = std::max(system.ends, older.ends);
}

/// Of whom the mandate is; nobody for oneself.
TaxpayerId principal_of(store::Reader& reader, const store::GrantRow& row) {
  if (row.engagement) return reader.engagement(row.engagement).value().client;
  return row.mandate ? reader.mandate(row.mandate).value().principal : TaxpayerId{};
}

}  // namespace

std::vector<System> systems_of(const Provider& provider, PersonId person) {
  const store::Snapshot snapshot(provider.store.reader());
  std::vector<System> systems;
  for (auto& row : provider.store.reader().grants_of(person, provider.clock.now())) {
    const auto grant = provider.grants.look(std::move(row));
    if (!grant) continue;
    const auto known = std::ranges::find_if(
        systems, [&](const System& system) { return same_system(system.grant.row, grant->row); });
    if (known == systems.end()) {
      systems.push_back(system_of(*grant));
    } else {
      add(*known, *grant);
    }
  }
  return systems;
}

bool end_system(const Provider& provider, PersonId person, GrantId id) {
  const Time now = provider.clock.now();
  bool ended = false;
  provider.store.commit([&](store::Transaction& transaction) {
    ended = false;
    const auto named = transaction.grant(id);
    if (!named || named->bureau != provider.bureau.id || named->person != person) return;
    // What was signed in to since then is another sign-in: a page of before does not mean it.
    if (named->ended_at || now >= named->expires_at) return;
    for (const auto& row : transaction.grants_of(person, now)) {
      if (same_system(row, *named)) ended = transaction.end_grant(row.id, now) || ended;
    }
    if (!ended) return;
    app::record(transaction,
                {.bureau = provider.bureau.id,
                 .kind = "grant-ended",
                 .actor = person,
                 .subject = person,
                 .principal = principal_of(transaction, *named),
                 .detail = {{"client", transaction.client(named->client).value().client_id}}},
                now);
  });
  return ended;
}

}  // namespace taxgate::oidc
