// Agreements of agencies as the registry has them: each waits for the client, who recognises or refuses the
// agency (LN-30). What stands between the two, or was decided here, stays.
#include <algorithm>

#include "app/associations.hpp"
#include "app/import/write_registry.hpp"
#include "app/journal.hpp"
#include "base/text.hpp"
#include "domain/replay.hpp"

namespace taxgate::app {
namespace {

std::vector<std::string> functions_of(const Profile& profile, std::string_view ids) {
  std::vector<std::string> functions;
  for (const auto id : split(ids, ' ')) {
    if (profile.function(id) != nullptr) functions.emplace_back(id);
  }
  return functions;
}

/// The same paper was answered here, or something stands between the two already.
bool settled(const Engagement& known, const registry::Agreement& row, Time now, Zone zone) {
  if (known.agreement == row.line.agreement) return true;
  const auto worth = standing(known, now, zone);
  return worth == EngagementStanding::kPending || worth == EngagementStanding::kInForce ||
         worth == EngagementStanding::kAmended;
}

}  // namespace

void RegistryWriter::write_agreement(store::Transaction& transaction, const registry::Agreement& row) {
  const Bureau& bureau = task_.bureau;
  const TaxpayerId agency = taxpayers_[row.agency];
  const TaxpayerId client = taxpayers_[row.client];
  const auto functions = functions_of(bureau.profile, row.line.functions);
  const auto known = transaction.engagements_of_client(client);
  const bool same = std::ranges::any_of(known, [&](const store::EngagementRow& stored) {
    return stored.agency == agency &&
           settled(task_.vault.open(stored), row, task_.time.now, bureau.profile.zone);
  });
  if (same || functions.empty()) {
    ++changes_.agreements.same;
    return;
  }
  store::EngagementRow reserved;
  transaction.reserve_engagement(reserved);
  const Engagement engagement{.id = reserved.id,
                              .bureau = bureau.id,
                              .agency = agency,
                              .client = client,
                              .agreement = std::string{row.line.agreement},
                              .terms = {.functions = functions, .ends = row.line.ends.day},
                              .amendment = {},
                              .starts = row.line.starts.value_or(task_.time.today),
                              .state = EngagementState::kProposed,
                              .proposed_by = {},
                              .proposed_at = task_.time.now,
                              .decided_by = {},
                              .decided_at = {},
                              .version = 1};
  transaction.insert(task_.vault.seal(engagement));
  ++changes_.agreements.made;
  record(transaction, {bureau.id, "engagement-proposed", {}, {}, client, image_of(engagement)},
         task_.time.now);
  const Taxpayer by = task_.vault.open(transaction.taxpayer(agency).value());
  tell_managers(transaction, bureau, task_.vault, client, {"engagement-proposed", {{"name", by.name}}},
                task_.time.now);
}

}  // namespace taxgate::app
