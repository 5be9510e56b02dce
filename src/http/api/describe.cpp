#include "http/api/describe.hpp"

#include <charconv>

#include "domain/identity.hpp"

namespace taxgate::http {

json::array functions_json(const Call& call, const std::vector<std::string>& functions) {
  json::array items;
  for (const auto& id : functions) items.push_back({{"id", id}, {"title", call.say({"function." + id, {}})}});
  return items;
}

json::object principal_json(const Taxpayer& taxpayer) {
  const auto& number = taxpayer.uscc.empty() ? taxpayer.taxpayer_number : taxpayer.uscc;
  return {{"id", std::to_string(taxpayer.id.value)}, {"name", taxpayer.name}, {"number", number}};
}

json::object mandate_json(const Call& call, const Mandate& mandate, const std::string& proposed_by) {
  const Profile& profile = call.api.bureau.profile;
  const Time now = call.api.clock.now();
  const std::string state{to_string(standing(mandate, now, profile.zone))};
  json::object item{{"id", std::to_string(mandate.id.value)},
                    {"role", mandate.role},
                    {"role_title", call.say({"role." + mandate.role, {}})},
                    {"functions", functions_json(call, mandate.functions)},
                    {"starts", format_date(mandate.starts)},
                    {"ends", mandate.ends ? json::value(format_date(*mandate.ends)) : json::value(nullptr)},
                    {"ends_soon", ends_soon(mandate, profile.warn_days, now, profile.zone)},
                    {"state", state},
                    {"state_title", call.say({"state." + state, {}})},
                    {"origin", to_string(mandate.origin)},
                    {"proposed_at", format_time(mandate.proposed_at)},
                    {"version", mandate.version}};
  if (!proposed_by.empty()) item["proposed_by"] = proposed_by;
  if (mandate.decided_at) item["decided_at"] = format_time(*mandate.decided_at);
  return item;
}

json::object identity_json(const Call& call, const std::optional<Mandate>& mandate,
                           const std::optional<Taxpayer>& principal) {
  if (!mandate || !principal) {
    return {{"id", identity_id({})},
            {"kind", "self"},
            {"title", call.say({"identity.self", {}})},
            {"functions", json::array{}}};
  }
  const Profile& profile = call.api.bureau.profile;
  json::object item{{"id", identity_id(mandate)},
                    {"kind", principal->kind == TaxpayerKind::kAgency ? "agency" : "enterprise"},
                    {"title", principal->name},
                    {"role", mandate->role},
                    {"role_title", call.say({"role." + mandate->role, {}})},
                    {"principal", principal_json(*principal)},
                    {"functions", functions_json(call, mandate->functions)}};
  if (mandate->ends) item["ends"] = format_date(*mandate->ends);
  item["ends_soon"] = ends_soon(*mandate, profile.warn_days, call.api.clock.now(), profile.zone);
  return item;
}

std::optional<Taxpayer> principal_of(const Call& call, const std::optional<Mandate>& mandate) {
  if (!mandate) return std::nullopt;
  const auto row = call.api.store.reader().taxpayer(mandate->principal);
  return row ? std::optional{call.api.vault.open(*row)} : std::nullopt;
}

Response mandate_refusal(const Call& call, const app::MandateRefusal& refusal) {
  switch (refusal.kind) {
    case app::MandateRefusal::Kind::kNotFound:
      return refuse(call, 404, "not-found");
    case app::MandateRefusal::Kind::kStale:
      return refuse(call, 409, "conflict");
    case app::MandateRefusal::Kind::kRule:
      break;
  }
  const std::string code{to_string(refusal.fault)};
  return refuse(
      call,
      refusal.fault == MandateFault::kNotYours || refusal.fault == MandateFault::kOwnAuthority ? 403 : 422,
      code, {code, {}});
}

std::optional<std::int64_t> id_param(const Call& call, std::string_view name) {
  const std::string_view text = call.params[name];
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (error != std::errc{} || end != text.data() + text.size() || id <= 0) return std::nullopt;
  return id;
}

}  // namespace taxgate::http
