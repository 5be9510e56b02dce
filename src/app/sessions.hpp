#pragma once
// Sessions: found by their bearer, worth what their mandate is worth at this very moment.
#include "app/bureau.hpp"
#include "app/journal.hpp"
#include "app/vault.hpp"
#include "base/clock.hpp"

namespace taxgate::app {

inline constexpr std::chrono::minutes kConfirmationLasts{5};

/// An open session whose authority was looked at just now.
struct Session {
  store::SessionRow row;
  std::optional<Mandate> mandate;        // none: acts for oneself
  std::optional<Engagement> engagement;  // the mandate is with an agency, which acts for its client by this
  std::optional<Officer> officer;        // acts as an officer of the bureau, and for nobody
  PersonId person() const { return row.person; }
  /// Whether the person has proved once more, in the last minutes, that it is they.
  bool confirmed(Time now) const { return row.confirmed_at && now < *row.confirmed_at + kConfirmationLasts; }
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
  /// As whom `person` acts under the mandate (and through the engagement) at this very moment, outside any
  /// session of theirs; why not, where they may not. `row` holds no more than the person and the authority.
  std::expected<Session, Phrase> acting(PersonId person, MandateId mandate, EngagementId engagement);
  /// Prolongs the session, at most once a minute and without waiting for the disk.
  void touch(const Session& session);

  /// Acts for somebody else from now on (SX-10): `mandate` must be the person's own and usable.
  /// With `engagement`, the mandate is with the agency and the session acts for the client (NT-03).
  std::expected<Session, Phrase> switch_to(const Session& session, std::optional<MandateId> mandate,
                                           EngagementId engagement = {});

  /// 切换主管税务机关 (QD-14): false where `organ` is none of `authorities`.
  bool switch_organ(Session& session, const std::string& organ);
  /// Of the taxpayer that the session acts for, its first one first; one alone where it is not a cross-region
  /// payer.
  std::vector<std::string> authorities(const Taxpayer& taxpayer);

  std::vector<store::SessionRow> list(PersonId person);
  /// False: not there, or not that person's.
  bool end(const Session& by, SessionId id);
  int end_others(const Session& session);
  void sign_out(const Session& session);

 private:
  std::optional<Phrase> take(store::Reader& reader, Session& session, MandateId mandate,
                             EngagementId engagement, Time now) const;
  bool take_office(store::Reader& reader, Session& session, Time now) const;

  const Bureau& bureau_;
  store::Store& store_;
  const Vault& vault_;
  const Clock& clock_;
};

}  // namespace taxgate::app
