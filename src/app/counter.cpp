#include "app/counter.hpp"

#include <fmt/format.h>

#include <cassert>

#include "app/fresh_secret.hpp"
#include "app/journal.hpp"

namespace taxgate::app {
namespace {

constexpr std::chrono::days kHallCodeLasts{7};
constexpr std::size_t kHallCodeLength = 6;

void unlock(store::Transaction& transaction, BureauId bureau, const std::string& method, ByteView subject) {
  auto counter = transaction.counter(bureau, method, subject);
  if (!counter) return;
  counter->count = 0;
  counter->locked_until.reset();
  transaction.put(*counter);
}

}  // namespace

void put_password(store::Transaction& transaction, const Vault& vault, BureauId bureau,
                  const NewTaxpayerPassword& password, Time now) {
  store::SecretRow row;
  row.bureau = bureau;
  row.kind = to_string(password.kind);
  row.taxpayer = password.taxpayer;
  row.hash = password.hash;
  row.set_at = now;
  transaction.put(row);
  unlock(transaction, bureau, row.kind,
         vault.counter_index(bureau, fmt::format("taxpayer/{}", password.taxpayer.value)));
}

void put_card_password(store::Transaction& transaction, const Vault& vault, BureauId bureau, PersonId person,
                       const std::string& hash, Time now) {
  const std::string word{kCardPassword};
  transaction.put(store::PersonSecretRow{bureau, word, person, hash, true, now});
  unlock(transaction, bureau, word, vault.counter_index(bureau, fmt::format("card/{}", person.value)));
  record(transaction, {bureau, "card-password-reset", {}, person, {}, {}}, now);
  tell(transaction, bureau, person, {"card-password-reset", {}}, now);
}

HallCode put_hall_code(store::Transaction& transaction, const Vault& vault, BureauId bureau,
                       const std::string& name, const Document& document, Time now) {
  HallCode issued{fresh_code(kHallCodeLength), now + kHallCodeLasts};
  store::HallCodeRow row;
  row.bureau = bureau;
  row.document_index = vault.document_index(bureau, document);
  row.code_index = vault.counter_index(bureau, "hall-code/" + issued.code.reveal());
  row.name_sealed = vault.seal_text(name, "hall-code.name", bureau);
  row.issued_at = now;
  row.expires_at = issued.expires;
  transaction.put(row);
  return issued;
}

std::optional<Secret> CounterService::issue_password(std::string_view taxpayer_number, SecretKind kind) {
  assert(!is_personal(kind));
  const auto taxpayer = store_.reader().taxpayer_by_number(bureau_.id, taxpayer_number);
  if (!taxpayer) return std::nullopt;
  Secret password = fresh_password();
  const PasswordHash hash = hash_of(password);
  const Time now = clock_.now();
  const Args method{{"method", std::string{to_string(kind)}}};
  store_.commit([&](store::Transaction& transaction) {
    put_password(transaction, vault_, bureau_.id, {kind, taxpayer->id, hash.phc}, now);
    record(transaction, {bureau_.id, "secret-issued", {}, {}, taxpayer->id, method}, now);
  });
  return password;
}

std::optional<Secret> CounterService::issue_card_password(const Document& document) {
  const auto person =
      store_.reader().person_by_document(bureau_.id, vault_.document_index(bureau_.id, document));
  if (!person) return std::nullopt;
  Secret password = fresh_password();
  const PasswordHash hash = hash_of(password);
  store_.commit([&](store::Transaction& transaction) {
    put_card_password(transaction, vault_, bureau_.id, person->id, hash.phc, clock_.now());
  });
  return password;
}

HallCode CounterService::issue_hall_code(const std::string& name, const Document& document) {
  const Time now = clock_.now();
  HallCode issued;
  store_.commit([&](store::Transaction& transaction) {
    issued = put_hall_code(transaction, vault_, bureau_.id, name, document, now);
    record(transaction, {bureau_.id, "hall-code-issued", {}, {}, {}, {}}, now);
  });
  return issued;
}

PasswordHash CounterService::hash_of(const Secret& password) {
  auto hash = hashes_.hash(password);
  if (!hash) throw std::runtime_error("too many passwords are being hashed: try again");
  return *std::move(hash);
}

}  // namespace taxgate::app
