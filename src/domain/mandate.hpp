#pragma once
// The mandate: who may act for whom, as what, within which functions, from when until when.
// Every rule about one is here or in decide.hpp; nothing in this file does I/O or reads a clock.
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"

namespace taxgate {

/// What was last done to a mandate. What it is worth at an instant is `standing()`, which also looks at the
/// dates.
enum class MandateState {
  kProposed,     // the enterprise proposes, the person has not answered (SX-05)
  kInForce,      // confirmed by both sides, or comes with the registration (SX-12)
  kRefused,      // by the person
  kWithdrawn,    // by the enterprise, before or after confirmation
  kReleased,     // by the person: 解除绑定 (SX-07)
  kFrozen,       // by the enterprise, for a time
  kEnded,        // by the registry: the person is no longer named there; or with what it depended on
  kDisputed,     // the person says 「not me」: no authority until it is settled
  kUncollected,  // waits for the person's real-name collection, then goes on as a proposal (LN-16)
};

/// What a mandate is worth at an instant.
enum class Standing {
  kPending,
  kNotYet,
  kInForce,
  kExpired,
  kFrozen,
  kRefused,
  kWithdrawn,
  kReleased,
  kEnded,
  kDisputed,
  kUncollected
};

/// Who brought the mandate into being.
enum class MandateOrigin { kRegistry, kEnterprise };

struct Mandate {
  MandateId id;
  BureauId bureau;
  TaxpayerId principal;
  PersonId delegate;
  std::string role;                    // a role of the profile
  std::vector<std::string> functions;  // roots of the granted subtrees of the profile's function tree
  PermissionId permission;             // whose functions these are (LN-15); none: given one by one
  bool manages = false;                // 管理权限 beside the role (LN-17, WH-09)
  Date starts{};
  std::optional<Date> ends;  // the last day; none = long-term
  MandateState state = MandateState::kProposed;
  MandateOrigin origin = MandateOrigin::kEnterprise;
  PersonId proposed_by;  // none for the registry's
  Time proposed_at{};
  std::optional<Time> decided_at;  // when the state became what it is
  int version = 0;                 // counts changes; a stale one is refused
};

std::string_view to_string(MandateState state);
std::optional<MandateState> mandate_state(std::string_view text);
std::string_view to_string(Standing standing);
std::string_view to_string(MandateOrigin origin);
std::optional<MandateOrigin> mandate_origin(std::string_view text);

Standing standing(const Mandate& mandate, Time now, Zone zone);

enum class MandateFault {
  kNotPending,    // confirm, refuse: it is not (or no longer) waiting for the person
  kNotInForce,    // release, renew, freeze: it is not in force
  kOver,          // it has ended already
  kNotYours,      // the actor is neither its delegate nor a manager of its principal
  kOwnAuthority,  // nobody grants, renews or edits their own authority
  kFromRegistry,  // what the registry says is changed in the registry
  kEndsTooEarly,  // the end is before today or before the start
  kEndsTooLate,   // beyond what the role allows
  kNotFrozen,
  kAboveOwn,         // nobody changes or gives what is above their own authority
  kCollectionFirst,  // confirm: real-name collection comes first (LN-16)
  kNotDisputed,
  kOthersPassword,  // a manager's personal password is reset and bound by nobody else (LN-22)
  kNoReset,         // this bureau's managers reset no passwords
  kNoOwnAccount,    // 绑定: the person has no password of their own to bind to (LN-21)
  kBoundAlready,
  kNotBound,
  kNoInvitation,  // this bureau's managers invite nobody
};
std::string_view to_string(MandateFault fault);

using MandateChange = std::expected<Mandate, MandateFault>;

/// The person answers a proposal (SX-05). A proposal past its last day can no longer be confirmed.
MandateChange confirm(Mandate mandate, PersonId by, Time now, Zone zone);
MandateChange refuse(Mandate mandate, PersonId by, Time now, Zone zone);
/// 解除绑定: the person leaves, alone, at any time while the mandate stands (SX-07). `proposable`: whether
/// enterprises give the role at all; what comes with the registration alone is changed there (SX-12).
MandateChange release(Mandate mandate, PersonId by, bool proposable, Time now, Zone zone);
/// 「Not me」: the person says that they never agreed to this. No authority from now on, for nobody.
MandateChange dispute(Mandate mandate, PersonId by, Time now, Zone zone);
/// The tax authority has looked at a dispute: `upheld` ends the mandate, else it is in force again.
MandateChange settle(Mandate mandate, bool upheld, Time now);
/// Real-name collection is done: the mandate waits for its person, or is in force where nobody confirms.
MandateChange collected(Mandate mandate, bool confirms, Time now);
/// 冻结 and 解冻 (LN-20).
MandateChange freeze(Mandate mandate, PersonId by, Time now, Zone zone);
MandateChange thaw(Mandate mandate, PersonId by, Time now, Zone zone);
/// The enterprise takes a proposal or a mandate back. `proposable`: whether enterprises give the role at all
/// (else the registry alone changes it).
MandateChange withdraw(Mandate mandate, PersonId by, bool proposable, Time now);
/// The enterprise gives a new last day (none = long-term) to a mandate in force or expired; `latest` is the
/// role's limit.
MandateChange renew(Mandate mandate, PersonId by, std::optional<Date> ends, std::optional<Date> latest,
                    Time now, Zone zone);

/// Whether authority could still come of it: it has neither ended nor been refused. The dates are not looked
/// at.
bool still_stands(const Mandate& mandate);

}  // namespace taxgate
