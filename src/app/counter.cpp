#include "app/counter.hpp"

#include <fmt/format.h>

#include <cassert>
#include <string_view>

#include "app/journal.hpp"
#include "crypto/random.hpp"

namespace taxgate::app {
namespace {

constexpr std::chrono::days kHallCodeLasts{7};
constexpr std::size_t kHallCodeLength = 6;
constexpr std::size_t kPasswordLength = 10;
/// Without what looks alike: 0 and O, 1, I and L.
constexpr std::string_view kUpper = "ABCDEFGHJKMNPQRSTUVWXYZ";
constexpr std::string_view kLower = "abcdefghjkmnpqrstuvwxyz";
constexpr std::string_view kDigits = "23456789";

/// One character of `letters`, each as likely as another.
char one_of(std::string_view letters) {
  const std::size_t fair = 256 / letters.size() * letters.size();
  for (;;) {
    const std::size_t octet = random_bytes(1).front();
    if (octet < fair) return letters[octet % letters.size()];
  }
}

/// Upper case, lower case and digits in turn: any bureau's rules take it, and a person can copy it.
Secret fresh_password() {
  constexpr std::array kTurns{kUpper, kLower, kDigits};
  std::string password;
  for (std::size_t at = 0; at < kPasswordLength; ++at) password += one_of(kTurns.at(at % kTurns.size()));
  return Secret{std::move(password)};
}

Secret fresh_hall_code() {
  const std::string letters = std::string{kUpper}.append(kDigits);
  std::string code;
  for (std::size_t at = 0; at < kHallCodeLength; ++at) code += one_of(letters);
  return Secret{std::move(code)};
}

}  // namespace

std::optional<Secret> CounterService::issue_password(std::string_view taxpayer_number, SecretKind kind) {
  assert(!is_personal(kind));
  const auto taxpayer = store_.reader().taxpayer_by_number(bureau_.id, taxpayer_number);
  if (!taxpayer) return std::nullopt;
  Secret password = fresh_password();
  const auto hash = hashes_.hash(password);
  if (!hash) throw std::runtime_error("too many passwords are being hashed: try again");
  const Time now = clock_.now();
  const std::string word{to_string(kind)};
  store::SecretRow row;
  row.bureau = bureau_.id;
  row.kind = word;
  row.taxpayer = taxpayer->id;
  row.hash = hash->phc;
  row.set_at = now;
  store_.commit([&](store::Transaction& transaction) {
    transaction.put(row);
    const Bytes subject = vault_.counter_index(bureau_.id, fmt::format("taxpayer/{}", taxpayer->id.value));
    if (auto counter = transaction.counter(bureau_.id, word, subject)) {
      counter->count = 0;
      counter->locked_until.reset();
      transaction.put(*counter);
    }
    record(transaction, {bureau_.id, "secret-issued", {}, {}, taxpayer->id, {{"method", word}}}, now);
  });
  return password;
}

HallCode CounterService::issue_hall_code(const std::string& name, const Document& document) {
  const Time now = clock_.now();
  HallCode issued{fresh_hall_code(), now + kHallCodeLasts};
  store::HallCodeRow row;
  row.bureau = bureau_.id;
  row.document_index = vault_.document_index(bureau_.id, document);
  row.code_index = vault_.counter_index(bureau_.id, "hall-code/" + issued.code.reveal());
  row.name_sealed = vault_.seal_text(name, "hall-code.name", bureau_.id);
  row.issued_at = now;
  row.expires_at = issued.expires;
  store_.commit([&](store::Transaction& transaction) {
    transaction.put(row);
    record(transaction, {bureau_.id, "hall-code-issued", {}, {}, {}, {}}, now);
  });
  return issued;
}

}  // namespace taxgate::app
