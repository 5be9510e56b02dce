#include "oidc/grants.hpp"

#include "domain/engagement.hpp"

namespace taxgate::oidc {
namespace {

namespace json = boost::json;

}  // namespace

std::string to_json(const Authentication& authentication) {
  return json::serialize(json::object{{"at", to_millis(authentication.at)},
                                      {"level", authentication.level},
                                      {"methods", joined(authentication.methods)},
                                      {"nonce", authentication.nonce}});
}

Authentication authentication_of(const store::GrantRow& grant) {
  const json::value read = json::parse(grant.claims);
  return {.at = from_millis(read.at("at").as_int64()),
          .level = static_cast<int>(read.at("level").as_int64()),
          .methods = words(std::string{read.at("methods").as_string()}),
          .nonce = std::string{read.at("nonce").as_string()}};
}

bool Grants::session_holds(const store::GrantRow& row) const {
  if (row.offline || !row.session) return true;
  const auto session = store_.reader().session(row.session);
  return session && session->person == row.person && clock_.now() < session->expires_at;
}

std::expected<Grant, GrantEnd> Grants::find(GrantId id) {
  const store::Snapshot snapshot(store_.reader());
  auto row = store_.reader().grant(id);
  if (!row || row->bureau != bureau_.id) return std::unexpected(GrantEnd::kUnknown);
  return look(*std::move(row));
}

std::expected<Grant, GrantEnd> Grants::look(store::GrantRow row) {
  vault_.check(row);
  if (row.ended_at || clock_.now() >= row.expires_at) return std::unexpected(GrantEnd::kEnded);
  auto client = clients_.find(row.client);
  if (!client) return std::unexpected(GrantEnd::kClient);
  if (!session_holds(row)) return std::unexpected(GrantEnd::kSession);
  auto acting = sessions_.acting(row.person, row.mandate, row.engagement);
  if (!acting) return std::unexpected(GrantEnd::kAuthority);
  Grant grant{.row = std::move(row),
              .client = std::move(client),
              .acting = *std::move(acting),
              .principal = {},
              .agency = {}};
  const auto taxpayer = [&](TaxpayerId id) { return vault_.open(store_.reader().taxpayer(id).value()); };
  if (grant.acting.principal()) grant.principal = taxpayer(grant.acting.principal());
  if (grant.acting.engagement) grant.agency = taxpayer(grant.acting.engagement->agency);
  grant.ends = end_of(grant);
  return grant;
}

Time Grants::end_of(const Grant& grant) const {
  Time end = grant.row.expires_at;
  const auto last_day = [&](const std::optional<Date>& day) {
    if (day)
      end = std::min(
          end, start_of_day(Date{std::chrono::sys_days{*day} + std::chrono::days{1}}, bureau_.profile.zone));
  };
  if (grant.acting.mandate) last_day(grant.acting.mandate->ends);
  if (grant.acting.engagement) last_day(grant.acting.engagement->terms.ends);
  return end;
}

std::vector<std::string> Grants::functions(const Grant& grant) const {
  if (!grant.acting.mandate) return {};
  auto functions = grant.acting.mandate->functions;
  if (grant.acting.engagement)
    functions = common_functions(bureau_.profile, functions, grant.acting.engagement->terms.functions);
  if (!grant.row.functions.empty())
    functions = common_functions(bureau_.profile, functions, words(grant.row.functions));
  if (!grant.client->functions.empty())
    functions = common_functions(bureau_.profile, functions, grant.client->functions);
  return functions;
}

}  // namespace taxgate::oidc
