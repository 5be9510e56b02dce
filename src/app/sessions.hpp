#pragma once
// Sessions: found by their bearer, worth what their mandate is worth at this very moment.
#include "app/bureau.hpp"
#include "app/journal.hpp"
#include "app/vault.hpp"
#include "base/clock.hpp"

namespace taxgate::app {

/// An open session whose authority was looked at just now.
struct Session {
  store::SessionRow row;
  std::optional<Mandate> mandate;        // none: acts for oneself
  std::optional<Engagement> engagement;  // the mandate is with an agency, which acts for its client by this
  PersonId person() const { return row.person; }
  /// For whom it acts: the client, where it acts through an agency.
  TaxpayerId principal() const {
    if (engagement) return engagement->client;
    return mandate ? mandate->principal : TaxpayerId{};
  }
};

enum class SessionFault {
  kNone,       // no such session, or it has ended
  kAuthority,  // the mandate that it acts under does not hold any more
};

class SessionService {
 public:
  SessionService(const Bureau& bureau, store::Store& store, const Vault& vault, const Clock& clock)
      : bureau_(bureau), store_(store), vault_(vault), clock_(clock) {}

  /// Reads only. A revoked, frozen or expired mandate is refused here, on the very next request.
  std::expected<Session, SessionFault> find(std::string_view token);
  /// Prolongs the session, at most once a minute and without waiting for the disk.
  void touch(const Session& session);

  /// Acts for somebody else from now on (SX-10): `mandate` must be the person's own and usable.
  /// With `engagement`, the mandate is with the agency and the session acts for the client (NT-03).
  std::expected<Session, Phrase> switch_to(const Session& session, std::optional<MandateId> mandate,
                                           EngagementId engagement = {});

  std::vector<store::SessionRow> list(PersonId person);
  /// False: not there, or not that person's.
  bool end(const Session& by, SessionId id);
  int end_others(const Session& session);
  void sign_out(const Session& session);

 private:
  std::optional<Phrase> take(store::Reader& reader, Session& session, MandateId mandate,
                             EngagementId engagement, Time now) const;
  const Bureau& bureau_;
  store::Store& store_;
  const Vault& vault_;
  const Clock& clock_;
};

}  // namespace taxgate::app
