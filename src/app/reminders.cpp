#include "app/reminders.hpp"

#include <algorithm>

#include "app/associations.hpp"

namespace taxgate::app {
namespace {

constexpr int kMost = 5000;  // looked at in one round: the nearest ends first

/// The last of the bureau's days that has come: ends in 5 days, days 30 and 7: 7.
std::optional<int> stage(const std::vector<int>& days, Date today, Date ends) {
  std::optional<int> reached;
  for (const int day : days) {
    if (plus_days(today, day) >= ends && (!reached || day < *reached)) reached = day;
  }
  return reached;
}

}  // namespace

std::vector<int> ReminderService::days() const {
  const auto& said = bureau_.profile.personnel.remind_days;
  return said.empty() ? std::vector<int>{bureau_.profile.warn_days} : said;
}

template <class Row>
bool ReminderService::due(store::Reader& reader, const Row& row, Date today) const {
  const auto ends = row.ends ? parse_date(*row.ends) : std::nullopt;
  const auto reached = ends ? stage(days(), today, *ends) : std::nullopt;
  return reached && !reader.reminded(row.id, *row.ends, *reached);
}

void ReminderService::tell_of(const AuthorityWriter& writer, const Mandate& mandate, Date today) const {
  writer.transaction.remind(mandate.id, format_date(*mandate.ends), *stage(days(), today, *mandate.ends));
  Phrase notice = role_notice("association-ends-soon", mandate);
  notice.args.emplace("date", format_date(*mandate.ends));
  tell(writer.transaction, bureau_.id, mandate.delegate, notice, writer.now);
  notice.code = "member-ends-soon";
  tell_managers(writer.transaction, bureau_, vault_, mandate.principal, notice, writer.now);
}

/// Each side's managers, of the other side.
void ReminderService::tell_of(const AuthorityWriter& writer, const Engagement& engagement, Date today) const {
  const std::string ends = format_date(*engagement.terms.ends);
  writer.transaction.remind(engagement.id, ends, *stage(days(), today, *engagement.terms.ends));
  const auto tell_side = [&](TaxpayerId told, TaxpayerId of) {
    const Taxpayer other = vault_.open(writer.transaction.taxpayer(of).value());
    tell_managers(writer.transaction, bureau_, vault_, told,
                  {"engagement-ends-soon", {{"name", other.name}, {"date", ends}}}, writer.now);
  };
  tell_side(engagement.agency, engagement.client);
  tell_side(engagement.client, engagement.agency);
}

int ReminderService::remind_of_engagements() {
  const Time now = clock_.now();
  const Date today = local_date(now, bureau_.profile.zone);
  const Date last = plus_days(today, std::ranges::max(days()));
  store::Reader& reader = store_.reader();
  std::vector<EngagementId> found;
  for (const auto& row :
       reader.engagements_ending(bureau_.id, format_date(today), format_date(last), kMost)) {
    if (due(reader, row, today)) found.push_back(row.id);
  }
  if (found.empty()) return 0;
  int reminded = 0;
  store_.commit([&](store::Transaction& transaction) {
    reminded = 0;
    const AuthorityWriter writer{transaction, bureau_, vault_, now};
    for (const EngagementId id : found) {
      const auto row = transaction.engagement(id);
      if (!row || row->state != to_string(EngagementState::kInForce) || !due(transaction, *row, today))
        continue;
      tell_of(writer, vault_.open(*row), today);
      ++reminded;
    }
  });
  return reminded;
}

int ReminderService::remind_of_mandates() {
  const Time now = clock_.now();
  const Date today = local_date(now, bureau_.profile.zone);
  const Date last = plus_days(today, std::ranges::max(days()));
  store::Reader& reader = store_.reader();
  std::vector<MandateId> found;
  for (const auto& row : reader.mandates_ending(bureau_.id, format_date(today), format_date(last), kMost)) {
    if (due(reader, row, today)) found.push_back(row.id);
  }
  if (found.empty()) return 0;  // without waking the writer
  int reminded = 0;
  store_.commit([&](store::Transaction& transaction) {
    reminded = 0;
    const AuthorityWriter writer{transaction, bureau_, vault_, now};
    for (const MandateId id : found) {
      const auto row = transaction.mandate(id);
      if (!row || row->state != to_string(MandateState::kInForce) || !due(transaction, *row, today)) continue;
      tell_of(writer, vault_.open(*row), today);
      ++reminded;
    }
  });
  return reminded;
}

}  // namespace taxgate::app
