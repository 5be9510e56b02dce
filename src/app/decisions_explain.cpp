// 「Why could X do Y for Z on that day」: from the entries of the log up to that instant.
#include <algorithm>
#include <set>

#include "app/decisions.hpp"
#include "app/journal.hpp"

namespace taxgate::app {
namespace {

constexpr int kRowsAtOnce = 1000;

LogEntry entry_of(const store::AuditRow& row) {
  return {row.seq, row.bureau, row.at, row.kind, row.subject, row.principal, args_from_json(row.detail)};
}

TaxpayerId agency_of(const LogEntry& entry) {
  const auto found = entry.detail.find("agency");
  return found == entry.detail.end() ? TaxpayerId{} : parse_id<TaxpayerId>(found->second);
}

bool concerns(const std::set<TaxpayerId>& sides, const store::AuditRow& row) {
  return sides.contains(row.principal);
}

/// The person's mandates with any of `sides`, up to `at`, oldest first.
std::vector<store::AuditRow> mandate_history(store::Reader& reader, BureauId bureau, PersonId person,
                                             const std::set<TaxpayerId>& sides, Time at) {
  std::vector<store::AuditRow> history;
  store::AuditFilter filter{.bureau = bureau, .person = person, .kind = {}, .limit = kRowsAtOnce};
  for (;;) {
    auto rows = reader.audit_search(filter);
    for (auto& row : rows) {
      filter.before = row.seq;
      const bool told = row.at <= at && row.subject == person && row.kind.starts_with("mandate-");
      if (told && concerns(sides, row)) history.push_back(std::move(row));
    }
    if (std::ssize(rows) < kRowsAtOnce) break;
  }
  std::ranges::reverse(history);
  return history;
}

/// A mandate that stood then, by its row, without an entry that tells of it: an older version's.
bool untold(store::Reader& reader, PersonId person, TaxpayerId taxpayer, const std::vector<LogEntry>& entries,
            Time at) {
  return std::ranges::any_of(reader.mandates_between(person, taxpayer), [&](const store::MandateRow& row) {
    const bool told =
        std::ranges::any_of(entries, [&](const LogEntry& entry) { return mandate_of(entry) == row.id; });
    return !told && row.proposed_at <= at;
  });
}

}  // namespace

std::vector<store::AuditRow> DecisionService::history(store::Reader& reader, PersonId person,
                                                      TaxpayerId taxpayer, Time at) const {
  // Entries of older versions do not all name the agency; it may be the person's.
  auto engagements = reader.audit_about(bureau_.id, taxpayer, "engagement-");
  std::set<TaxpayerId> sides{taxpayer};
  for (const auto& row : engagements) sides.insert(agency_of(entry_of(row)));
  auto all = mandate_history(reader, bureau_.id, person, sides, at);
  const auto worked_at = [&](TaxpayerId agency) {
    return !agency || std::ranges::find(all, agency, &store::AuditRow::principal) != all.end();
  };
  std::vector<store::AuditRow> agreed;
  for (auto& row : engagements) {
    if (row.at <= at && worked_at(agency_of(entry_of(row)))) agreed.push_back(std::move(row));
  }
  std::ranges::move(agreed, std::back_inserter(all));
  std::ranges::sort(all, {}, &store::AuditRow::seq);
  return all;
}

/// Today's rows say who is meant, and whether there is authority that the log does not tell of; nothing else.
Explanation DecisionService::explain(const AccessQuestion& question, Time at) {
  store::Reader& reader = store_.reader();
  const store::Snapshot snapshot(reader);
  const auto sides = resolve(reader, question);
  if (!sides) return {.authority = sides.error().authority, .person = sides.error().person, .history = {}};
  const auto [person, taxpayer] = *sides;
  Explanation explained{.authority = {}, .person = person, .history = history(reader, person, taxpayer, at)};
  std::vector<LogEntry> entries;
  entries.reserve(explained.history.size());
  for (const auto& row : explained.history) entries.push_back(entry_of(row));
  const auto replayed = replay(entries, at);
  const Question asked{person, taxpayer, function_of(question.action)};
  explained.authority = decide_by_any(bureau_.profile, asked, slice_of(replayed, person, taxpayer), at);
  explained.recorded = replayed.unrecorded.empty() && replayed.unrecorded_engagements.empty() &&
                       !untold(reader, person, taxpayer, entries, at);
  const bool by_own = explained.authority.decision.allowed && !explained.authority.engagement;
  if (!explained.recorded && !by_own)
    explained.authority = {{.allowed = false, .because = {"not-recorded", {}}, .mandates_used = {}}, {}};
  return explained;
}

}  // namespace taxgate::app
