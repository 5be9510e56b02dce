#include "app/sessions.hpp"

#include <algorithm>

#include "crypto/digest.hpp"
#include "domain/engagement.hpp"

namespace taxgate::app {
namespace {

constexpr std::chrono::minutes kTouchEvery{1};

Event event(const Session& session, std::string kind, Args detail = {}) {
  return {session.row.bureau, std::move(kind),     session.person(),
          session.person(),   session.principal(), std::move(detail)};
}

/// What lets `person` act through the engagement; nothing where there is no such one.
std::optional<AgencySlice> agency_slice(store::Reader& reader, const Vault& vault, const Mandate& mandate,
                                        EngagementId id) {
  const auto row = reader.engagement(id);
  if (!row || row->agency != mandate.principal) return std::nullopt;
  AgencySlice slice{.engagement = vault.open(*row), .at_agency = {mandate}, .at_client = {}};
  for (const auto& own : reader.mandates_between(mandate.delegate, slice.engagement.client))
    slice.at_client.push_back(vault.open(own));
  return slice;
}

}  // namespace

/// Makes `session` act under the mandate (and through the engagement); why not, where it may not.
std::optional<Phrase> SessionService::take(store::Reader& reader, Session& session, MandateId mandate,
                                           EngagementId engagement, Time now) const {
  session.mandate.reset();
  session.engagement.reset();
  const auto row = reader.mandate(mandate);
  if (!row || row->bureau != bureau_.id || row->delegate != session.person())
    return Phrase{"association-none", {}};
  session.mandate = vault_.open(*row);
  const Profile& profile = bureau_.profile;
  if (!engagement) {
    const auto decision =
        decide(profile, {session.person(), session.mandate->principal, {}}, {&*session.mandate, 1}, now);
    return decision.allowed ? std::nullopt : std::optional{decision.because};
  }
  const auto slice = agency_slice(reader, vault_, *session.mandate, engagement);
  if (!slice) return Phrase{"engagement-none", {}};
  session.engagement = slice->engagement;
  const auto decision =
      decide_through(profile, {session.person(), slice->engagement.client, {}}, *slice, now);
  return decision.allowed ? std::nullopt : std::optional{decision.because};
}

/// Makes `session` act as the officer that its person is; false where the person is none now.
bool SessionService::take_office(store::Reader& reader, Session& session, Time now) const {
  const auto row = reader.officer(session.person());
  if (!row || row->bureau != bureau_.id) return false;
  session.officer = vault_.open(*row);
  return standing(*session.officer, now, bureau_.profile.zone) == OfficerStanding::kInForce;
}

std::expected<Session, SessionFault> SessionService::find(std::string_view token) {
  if (token.empty()) return std::unexpected(SessionFault::kNone);
  store::Reader& reader = store_.reader();
  auto row = reader.session(sha256(bytes_of(token)));
  const Time now = clock_.now();
  if (!row || row->bureau != bureau_.id || now >= row->expires_at)
    return std::unexpected(SessionFault::kNone);
  Session session{.row = *std::move(row), .mandate = {}, .engagement = {}};
  if (session.row.officer && !take_office(reader, session, now))
    return std::unexpected(SessionFault::kAuthority);
  if (!session.row.mandate) return session;
  if (take(reader, session, session.row.mandate, session.row.engagement, now))
    return std::unexpected(SessionFault::kAuthority);
  return session;
}

std::expected<Session, Phrase> SessionService::acting(PersonId person, MandateId mandate,
                                                      EngagementId engagement) {
  Session session;
  session.row.bureau = bureau_.id;
  session.row.person = person;
  session.row.mandate = mandate;
  session.row.engagement = engagement;
  if (!mandate) return session;
  if (auto refused = take(store_.reader(), session, mandate, engagement, clock_.now()))
    return std::unexpected(*std::move(refused));
  return session;
}

void SessionService::touch(const Session& session) {
  const Time now = clock_.now();
  if (now < session.row.seen_at + kTouchEvery) return;
  const SessionRules& rules = bureau_.profile.session;
  const Time expires = std::min<Time>(now + rules.idle, session.row.started_at + rules.longest);
  store_.write([id = session.row.id, now, expires](store::Transaction& transaction) {
    transaction.touch_session(id, now, expires);
  });
}

std::expected<Session, Phrase> SessionService::switch_to(const Session& session,
                                                         std::optional<MandateId> wanted,
                                                         EngagementId engagement) {
  Session switched = session;
  switched.mandate.reset();
  switched.engagement.reset();
  const Time now = clock_.now();
  std::optional<Phrase> refused;
  store_.commit([&](store::Transaction& transaction) {
    const bool elsewhere = engagement && engagement != session.row.engagement;
    if (elsewhere && chooses_client_by_password(bureau_.profile)) refused = Phrase{"client-by-sign-in", {}};
    if (!refused && wanted) refused = take(transaction, switched, *wanted, engagement, now);
    if (refused) return;
    switched.row.mandate = wanted.value_or(MandateId{});
    switched.row.engagement = engagement;
    switched.row.organ.clear();
    transaction.switch_session(session.row.id, switched.row.mandate, switched.row.engagement);
    record(transaction, event(switched, "identity-switched"), now);
  });
  if (refused) return std::unexpected(*std::move(refused));
  return switched;
}

std::vector<std::string> SessionService::authorities(const Taxpayer& taxpayer) {
  std::vector<std::string> organs{taxpayer.organ_code};
  if (!is_cross_region(taxpayer.kind)) return organs;
  for (auto& other : store_.reader().organs_of(taxpayer.id)) {
    if (other != taxpayer.organ_code) organs.push_back(std::move(other));
  }
  return organs;
}

bool SessionService::switch_organ(Session& session, const std::string& organ) {
  const auto row = store_.reader().taxpayer(session.principal());
  if (!row) return false;
  const auto organs = authorities(vault_.open(*row));
  if (std::ranges::find(organs, organ) == organs.end()) return false;
  store_.commit([&](store::Transaction& transaction) {
    transaction.put_session_organ(session.row.id, organ);
    record(transaction, event(session, "authority-switched", {{"organ", organ}}), clock_.now());
  });
  session.row.organ = organ;
  return true;
}

std::vector<store::SessionRow> SessionService::list(PersonId person) {
  return store_.reader().sessions_of(person, clock_.now());
}

bool SessionService::end(const Session& by, SessionId id) {
  bool ended = false;
  store_.commit([&](store::Transaction& transaction) {
    ended = transaction.end_session(id, by.person());
    if (ended) record(transaction, event(by, "session-ended"), clock_.now());
  });
  return ended;
}

int SessionService::end_others(const Session& session) {
  int ended = 0;
  store_.commit([&](store::Transaction& transaction) {
    ended = transaction.end_sessions_of(session.person(), session.row.id);
    record(transaction, event(session, "sessions-ended", {{"count", std::to_string(ended)}}), clock_.now());
  });
  return ended;
}

void SessionService::sign_out(const Session& session) {
  store_.commit([&](store::Transaction& transaction) {
    transaction.end_session(session.row.id, session.person());
    record(transaction, event(session, "signed-out"), clock_.now());
  });
}

}  // namespace taxgate::app
