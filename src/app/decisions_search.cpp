// Searches walk the rows of one index in the order of their ids and ask the rule about each, so that they
// never hold more than a few hundred rows, and each page costs what it looks at. A person or taxpayer who is
// met more than once (two mandates, two agencies) is listed where the rule's own answer has its first
// mandate.
#include "app/decision_pages.hpp"

namespace taxgate::app {
namespace {

/// What is not, lets nobody act; nothing more is looked at.
bool in_force(const store::MandateRow& row) { return row.state == to_string(MandateState::kInForce); }
bool in_force(const store::EngagementRow& row) { return row.state == to_string(EngagementState::kInForce); }

template <class Item>
Page<Item> nobody(std::string why) {
  return {.items = {}, .next = {}, .because = {std::move(why), {}}};
}

bool is_first(const Authority& authority, EngagementId by, MandateId mandate) {
  return authority.decision.allowed && authority.engagement == by &&
         authority.decision.mandates_used.front() == mandate;
}

/// Whose people may act for a taxpayer: its own (by no engagement), and each agency's.
struct Staff {
  TaxpayerId of;
  EngagementId by;
};
std::vector<Staff> staffs(store::Reader& reader, TaxpayerId taxpayer) {
  std::vector<Staff> all{{taxpayer, {}}};
  for (const auto& row : reader.engagements_of_client(taxpayer)) {
    if (in_force(row)) all.push_back({row.agency, row.id});
  }
  return all;
}

}  // namespace

PageResult<PersonId> DecisionService::subjects(const AccessQuestion& question, const PageRequest& page) {
  store::Reader& reader = store_.reader();
  const store::Snapshot snapshot(reader);
  const auto taxpayer = find(reader, question.taxpayer);
  if (!taxpayer) return nobody<PersonId>("resource-unknown");
  if (!knows(question.action)) return nobody<PersonId>("action-unknown");
  const auto asked = fingerprint("subject", {}, question.action, *taxpayer);
  const auto from = parse_page_token(page.token, asked);
  if (!from) return std::unexpected(BadPageToken{});

  PageMaker<PersonId> maker(page.limit, asked);
  const auto walk = [&](const Staff& staff, MandateId after) {
    for (;;) {
      const auto rows = reader.mandates_in(staff.of, after, kRowsAtOnce);
      for (const auto& row : rows) {
        after = row.id;
        if (in_force(row) &&
            is_first(decide(reader, row.delegate, question.action, *taxpayer), staff.by, row.id))
          maker.add(row.delegate);
        if (!maker.go_on({staff.by.value, after.value})) return false;
      }
      if (std::ssize(rows) < kRowsAtOnce) return true;
    }
  };
  for (const Staff& staff : staffs(reader, *taxpayer)) {
    if (staff.by.value < from->major) continue;
    const MandateId after{staff.by.value == from->major ? from->minor : 0};
    if (!walk(staff, after)) break;
  }
  return maker.take();
}

PageResult<Taxpayer> DecisionService::resources(const AccessQuestion& question, const PageRequest& page) {
  store::Reader& reader = store_.reader();
  const store::Snapshot snapshot(reader);
  const auto person = find(reader, question.subject);
  if (!person) return nobody<Taxpayer>("subject-unknown");
  if (!knows(question.action)) return nobody<Taxpayer>("action-unknown");
  const auto asked = fingerprint("resource", *person, question.action, {});
  const auto from = parse_page_token(page.token, asked);
  if (!from) return std::unexpected(BadPageToken{});

  PageMaker<Taxpayer> maker(page.limit, asked);
  const auto look_at = [&](TaxpayerId taxpayer, EngagementId by) {
    const auto authority = decide(reader, *person, question.action, taxpayer);
    if (authority.decision.allowed && authority.engagement == by)
      maker.add(vault_.open(reader.taxpayer(taxpayer).value()));
  };
  const auto walk_clients = [&](TaxpayerId agency, EngagementId after) {
    for (;;) {
      const auto rows = reader.engagements_of_agency(agency, after, kRowsAtOnce);
      for (const auto& row : rows) {
        after = row.id;
        if (in_force(row)) look_at(row.client, row.id);
        if (!maker.go_on({agency.value, after.value})) return false;
      }
      if (std::ssize(rows) < kRowsAtOnce) return true;
    }
  };
  TaxpayerId last{from->major};
  if (last && !walk_clients(last, EngagementId{from->minor})) return maker.take();
  for (;;) {
    const auto principals = reader.principals_of(*person, last, kRowsAtOnce);
    for (const TaxpayerId principal : principals) {
      last = principal;
      look_at(principal, {});
      if (!maker.go_on({principal.value, 0}) || !walk_clients(principal, {})) return maker.take();
    }
    if (std::ssize(principals) < kRowsAtOnce) return maker.take();
  }
}

PageResult<std::string> DecisionService::actions(const AccessQuestion& question, const PageRequest& page) {
  store::Reader& reader = store_.reader();
  const store::Snapshot snapshot(reader);
  const auto person = find(reader, question.subject);
  if (!person) return nobody<std::string>("subject-unknown");
  const auto taxpayer = find(reader, question.taxpayer);
  if (!taxpayer) return nobody<std::string>("resource-unknown");
  const auto asked = fingerprint("action", *person, {}, *taxpayer);
  const auto from = parse_page_token(page.token, asked);
  if (!from) return std::unexpected(BadPageToken{});

  const auto found = slice(reader, *person, *taxpayer);
  const Time now = clock_.now();
  std::vector<std::string> all;
  if (decide_by_any(bureau_.profile, {*person, *taxpayer, {}}, found, now).decision.allowed)
    all.emplace_back(kActAtAll);
  for (auto& function : allowed_functions(bureau_.profile, *person, *taxpayer, found, now))
    all.push_back(std::move(function));
  PageMaker<std::string> maker(page.limit, asked);
  for (auto at = static_cast<std::size_t>(from->major); at < all.size(); ++at) {
    maker.add(all[at]);
    if (!maker.go_on({static_cast<std::int64_t>(at) + 1, 0})) break;
  }
  return maker.take();
}

}  // namespace taxgate::app
