#include "app/import/reconcile.hpp"

#include <fmt/format.h>

namespace taxgate::app {
namespace {

MandateState wanted_state(const registry::Association& row, const Role& role) {
  const bool unanswered = row.state == MandateState::kProposed && !role.confirms;
  return unanswered ? MandateState::kInForce : row.state;
}

/// The last day that the row says, or what the role gives from the day on which it is confirmed (SX-12).
std::optional<Date> first_end(const registry::Association& row, const Role& role, Date starts, Date today) {
  if (row.ends.said || !role.validity_days) return row.ends.day;
  return plus_days(std::max(starts, today), *role.validity_days - 1);
}

MandateStep inserted(const registry::Association& row, const Role& role, ImportTime time) {
  Mandate mandate;
  mandate.role = role.id;
  if (!role.by_identity) mandate.functions = role.functions;  // else nothing until somebody is added (LN-11)
  mandate.starts = row.starts.value_or(time.today);
  mandate.ends = first_end(row, role, mandate.starts, time.today);
  mandate.state = wanted_state(row, role);
  mandate.origin = MandateOrigin::kRegistry;
  mandate.proposed_at = time.now;
  if (mandate.state != MandateState::kProposed) mandate.decided_at = time.now;
  return {.kind = MandateStep::Kind::kInsert, .mandate = std::move(mandate)};
}

bool decided_here(MandateState state) {
  return state == MandateState::kRefused || state == MandateState::kWithdrawn ||
         state == MandateState::kReleased;
}

/// None is the latest of all.
bool earlier(const std::optional<Date>& a, const std::optional<Date>& b) { return a && (!b || *a < *b); }

/// Takes the row's dates where they may be taken. Whether anything changed.
bool take_dates(Mandate& mandate, const registry::Association& row, std::string_view& remark) {
  if (mandate.origin != MandateOrigin::kRegistry) return false;
  bool changed = false;
  if (row.starts && *row.starts != mandate.starts) {
    mandate.starts = *row.starts;
    changed = true;
  }
  if (!row.ends.said || row.ends.day == mandate.ends) return changed;
  if (earlier(row.ends.day, mandate.ends)) {
    remark = "association-end-kept";
    return changed;
  }
  mandate.ends = row.ends.day;
  return true;
}

MandateStep standing_step(const Mandate& stored, const registry::Association& row, const Role& role,
                          Time now) {
  MandateStep step{.kind = MandateStep::Kind::kUpdate, .mandate = stored};
  const auto wanted = wanted_state(row, role);
  if (wanted == MandateState::kEnded) {
    step.mandate = ended_by_registry(stored, now);
    return step;
  }
  const bool confirmed = stored.state == MandateState::kProposed && wanted == MandateState::kInForce;
  if (confirmed) {
    step.mandate.state = MandateState::kInForce;
    step.mandate.decided_at = now;
  }
  const bool moved = take_dates(step.mandate, row, step.remark);
  if (confirmed || moved) {
    ++step.mandate.version;
  } else {
    step.kind = MandateStep::Kind::kSame;
  }
  return step;
}

std::string phone_text(registry::PhoneNumber phone) { return fmt::format("{:011}", phone); }

}  // namespace

Mandate ended_by_registry(Mandate mandate, Time now) {
  mandate.state = MandateState::kEnded;
  mandate.decided_at = now;
  ++mandate.version;
  return mandate;
}

MandateStep reconcile(const Mandate* stored, const registry::Association& row, const Role& role,
                      ImportTime time, Zone zone) {
  if (stored == nullptr) return inserted(row, role, time);
  if (still_stands(*stored)) return standing_step(*stored, row, role, time.now);
  MandateStep same{.kind = MandateStep::Kind::kSame, .mandate = *stored};
  if (row.state == MandateState::kEnded) return same;
  if (!decided_here(stored->state)) return inserted(row, role, time);
  const Date decided = local_date(stored->decided_at.value_or(stored->proposed_at), zone);
  if (row.starts && *row.starts > decided) return inserted(row, role, time);
  same.remark = "association-decided-here";
  return same;
}

Person merged(std::optional<Person> stored, const registry::RegisteredPerson& row, Zone zone) {
  const bool known = stored.has_value();
  Person person = std::move(stored).value_or(Person{});
  person.name = row.name;
  person.document = {.kind = row.document_kind, .number = std::string(row.document_number)};
  const int level = row.level == 0 ? kUncollectedLevel : row.level;
  person.level = known ? std::max(person.level, level) : level;
  if (row.phone == 0) return person;
  const Time verified = start_of_day(row.collected_on, zone);
  if (person.phone_verified_at && *person.phone_verified_at >= verified) return person;
  person.phone = phone_text(row.phone);
  person.phone_verified_at = row.phone_shared ? std::nullopt : std::optional(verified);
  return person;
}

}  // namespace taxgate::app
