#include "app/vault.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "crypto/digest.hpp"
#include "domain/words.hpp"

namespace taxgate::app {
namespace {

constexpr std::array<Word<TaxpayerState>, 3> kTaxpayerStates{{{TaxpayerState::kNormal, "normal"},
                                                              {TaxpayerState::kAbnormal, "abnormal"},
                                                              {TaxpayerState::kClosed, "closed"}}};

std::string context(std::string_view field, BureauId bureau) {
  return fmt::format("{}/{}", field, bureau.value);
}

std::string document_text(const Document& document) {
  return fmt::format("{} {}", to_string(document.kind), document.number);
}

Document document_of(std::string_view text) {
  const auto blank = text.find(' ');
  const auto kind = document_kind(text.substr(0, blank));
  if (!kind || blank == std::string_view::npos)
    throw std::runtime_error("a stored document has no known kind");
  return {*kind, std::string{text.substr(blank + 1)}};
}

Date date_of(std::string_view text) {
  const auto date = parse_date(text);
  if (!date) throw std::runtime_error("a stored date is none");
  return *date;
}

SecretState secret_state(const store::PersonRow& row) {
  if (row.password_hash.empty()) return SecretState::kInitial;
  return row.password_initial ? SecretState::kGiven : SecretState::kSet;
}

std::int64_t millis_or_zero(const std::optional<Time>& time) { return time ? to_millis(*time) : 0; }

}  // namespace

std::string_view to_string(TaxpayerState state) { return word_of(kTaxpayerStates, state); }
std::optional<TaxpayerState> taxpayer_state(std::string_view word) {
  return meaning_of(kTaxpayerStates, word);
}

Vault::Vault(const Keyring& keyring)
    : cipher_(keyring.field_keys()),
      index_(keyring.key(KeyUse::kBlindIndex)),
      mac_(keyring.key(KeyUse::kRowMac)) {}

Bytes Vault::document_index(BureauId bureau, const Document& document) const {
  return index_.of(context("person.document", bureau), document_text(document));
}

Bytes Vault::phone_index(BureauId bureau, std::string_view phone) const {
  return index_.of(context("person.phone", bureau), phone);
}

Bytes Vault::counter_index(BureauId bureau, std::string_view subject) const {
  return index_.of(context("counter.subject", bureau), subject);
}

Bytes Vault::seal_text(std::string_view text, std::string_view field, BureauId bureau) const {
  return cipher_.seal(text, context(field, bureau));
}

std::string Vault::open_text(ByteView sealed, std::string_view field, BureauId bureau) const {
  return cipher_.open(sealed, context(field, bureau));
}

Person Vault::open(const store::PersonRow& row) const {
  Person person{.id = row.id,
                .bureau = row.bureau,
                .name = open_text(row.name_sealed, "person.name", row.bureau),
                .document = document_of(open_text(row.document_sealed, "person.document", row.bureau)),
                .phone = {},
                .phone_verified_at = row.phone_verified_at,
                .username = row.username,
                .username_changed_at = row.username_changed_at,
                .level = row.level,
                .secret = secret_state(row),
                .password_hash = row.password_hash};
  if (row.phone_sealed) person.phone = open_text(*row.phone_sealed, "person.phone", row.bureau);
  return person;
}

store::PersonRow Vault::seal(const Person& person) const {
  store::PersonRow row;
  row.id = person.id;
  row.bureau = person.bureau;
  row.name_sealed = seal_text(person.name, "person.name", person.bureau);
  row.document_sealed = seal_text(document_text(person.document), "person.document", person.bureau);
  row.document_index = document_index(person.bureau, person.document);
  if (person.phone) {
    row.phone_sealed = seal_text(*person.phone, "person.phone", person.bureau);
    row.phone_index = phone_index(person.bureau, *person.phone);
  }
  row.phone_verified_at = person.phone_verified_at;
  row.username = person.username;
  row.username_changed_at = person.username_changed_at;
  row.level = person.level;
  row.password_hash = person.password_hash;
  row.password_initial = person.secret == SecretState::kGiven;
  return row;
}

Taxpayer Vault::open(const store::TaxpayerRow& row) const {
  const auto kind = taxpayer_kind(row.kind);
  const auto state = taxpayer_state(row.state);
  if (!kind || !state) throw std::runtime_error("a stored taxpayer has no known kind or state");
  return {row.id, row.bureau, row.uscc, row.taxpayer_number, row.name, row.organ_code, *kind, *state};
}

store::TaxpayerRow Vault::seal(const Taxpayer& taxpayer) const {
  store::TaxpayerRow row;
  row.id = taxpayer.id;
  row.bureau = taxpayer.bureau;
  row.uscc = taxpayer.uscc;
  row.taxpayer_number = taxpayer.taxpayer_number;
  row.name = taxpayer.name;
  row.organ_code = taxpayer.organ_code;
  row.kind = to_string(taxpayer.kind);
  row.state = to_string(taxpayer.state);
  return row;
}

Digest Vault::mandate_mac(const store::MandateRow& row) const {
  const RowValue ends = row.ends ? RowValue{std::string_view{*row.ends}} : RowValue{};
  std::vector<RowField> fields{{{"id", row.id.value},
                                {"bureau", row.bureau.value},
                                {"principal", row.principal.value},
                                {"delegate", row.delegate.value},
                                {"role", std::string_view{row.role}},
                                {"functions", std::string_view{row.functions}},
                                {"starts", std::string_view{row.starts}},
                                {"ends", ends},
                                {"state", std::string_view{row.state}},
                                {"origin", std::string_view{row.origin}},
                                {"proposed_by", row.proposed_by.value},
                                {"decided_at", millis_or_zero(row.decided_at)},
                                {"version", std::int64_t{row.version}}}};
  // Columns of a later schema are covered where they say something, so that rows of an earlier one stay good.
  if (row.permission) fields.emplace_back("permission", row.permission.value);
  if (row.manages) fields.emplace_back("manages", std::int64_t{1});
  return mac_.seal("mandate", fields);
}

Mandate Vault::open(const store::MandateRow& row) const {
  const Digest expected = mandate_mac(row);
  const auto state = mandate_state(row.state);
  const auto origin = mandate_origin(row.origin);
  if (!equal_constant_time(expected, row.mac) || !state || !origin) {
    throw TamperedAuthority(fmt::format("mandate {} was not written by taxgate", row.id.value));
  }
  Mandate mandate{.id = row.id,
                  .bureau = row.bureau,
                  .principal = row.principal,
                  .delegate = row.delegate,
                  .role = row.role,
                  .functions = words(row.functions),
                  .permission = row.permission,
                  .manages = row.manages,
                  .starts = date_of(row.starts),
                  .ends = {},
                  .state = *state,
                  .origin = *origin,
                  .proposed_by = row.proposed_by,
                  .proposed_at = row.proposed_at,
                  .decided_at = row.decided_at,
                  .version = row.version};
  if (row.ends) mandate.ends = date_of(*row.ends);
  return mandate;
}

store::MandateRow Vault::seal(const Mandate& mandate) const {
  store::MandateRow row;
  row.id = mandate.id;
  row.bureau = mandate.bureau;
  row.principal = mandate.principal;
  row.delegate = mandate.delegate;
  row.role = mandate.role;
  row.functions = joined(mandate.functions);
  row.permission = mandate.permission;
  row.manages = mandate.manages;
  row.starts = format_date(mandate.starts);
  if (mandate.ends) row.ends = format_date(*mandate.ends);
  row.state = to_string(mandate.state);
  row.origin = to_string(mandate.origin);
  row.proposed_by = mandate.proposed_by;
  row.proposed_at = mandate.proposed_at;
  row.decided_at = mandate.decided_at;
  row.version = mandate.version;
  const Digest mac = mandate_mac(row);
  row.mac.assign(mac.begin(), mac.end());
  return row;
}

PermissionIdentity Vault::open(const store::PermissionRow& row) const {
  return {.id = row.id,
          .bureau = row.bureau,
          .principal = row.principal,
          .name = row.name,
          .description = row.description,
          .functions = words(row.functions),
          .version = row.version};
}

store::PermissionRow Vault::seal(const PermissionIdentity& permission) const {
  return {.id = permission.id,
          .bureau = permission.bureau,
          .principal = permission.principal,
          .name = permission.name,
          .description = permission.description,
          .functions = joined(permission.functions),
          .version = permission.version};
}

Digest Vault::engagement_mac(const store::EngagementRow& row) const {
  const auto text_or_none = [](const std::optional<std::string>& text) {
    return text ? RowValue{std::string_view{*text}} : RowValue{};
  };
  const std::array<RowField, 16> fields{{{"id", row.id.value},
                                         {"bureau", row.bureau.value},
                                         {"agency", row.agency.value},
                                         {"client", row.client.value},
                                         {"agreement", std::string_view{row.agreement}},
                                         {"functions", std::string_view{row.functions}},
                                         {"starts", std::string_view{row.starts}},
                                         {"ends", text_or_none(row.ends)},
                                         {"amended", std::int64_t{row.amended}},
                                         {"amend_functions", std::string_view{row.amend_functions}},
                                         {"amend_ends", text_or_none(row.amend_ends)},
                                         {"state", std::string_view{row.state}},
                                         {"proposed_by", row.proposed_by.value},
                                         {"decided_by", row.decided_by.value},
                                         {"decided_at", millis_or_zero(row.decided_at)},
                                         {"version", std::int64_t{row.version}}}};
  return mac_.seal("engagement", fields);
}

Engagement Vault::open(const store::EngagementRow& row) const {
  const auto state = engagement_state(row.state);
  if (!equal_constant_time(engagement_mac(row), row.mac) || !state) {
    throw TamperedAuthority(fmt::format("engagement {} was not written by taxgate", row.id.value));
  }
  const auto terms = [](const std::string& functions, const std::optional<std::string>& ends) {
    return EngagementTerms{words(functions), ends ? std::optional{date_of(*ends)} : std::nullopt};
  };
  Engagement engagement{.id = row.id,
                        .bureau = row.bureau,
                        .agency = row.agency,
                        .client = row.client,
                        .agreement = row.agreement,
                        .terms = terms(row.functions, row.ends),
                        .amendment = {},
                        .starts = date_of(row.starts),
                        .state = *state,
                        .proposed_by = row.proposed_by,
                        .proposed_at = row.proposed_at,
                        .decided_by = row.decided_by,
                        .decided_at = row.decided_at,
                        .version = row.version};
  if (row.amended) engagement.amendment = terms(row.amend_functions, row.amend_ends);
  return engagement;
}

store::EngagementRow Vault::seal(const Engagement& engagement) const {
  const auto text_of = [](const std::optional<Date>& date) {
    return date ? std::optional{format_date(*date)} : std::nullopt;
  };
  store::EngagementRow row;
  row.id = engagement.id;
  row.bureau = engagement.bureau;
  row.agency = engagement.agency;
  row.client = engagement.client;
  row.agreement = engagement.agreement;
  row.functions = joined(engagement.terms.functions);
  row.starts = format_date(engagement.starts);
  row.ends = text_of(engagement.terms.ends);
  row.amended = engagement.amendment.has_value();
  if (engagement.amendment) {
    row.amend_functions = joined(engagement.amendment->functions);
    row.amend_ends = text_of(engagement.amendment->ends);
  }
  row.state = to_string(engagement.state);
  row.proposed_by = engagement.proposed_by;
  row.proposed_at = engagement.proposed_at;
  row.decided_by = engagement.decided_by;
  row.decided_at = engagement.decided_at;
  row.version = engagement.version;
  const Digest mac = engagement_mac(row);
  row.mac.assign(mac.begin(), mac.end());
  return row;
}

Digest Vault::grant_mac(const store::GrantRow& row) const {
  const std::array<RowField, 16> fields{
      {{"id", row.id.value},
       {"bureau", row.bureau.value},
       {"client", row.client.value},
       {"person", row.person.value},
       {"session", row.session.value},
       {"offline", std::int64_t{row.offline}},
       {"mandate", row.mandate.value},
       {"engagement", row.engagement.value},
       {"scope", std::string_view{row.scope}},
       {"functions", std::string_view{row.functions}},
       {"claims", std::string_view{row.claims}},
       {"key_thumbprint", std::string_view{row.key_thumbprint}},
       {"code_hash", row.code_hash ? RowValue{ByteView{*row.code_hash}} : RowValue{}},
       {"parent", row.parent.value},
       {"made_at", to_millis(row.made_at)},
       {"expires_at", to_millis(row.expires_at)}}};
  return mac_.seal("grant", fields);
}

store::GrantRow Vault::seal(store::GrantRow grant) const {
  const Digest mac = grant_mac(grant);
  grant.mac.assign(mac.begin(), mac.end());
  return grant;
}

void Vault::check(const store::GrantRow& grant) const {
  if (!equal_constant_time(grant_mac(grant), grant.mac))
    throw TamperedAuthority(fmt::format("grant {} was not written by taxgate", grant.id.value));
}

}  // namespace taxgate::app
