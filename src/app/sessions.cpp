#include "app/sessions.hpp"

#include <algorithm>

#include "crypto/digest.hpp"
#include "domain/decide.hpp"
#include "domain/identity.hpp"

namespace taxgate::app {
namespace {

constexpr std::chrono::minutes kTouchEvery{1};

Event event(const Session& session, std::string kind, Args detail = {}) {
  return {session.row.bureau, std::move(kind),     session.person(),
          session.person(),   session.principal(), std::move(detail)};
}

}  // namespace

std::expected<Session, SessionFault> SessionService::find(std::string_view token) {
  if (token.empty()) return std::unexpected(SessionFault::kNone);
  store::Reader& reader = store_.reader();
  auto row = reader.session(sha256(bytes_of(token)));
  const Time now = clock_.now();
  if (!row || row->bureau != bureau_.id || now >= row->expires_at)
    return std::unexpected(SessionFault::kNone);
  Session session{*std::move(row), {}};
  if (!session.row.mandate) return session;
  const auto mandate = reader.mandate(session.row.mandate);
  if (!mandate) return std::unexpected(SessionFault::kAuthority);
  session.mandate = vault_.open(*mandate);
  const Question question{session.person(), session.mandate->principal, {}};
  if (!decide(bureau_.profile, question, {*session.mandate}, now).allowed) {
    return std::unexpected(SessionFault::kAuthority);
  }
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
                                                         std::optional<MandateId> wanted) {
  Session switched = session;
  switched.mandate.reset();
  const Time now = clock_.now();
  store_.commit([&](store::Transaction& transaction) {
    if (wanted) {
      const auto row = transaction.mandate(*wanted);
      if (row && row->bureau == bureau_.id && row->delegate == session.person())
        switched.mandate = vault_.open(*row);
      if (!switched.mandate || !usable(*switched.mandate, now, bureau_.profile.zone).now) return;
    }
    switched.row.mandate = wanted.value_or(MandateId{});
    transaction.switch_session(session.row.id, switched.row.mandate);
    record(transaction, event(switched, "identity-switched"), now);
  });
  if (!wanted) return switched;
  if (!switched.mandate) return std::unexpected(Phrase{"association-none", {}});
  if (const auto use = usable(*switched.mandate, now, bureau_.profile.zone); !use.now)
    return std::unexpected(use.why);
  return switched;
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
