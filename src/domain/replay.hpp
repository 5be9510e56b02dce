#pragma once
// What the log tells: every event of a mandate or an engagement carries all that it is from then on, so that
// the log alone says what held at any instant. A pure fold; today's rows are not looked at.
#include <span>

#include "domain/authority.hpp"

namespace taxgate {

/// One entry of the log, as the fold reads it.
struct LogEntry {
  std::int64_t seq = 0;
  BureauId bureau;
  Time at{};
  std::string kind;  // "mandate-confirmed"
  PersonId subject;  // of a mandate: its person
  TaxpayerId principal;
  Args detail;
};

/// The members of an event's detail from which `replay` makes the record again. Nothing personal: ids, dates,
/// words of the profile; an agreement's title stays out.
Args image_of(const Mandate& mandate);
Args image_of(const Engagement& engagement);

/// What held at an instant.
struct Replayed {
  std::vector<Mandate> mandates;        // by id
  std::vector<Engagement> engagements;  // by id; without `agreement`
  // Named by an entry that does not say what they were: older versions did not write it down.
  std::vector<MandateId> unrecorded;
  std::vector<EngagementId> unrecorded_engagements;
};

/// `entries` in the order of the log, those after `at` are passed over. All entries of a mandate must be
/// among them.
Replayed replay(std::span<const LogEntry> entries, Time at);

/// The mandate or engagement that the entry is about.
MandateId mandate_of(const LogEntry& entry);
EngagementId engagement_of(const LogEntry& entry);

/// What may have let `person` act for `principal` then.
AuthoritySlice slice_of(const Replayed& replayed, PersonId person, TaxpayerId principal);

}  // namespace taxgate
