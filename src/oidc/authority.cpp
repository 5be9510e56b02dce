#include "oidc/authority.hpp"

#include "oidc/claims.hpp"

namespace taxgate::oidc {
namespace {

namespace json = boost::json;

std::unexpected<Fault> refused(std::string why) {
  return fault("invalid_authorization_details", std::move(why));
}

/// What one detail may say.
struct Wish {
  bool self = false;
  std::string principal;
  std::string agency;
  std::vector<std::string> functions;
};

Result<Wish> read_member(Wish wish, std::string_view name, const json::value& value) {
  if (name == "type" && value == json::string_view{kMandate}) return wish;
  if (name == "identity" && value == "self") {
    wish.self = true;
    return wish;
  }
  if (name == "identity" && (value == "enterprise" || value == "agency")) return wish;
  if ((name == "principal" || name == "agency") && value.is_string()) {
    (name == "agency" ? wish.agency : wish.principal) = value.get_string();
    return wish;
  }
  if (name != "functions" || !value.is_array())
    return refused("a member is not understood: " + std::string{name});
  for (const auto& function : value.get_array()) {
    if (!function.is_string()) return refused("functions must be a list of texts");
    wish.functions.emplace_back(function.get_string());
  }
  return wish;
}

Result<Wish> read(const std::string& details) {
  boost::system::error_code error;
  const json::value value = json::parse(details, error);
  if (error || !value.is_array() || value.get_array().size() != 1 || !value.get_array()[0].is_object())
    return refused("authorization_details must be a list of one object");
  const auto& object = value.get_array()[0].get_object();
  if (const auto* type = object.if_contains("type"); type == nullptr || *type != json::string_view{kMandate})
    return refused("the type must be " + std::string{kMandate});
  Result<Wish> wish = Wish{};
  for (const auto& [name, member] : object) {
    wish = read_member(*std::move(wish), name, member);
    if (!wish) return wish;
  }
  return wish;
}

/// The first of the person's mandates with the taxpayer under which they may act now.
MandateId usable_mandate(const Provider& provider, PersonId person, TaxpayerId principal,
                         EngagementId engagement) {
  for (const auto& row : provider.store.reader().mandates_between(person, principal)) {
    if (provider.sessions.acting(person, row.id, engagement)) return row.id;
  }
  return {};
}

Result<Authority> through_agency(const Provider& provider, PersonId person, TaxpayerId client,
                                 const std::string& number) {
  store::Reader& reader = provider.store.reader();
  const auto agency = reader.taxpayer_by_number(provider.bureau.id, number);
  if (agency) {
    for (const auto& engagement : reader.engagements_of_client(client)) {
      if (engagement.agency != agency->id) continue;
      if (const auto mandate = usable_mandate(provider, person, agency->id, engagement.id))
        return Authority{mandate, engagement.id, {}};
    }
  }
  return refused("the person may not act for this principal through this agency now");
}

Result<Authority> for_principal(const Provider& provider, PersonId person, const Wish& wish) {
  const auto principal = provider.store.reader().taxpayer_by_number(provider.bureau.id, wish.principal);
  if (principal && !wish.agency.empty()) return through_agency(provider, person, principal->id, wish.agency);
  if (principal) {
    if (const auto mandate = usable_mandate(provider, person, principal->id, {}))
      return Authority{mandate, {}, {}};
  }
  return refused("the person may not act for this principal now");
}

}  // namespace

Result<Authority> choose(const Provider& provider, PersonId person, const Authority& current,
                         const std::string& details) {
  const auto wish = read(details);
  if (!wish) return std::unexpected(wish.error());
  Result<Authority> chosen = current;
  if (wish->self) chosen = Authority{{}, {}, current.functions};
  if (!wish->principal.empty()) chosen = for_principal(provider, person, *wish);
  if (!chosen || wish->functions.empty()) return chosen;
  for (const auto& function : wish->functions) {
    if (provider.bureau.profile.function(function) == nullptr)
      return refused("there is no function " + function);
    const auto held = words(current.functions);
    if (!held.empty() && !provider.bureau.profile.covers(held, function))
      return refused("the function is beyond what was granted: " + function);
  }
  chosen->functions = joined(wish->functions);
  return chosen;
}

}  // namespace taxgate::oidc
