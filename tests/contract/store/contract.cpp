#include "contract/store/contract.hpp"

namespace taxgate::store::contract {

AuditSealer::Sealed ChainSealer::seal(std::vector<AuditRow>& entries, ByteView frontier) {
  if (refuse) {
    throw std::runtime_error("the key is gone");
  }
  std::uint64_t link = frontier.empty() ? 0 : std::stoull(std::string(text_of(frontier)));
  Sealed sealed;
  for (AuditRow& entry : entries) {
    link = std::hash<std::string>{}(std::to_string(link) + entry.kind + std::to_string(entry.seq));
    entry.leaf = octets(std::to_string(link));
    sealed.keep_checkpoint = sealed.keep_checkpoint || entry.seq % 10 == 0;
  }
  sealed.frontier = octets(std::to_string(link));
  sealed.head = std::to_string(entries.back().seq) + ":" + std::to_string(link);
  return sealed;
}

void ChainSealer::committed(const Sealed& sealed) { heads.push_back(sealed.head); }

StoreContract::StoreContract() : backend(GetParam().make()), store(backend->open(sealer)) {
  store->commit([this](Transaction& tx) {
    bureau = tx.put_bureau("here");
    other = tx.put_bureau("there");
  });
}

void StoreContract::reopen() {
  store.reset();
  store = backend->open(sealer);
}

PersonId StoreContract::add_person(BureauId where, int number) {
  return with([&](Transaction& tx) { return tx.insert(person_row(where, number)); });
}

TaxpayerId StoreContract::add_taxpayer(BureauId where, int number) {
  return with([&](Transaction& tx) { return tx.insert(taxpayer_row(where, number)); });
}

MandateRow StoreContract::add_mandate(BureauId where, TaxpayerId principal, PersonId delegate) {
  return with([&](Transaction& tx) {
    auto row = mandate_row(where, principal, delegate);
    tx.reserve_mandate(row);
    tx.insert(row);
    return row;
  });
}

Bytes octets(std::string_view text) { return {text.begin(), text.end()}; }
Time at(std::int64_t seconds) { return Time{Seconds{1'800'000'000 + seconds}}; }

PersonRow person_row(BureauId bureau, int number) {
  return {.bureau = bureau,
          .name_sealed = octets("sealed name " + std::to_string(number)),
          .document_sealed = octets("sealed document"),
          .document_index = octets("document " + std::to_string(number)),
          .level = 3,
          .created_at = at(1),
          .updated_at = at(2)};
}

TaxpayerRow taxpayer_row(BureauId bureau, int number) {
  return {.bureau = bureau,
          .uscc = "USCC" + std::to_string(number),
          .taxpayer_number = "TN" + std::to_string(number),
          .name = "企业" + std::to_string(number),
          .organ_code = "11401000000",
          .kind = "enterprise",
          .state = "normal",
          .created_at = at(1),
          .updated_at = at(2)};
}

MandateRow mandate_row(BureauId bureau, TaxpayerId principal, PersonId delegate) {
  return {.bureau = bureau,
          .principal = principal,
          .delegate = delegate,
          .role = "handler",
          .functions = "declare invoice",
          .starts = "2026-11-22",
          .state = "proposed",
          .origin = "enterprise",
          .proposed_by = delegate,
          .proposed_at = at(5),
          .version = 1,
          .mac = octets("mac")};
}

SessionRow session_row(BureauId bureau, PersonId person, int number) {
  return {.bureau = bureau,
          .token_hash = octets("token " + std::to_string(number)),
          .person = person,
          .way = "enterprise",
          .methods = "password sms",
          .level = 2,
          .started_at = at(number),
          .seen_at = at(number),
          .expires_at = at(number + 1000),
          .agent = "Chromium, Linux",
          .address_sealed = octets("address")};
}

FlowRow flow_row(BureauId bureau, int number) {
  return {.id_hash = octets("flow " + std::to_string(number)),
          .bureau = bureau,
          .browser_hash = octets("browser"),
          .body_sealed = octets("body"),
          .version = 1,
          .expires_at = at(number)};
}

MessageRow message_row(BureauId bureau, int number) {
  return {.bureau = bureau,
          .phone_sealed = octets("phone"),
          .text_sealed = octets("text"),
          .state = "queued",
          .created_at = at(number),
          .due_at = at(number),
          .expires_at = at(number + 600)};
}

AuditRow event(BureauId bureau, std::string kind, PersonId actor, PersonId subject) {
  return {.bureau = bureau,
          .at = at(0),
          .kind = std::move(kind),
          .actor = actor,
          .subject = subject,
          .detail = "{}"};
}

}  // namespace taxgate::store::contract
