#include "app/engagements.hpp"

#include <algorithm>
#include <ranges>

#include "app/associations.hpp"
#include "base/text.hpp"

namespace taxgate::app {
namespace {

using Kind = EngagementRefusal::Kind;

EngagementRefusal refusal(Kind kind, EngagementFault fault = {}) {
  return {.kind = kind, .fault = fault, .faults = {}};
}
EngagementRefusal refusal(std::vector<ProposalFault> faults) {
  return {.kind = Kind::kFaults, .fault = {}, .faults = std::move(faults)};
}

std::vector<PersonId> people_of(const std::vector<Mandate>& mandates) {
  std::vector<PersonId> people;
  for (const auto& mandate : mandates) {
    if (still_stands(mandate)) people.push_back(mandate.delegate);
  }
  return people;
}

}  // namespace

EngagementView EngagementService::describe(store::Reader& reader, Engagement engagement) const {
  EngagementView view{.engagement = std::move(engagement), .agency = {}, .client = {}};
  view.agency = vault_.open(reader.taxpayer(view.engagement.agency).value());
  view.client = vault_.open(reader.taxpayer(view.engagement.client).value());
  return view;
}

/// Newest first.
std::vector<EngagementView> EngagementService::describe_all(
    store::Reader& reader, const std::vector<store::EngagementRow>& rows) const {
  std::vector<EngagementView> views;
  for (const auto& row : std::views::reverse(rows)) views.push_back(describe(reader, vault_.open(row)));
  return views;
}

std::vector<EngagementView> EngagementService::of_agency(TaxpayerId agency) {
  store::Reader& reader = store_.reader();
  return describe_all(reader, reader.engagements_of_agency(agency));
}

std::vector<EngagementView> EngagementService::of_client(TaxpayerId client) {
  store::Reader& reader = store_.reader();
  return describe_all(reader, reader.engagements_of_client(client));
}

int EngagementService::pending(TaxpayerId client) {
  const Time now = clock_.now();
  const auto rows = store_.reader().engagements_of_client(client);
  return static_cast<int>(std::ranges::count_if(rows, [&](const store::EngagementRow& row) {
    const auto worth = standing(vault_.open(row), now, bureau_.profile.zone);
    return worth == EngagementStanding::kPending || worth == EngagementStanding::kAmended;
  }));
}

std::vector<ClientIdentity> EngagementService::clients_of(PersonId person) {
  store::Reader& reader = store_.reader();
  const Time now = clock_.now();
  std::vector<ClientIdentity> clients;
  for (const auto& row : reader.mandates_of(person)) {
    const auto engaged = reader.engagements_of_agency(row.principal);
    if (engaged.empty()) continue;
    const Mandate mandate = vault_.open(row);
    if (!usable(mandate, now, bureau_.profile.zone).now) continue;
    for (const auto& found : engaged) {
      AgencySlice slice{.engagement = vault_.open(found), .at_agency = {mandate}, .at_client = {}};
      if (!usable(slice.engagement, now, bureau_.profile.zone).now) continue;
      for (const auto& own : reader.mandates_between(person, slice.engagement.client))
        slice.at_client.push_back(vault_.open(own));
      const auto decision =
          decide_through(bureau_.profile, {person, slice.engagement.client, {}}, slice, now);
      Usable use{decision.allowed, decision.because};
      if (use.now && chooses_client_by_password(bureau_.profile)) use = {false, {"client-by-sign-in", {}}};
      clients.push_back({mandate, describe(reader, slice.engagement), std::move(use)});
    }
  }
  return clients;
}

void EngagementService::log(const AuthorityWriter& writer, const Session& session, const EngagementView& view,
                            const std::string& what) const {
  const Engagement& engagement = view.engagement;
  record(writer.transaction,
         {bureau_.id, "engagement-" + what, session.person(), {}, engagement.client, image_of(engagement)},
         writer.now);
  const bool by_agency = session.principal() == engagement.agency;
  const TaxpayerId told = by_agency ? engagement.client : engagement.agency;
  const std::string& by = by_agency ? view.agency.name : view.client.name;
  tell_managers(writer.transaction, bureau_, vault_, told, {"engagement-" + what, {{"name", by}}},
                writer.now);
}

EngagementResult EngagementService::propose(const Session& session, std::string_view client,
                                            const EngagementForm& form) {
  EngagementResult result = std::unexpected(refusal(Kind::kNotFound));
  store_.commit([&](store::Transaction& transaction) {
    const AuthorityWriter writer{transaction, bureau_, vault_, clock_.now()};
    const auto row = transaction.taxpayer_by_number(bureau_.id, ascii_upper(without_blanks(client)));
    std::vector<Engagement> existing;
    for (const auto& other :
         row ? transaction.engagements_of_client(row->id) : std::vector<store::EngagementRow>{}) {
      if (other.agency == session.principal()) existing.push_back(vault_.open(other));
    }
    auto faults = check_engagement(bureau_.profile, form, *session.mandate, row ? row->id : TaxpayerId{},
                                   existing, writer.now);
    if (!row) faults.push_back({"client", {"client-not-found", {}}});
    if (row && row->state == to_string(TaxpayerState::kClosed))
      faults.push_back({"client", {"taxpayer-closed", {}}});
    if (!faults.empty()) {
      result = std::unexpected(refusal(std::move(faults)));
      return;
    }
    store::EngagementRow reserved;
    transaction.reserve_engagement(reserved);
    Engagement engagement{.id = reserved.id,
                          .bureau = bureau_.id,
                          .agency = session.principal(),
                          .client = row->id,
                          .agreement = std::string{trim(form.agreement)},
                          .terms = form.terms,
                          .amendment = {},
                          .starts = local_date(writer.now, bureau_.profile.zone),
                          .state = EngagementState::kProposed,
                          .proposed_by = session.person(),
                          .proposed_at = writer.now,
                          .decided_by = {},
                          .decided_at = {},
                          .version = 1};
    transaction.insert(vault_.seal(engagement));
    auto view = describe(transaction, std::move(engagement));
    log(writer, session, view, "proposed");
    result = std::move(view);
  });
  return result;
}

EngagementResult EngagementService::change(const Session& session, EngagementId id, int version,
                                           const std::string& what, const Rule& rule) {
  EngagementResult result = std::unexpected(refusal(Kind::kNotFound));
  store_.commit([&](store::Transaction& transaction) {
    const AuthorityWriter writer{transaction, bureau_, vault_, clock_.now()};
    const auto row = transaction.engagement(id);
    const TaxpayerId acting = session.principal();
    if (!row || row->bureau != bureau_.id || (row->agency != acting && row->client != acting)) return;
    if (row->version != version) {
      result = std::unexpected(refusal(Kind::kStale));
      return;
    }
    auto changed = rule(writer, vault_.open(*row));
    if (!changed) {
      result = std::unexpected(refusal(Kind::kRule, changed.error()));
      return;
    }
    transaction.update(vault_.seal(*changed));
    if (!usable(*changed, writer.now, bureau_.profile.zone).now) transaction.end_sessions_through(id);
    auto view = describe(transaction, *std::move(changed));
    log(writer, session, view, what);
    result = std::move(view);
  });
  return result;
}

EngagementResult EngagementService::amend(const Session& session, EngagementId id, int version,
                                          const EngagementTerms& terms) {
  auto faults = check_amendment(bureau_.profile, terms, *session.mandate, clock_.now());
  if (!faults.empty()) return std::unexpected(refusal(std::move(faults)));
  return change(session, id, version, "amended", [&](const AuthorityWriter& writer, Engagement engagement) {
    return taxgate::amend(std::move(engagement), terms, *session.mandate, writer.now, bureau_.profile.zone);
  });
}

EngagementResult EngagementService::withdraw(const Session& session, EngagementId id, int version) {
  return change(session, id, version, "withdrawn", [&](const AuthorityWriter& writer, Engagement engagement) {
    return taxgate::withdraw(std::move(engagement), *session.mandate, writer.now);
  });
}

EngagementResult EngagementService::confirm(const Session& session, EngagementId id, int version) {
  return change(session, id, version, "confirmed", [&](const AuthorityWriter& writer, Engagement engagement) {
    const auto people = people_of(writer.mandates_in(engagement.agency));
    return taxgate::confirm(bureau_.profile, std::move(engagement), *session.mandate, people, writer.now);
  });
}

EngagementResult EngagementService::refuse(const Session& session, EngagementId id, int version) {
  return change(session, id, version, "refused", [&](const AuthorityWriter& writer, Engagement engagement) {
    return taxgate::refuse(std::move(engagement), *session.mandate, writer.now, bureau_.profile.zone);
  });
}

EngagementResult EngagementService::end(const Session& session, EngagementId id, int version) {
  return change(session, id, version, "ended", [&](const AuthorityWriter& writer, Engagement engagement) {
    return taxgate::end(std::move(engagement), *session.mandate, writer.now);
  });
}

}  // namespace taxgate::app
