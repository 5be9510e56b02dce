#include <algorithm>
#include <tuple>

#include "base/text.hpp"
#include "connect/registry/relations.hpp"

namespace taxgate::registry {
namespace {

bool live(const Association& association) { return association.state != MandateState::kEnded; }

/// Of two rows about the same person, taxpayer and role the one that tells how it stands now.
bool supersedes(const Association& a, const Association& b) {
  if (live(a) != live(b)) return live(a);
  return a.starts.value_or(Date{}) > b.starts.value_or(Date{});
}

}  // namespace

void Relations::take_associations() {
  auto& all = result_.registry.associations;
  std::ranges::sort(all, {},
                    [](const Association& a) { return std::tuple(a.taxpayer, a.role, a.person, a.at); });
  one_of_each();
  sole_holders();
}

/// Leaves one row for each person, taxpayer and role. An ended one beside it is history; a second living one
/// is a fault.
void Relations::one_of_each() {
  const auto& all = result_.registry.associations;
  std::vector<bool> dropped(all.size());
  const auto same = [&](std::size_t a, std::size_t b) {
    return std::tie(all[a].taxpayer, all[a].role, all[a].person) ==
           std::tie(all[b].taxpayer, all[b].role, all[b].person);
  };
  std::size_t kept = 0;
  for (std::size_t i = 1; i < all.size(); ++i) {
    if (!same(kept, i)) {
      kept = i;
      continue;
    }
    const bool both_live = live(all[kept]) && live(all[i]);
    found(all[i].at, both_live ? Severity::kFault : Severity::kWarning,
          both_live ? "association-twice" : "association-before", all[kept].at);
    const bool newer = !both_live && supersedes(all[i], all[kept]);
    dropped[newer ? kept : i] = true;
    if (newer) kept = i;
  }
  drop_faulty(dropped);
}

/// Two living holders of a role that one has: nobody here can tell which, so neither is taken.
void Relations::sole_holders() {
  const auto& all = result_.registry.associations;
  std::vector<bool> dropped(all.size());
  std::optional<std::size_t> holder;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!rules_.sole_roles.at(all[i].role) || !live(all[i])) continue;
    if (holder && all[*holder].taxpayer == all[i].taxpayer && all[*holder].role == all[i].role) {
      if (!dropped[*holder]) found(all[*holder].at, Severity::kFault, "sole-role-twice", all[i].at);
      found(all[i].at, Severity::kFault, "sole-role-twice", all[*holder].at);
      dropped[*holder] = true;
      dropped[i] = true;
    } else {
      holder = i;
    }
  }
  drop_faulty(dropped);
}

void Relations::drop_faulty(const std::vector<bool>& faulty) {
  auto& all = result_.registry.associations;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!faulty[i]) all[kept++] = all[i];
  }
  all.resize(kept);
}

/// 一号一人 (SX-08): the number stays with all, is told, and counts as verified for who was collected last.
void Relations::shared_phones() {
  const auto& persons = result_.registry.persons;
  std::vector<std::uint32_t> order;
  for (std::uint32_t i = 0; i < persons.size(); ++i) {
    if (persons[i].phone != 0) order.push_back(i);
  }
  std::ranges::sort(order, {}, [&](std::uint32_t i) { return std::pair(persons[i].phone, persons[i].at); });
  for (std::size_t begin = 0; begin < order.size();) {
    auto end = begin + 1;
    while (end < order.size() && persons[order[end]].phone == persons[order[begin]].phone) ++end;
    if (end - begin > 1) share_phone(std::span(order).subspan(begin, end - begin));
    begin = end;
  }
}

void Relations::share_phone(std::span<const std::uint32_t> sharing) {
  auto& persons = result_.registry.persons;
  const auto day_of = [&](std::uint32_t i) { return persons[i].collected_on; };
  const Date last = day_of(*std::ranges::max_element(sharing, {}, day_of));
  const bool one_last = std::ranges::count(sharing, last, day_of) == 1;
  for (const auto i : sharing) {
    auto& person = persons[i];
    person.phone_shared = !one_last || person.collected_on != last;
    const auto& other = persons[i == sharing.front() ? sharing[1] : sharing.front()];
    found(person.at, Severity::kWarning, "phone-shared", other.at, Column::kMobile,
          std::to_string(person.phone));
  }
}

}  // namespace taxgate::registry
