#pragma once
// The fields of each row in the order of its columns: written once, used for binding and for reading.
#include <concepts>
#include <tuple>

#include "store/rows.hpp"
#include "store/sqlite/statement.hpp"

namespace taxgate::store::sqlite {

template <class T, class Row>
concept Of = std::same_as<std::remove_const_t<T>, Row>;

inline constexpr Sql kPersonColumns{
    "id, bureau, name_sealed, document_sealed, document_index, phone_sealed, phone_index, phone_verified_at, "
    "username, "
    "username_changed_at, level, password_hash, password_initial, created_at, updated_at"};
auto fields(Of<PersonRow> auto& r) {
  return std::tie(r.id, r.bureau, r.name_sealed, r.document_sealed, r.document_index, r.phone_sealed,
                  r.phone_index, r.phone_verified_at, r.username, r.username_changed_at, r.level,
                  r.password_hash, r.password_initial, r.created_at, r.updated_at);
}

inline constexpr Sql kTaxpayerColumns{
    "id, bureau, uscc, taxpayer_number, name, organ_code, kind, state, created_at, updated_at"};
auto fields(Of<TaxpayerRow> auto& r) {
  return std::tie(r.id, r.bureau, r.uscc, r.taxpayer_number, r.name, r.organ_code, r.kind, r.state,
                  r.created_at, r.updated_at);
}

inline constexpr Sql kMandateColumns{
    "id, bureau, principal, delegate, role, functions, permission, manages, starts, ends, state, origin, "
    "proposed_by, "
    "proposed_at, "
    "decided_at, version, mac"};
auto fields(Of<MandateRow> auto& r) {
  return std::tie(r.id, r.bureau, r.principal, r.delegate, r.role, r.functions, r.permission, r.manages,
                  r.starts, r.ends, r.state, r.origin, r.proposed_by, r.proposed_at, r.decided_at, r.version,
                  r.mac);
}

inline constexpr Sql kPermissionColumns{"id, bureau, principal, name, description, functions, version"};
auto fields(Of<PermissionRow> auto& r) {
  return std::tie(r.id, r.bureau, r.principal, r.name, r.description, r.functions, r.version);
}

inline constexpr Sql kEngagementColumns{
    "id, bureau, agency, client, agreement, functions, starts, ends, amended, amend_functions, amend_ends, "
    "state, proposed_by, proposed_at, decided_by, decided_at, version, mac"};
auto fields(Of<EngagementRow> auto& r) {
  return std::tie(r.id, r.bureau, r.agency, r.client, r.agreement, r.functions, r.starts, r.ends, r.amended,
                  r.amend_functions, r.amend_ends, r.state, r.proposed_by, r.proposed_at, r.decided_by,
                  r.decided_at, r.version, r.mac);
}

inline constexpr Sql kSessionColumns{
    "id, bureau, token_hash, person, mandate, engagement, officer, way, methods, level, started_at, seen_at, "
    "expires_at, agent, "
    "address_sealed, confirmed_at, organ"};
auto fields(Of<SessionRow> auto& r) {
  return std::tie(r.id, r.bureau, r.token_hash, r.person, r.mandate, r.engagement, r.officer, r.way,
                  r.methods, r.level, r.started_at, r.seen_at, r.expires_at, r.agent, r.address_sealed,
                  r.confirmed_at, r.organ);
}

inline constexpr Sql kClientColumns{
    "id, bureau, client_id, metadata, secret_hash, state, made_at, changed_at, version"};
auto fields(Of<ClientRow> auto& r) {
  return std::tie(r.id, r.bureau, r.client_id, r.metadata, r.secret_hash, r.state, r.made_at, r.changed_at,
                  r.version);
}

inline constexpr Sql kGrantColumns{
    "id, bureau, client, person, session, offline, mandate, engagement, scope, functions, claims, "
    "key_thumbprint, code_hash, parent, notify, made_at, expires_at, ended_at, serial, mac"};
auto fields(Of<GrantRow> auto& r) {
  return std::tie(r.id, r.bureau, r.client, r.person, r.session, r.offline, r.mandate, r.engagement, r.scope,
                  r.functions, r.claims, r.key_thumbprint, r.code_hash, r.parent, r.notify, r.made_at,
                  r.expires_at, r.ended_at, r.serial, r.mac);
}

inline constexpr Sql kDeviceRequestColumns{
    "device_hash, bureau, user_code_hash, client, request, state, session, mandate, engagement, polled_at, "
    "pace, expires_at, version"};
auto fields(Of<DeviceRequestRow> auto& r) {
  return std::tie(r.device_hash, r.bureau, r.user_code_hash, r.client, r.request, r.state, r.session,
                  r.mandate, r.engagement, r.polled_at, r.pace, r.expires_at, r.version);
}

inline constexpr Sql kSigningKeyColumns{"kid, bureau, alg, key_sealed, active_at, retires_at"};
auto fields(Of<SigningKeyRow> auto& r) {
  return std::tie(r.kid, r.bureau, r.alg, r.key_sealed, r.active_at, r.retires_at);
}

inline constexpr Sql kLogoutNoticeColumns{"id, grant_id, due_at, tries"};
auto fields(Of<LogoutNoticeRow> auto& r) { return std::tie(r.id, r.grant, r.due_at, r.tries); }

inline constexpr Sql kOfficerColumns{
    "person, bureau, role, office, starts, ends, state, appointed_by, changed_at, version, mac"};
auto fields(Of<OfficerRow> auto& r) {
  return std::tie(r.person, r.bureau, r.role, r.office, r.starts, r.ends, r.state, r.appointed_by,
                  r.changed_at, r.version, r.mac);
}

inline constexpr Sql kOfficeRequestColumns{
    "id, bureau, kind, task_sealed, reason_sealed, answer_sealed, maker, made_at, expires_at, state, "
    "checker, decided_at, version"};
auto fields(Of<OfficeRequestRow> auto& r) {
  return std::tie(r.id, r.bureau, r.kind, r.task_sealed, r.reason_sealed, r.answer_sealed, r.maker, r.made_at,
                  r.expires_at, r.state, r.checker, r.decided_at, r.version);
}

inline constexpr Sql kSecretColumns{
    "bureau, kind, taxpayer, person, hash, initial, bound, set_at, expires_at"};
auto fields(Of<SecretRow> auto& r) {
  return std::tie(r.bureau, r.kind, r.taxpayer, r.person, r.hash, r.initial, r.bound, r.set_at, r.expires_at);
}

inline constexpr Sql kPersonSecretColumns{"bureau, kind, person, hash, initial, set_at"};
auto fields(Of<PersonSecretRow> auto& r) {
  return std::tie(r.bureau, r.kind, r.person, r.hash, r.initial, r.set_at);
}

inline constexpr Sql kHallCodeColumns{
    "bureau, document_index, code_index, name_sealed, issued_at, expires_at, used_at"};
auto fields(Of<HallCodeRow> auto& r) {
  return std::tie(r.bureau, r.document_index, r.code_index, r.name_sealed, r.issued_at, r.expires_at,
                  r.used_at);
}

inline constexpr Sql kFlowColumns{"id_hash, bureau, browser_hash, body_sealed, version, expires_at"};
auto fields(Of<FlowRow> auto& r) {
  return std::tie(r.id_hash, r.bureau, r.browser_hash, r.body_sealed, r.version, r.expires_at);
}

inline constexpr Sql kCounterColumns{
    "bureau, method, subject, count, first_at, last_at, locked_until, version"};
auto fields(Of<CounterRow> auto& r) {
  return std::tie(r.bureau, r.method, r.subject, r.count, r.first_at, r.last_at, r.locked_until, r.version);
}

inline constexpr Sql kConsentColumns{"bureau, person, text_id, text_version, given_at"};
auto fields(Of<ConsentRow> auto& r) {
  return std::tie(r.bureau, r.person, r.text_id, r.text_version, r.given_at);
}

inline constexpr Sql kNoticeColumns{"id, bureau, person, code, detail, created_at, read_at"};
auto fields(Of<NoticeRow> auto& r) {
  return std::tie(r.id, r.bureau, r.person, r.code, r.detail, r.created_at, r.read_at);
}

inline constexpr Sql kMessageColumns{
    "id, bureau, phone_sealed, text_sealed, state, attempts, created_at, due_at, expires_at, gateway_id"};
auto fields(Of<MessageRow> auto& r) {
  return std::tie(r.id, r.bureau, r.phone_sealed, r.text_sealed, r.state, r.attempts, r.created_at, r.due_at,
                  r.expires_at, r.gateway_id);
}

inline constexpr Sql kAuditColumns{"seq, bureau, at, kind, actor, subject, principal, detail, leaf"};
auto fields(Of<AuditRow> auto& r) {
  return std::tie(r.seq, r.bureau, r.at, r.kind, r.actor, r.subject, r.principal, r.detail, r.leaf);
}

template <class Row>
void bind_row(Query& query, const Row& row) {
  std::apply([&](const auto&... field) { query.bind(field...); }, fields(row));
}

template <class Row>
Row read_row(const Query& query) {
  Row row;
  int column = 0;
  std::apply([&](auto&... field) { (query.read(column++, field), ...); }, fields(row));
  return row;
}

template <class Row>
std::optional<Row> first(Query&& query) {
  return query.next() ? std::optional(read_row<Row>(query)) : std::nullopt;
}

template <class Row>
std::vector<Row> all(Query&& query) {
  std::vector<Row> rows;
  while (query.next()) {
    rows.push_back(read_row<Row>(query));
  }
  return rows;
}

}  // namespace taxgate::store::sqlite
