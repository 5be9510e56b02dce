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

ClientId StoreContract::add_client(const std::string& client_id) {
  with([&](Transaction& tx) { tx.put(client_row(bureau, client_id)); });
  return reader().client(bureau, client_id)->id;
}

GrantRow StoreContract::add(GrantRow row) {
  with([&](Transaction& tx) {
    tx.reserve_grant(row);
    tx.insert(row);
  });
  return row;
}

GrantRow StoreContract::add_grant(ClientId client, PersonId person, std::string_view code) {
  GrantRow row;
  row.bureau = bureau;
  row.client = client;
  row.person = person;
  row.scope = "openid";
  row.claims = "{}";
  row.code_hash = octets(code);
  row.notify = true;
  row.made_at = at(1);
  row.expires_at = at(1000);
  row.mac = octets("mac");
  return add(row);
}

ClientRow client_row(BureauId bureau, std::string client_id) {
  return {.bureau = bureau,
          .client_id = std::move(client_id),
          .metadata = "{}",
          .secret_hash = octets("hash"),
          .state = "active",
          .made_at = at(1),
          .changed_at = at(1),
          .version = 1};
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
