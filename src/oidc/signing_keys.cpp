#include "oidc/signing_keys.hpp"

#include <algorithm>
#include <array>

#include "app/journal.hpp"

namespace taxgate::oidc {
namespace {

constexpr std::array kAlgs{jose::Alg::kEs256, jose::Alg::kRs256};
constexpr std::string_view kField = "signing-key.key";
constexpr Millis kReadEvery = std::chrono::minutes{1};
constexpr Millis kPublishedAfter = std::chrono::days{1};

}  // namespace

SigningKeys::SigningKeys(const app::Bureau& bureau, store::Store& store, const app::Vault& vault,
                         const Clock& clock)
    : bureau_(bureau), store_(store), vault_(vault), clock_(clock) {
  store_.commit([&](store::Transaction& transaction) {
    const auto rows = transaction.signing_keys(bureau_.id);
    for (const auto alg : kAlgs) {
      if (std::ranges::find(rows, to_string(alg), &store::SigningKeyRow::alg) == rows.end())
        make(transaction, alg, clock_.now());
    }
  });
  read(clock_.now());
}

void SigningKeys::make(store::Transaction& transaction, jose::Alg alg, Time active_at) const {
  const auto key = jose::PrivateKey::generate(alg);
  transaction.put({.kid = key.kid(),
                   .bureau = bureau_.id,
                   .alg = std::string{to_string(alg)},
                   .key_sealed = vault_.seal_text(key.pkcs8().reveal(), kField, bureau_.id),
                   .active_at = active_at,
                   .retires_at = {}});
}

void SigningKeys::read(Time now) {
  kept_.clear();
  for (const auto& row : store_.reader().signing_keys(bureau_.id)) {
    if (row.retires_at && now >= *row.retires_at) continue;
    const Secret pkcs8{vault_.open_text(row.key_sealed, kField, bureau_.id)};
    kept_.push_back({std::make_shared<const jose::PrivateKey>(
                         jose::PrivateKey::from_pkcs8(jose::alg(row.alg).value(), bytes_of(pkcs8.reveal()))),
                     row.active_at});
  }
  read_at_ = now;
}

const std::vector<SigningKeys::Kept>& SigningKeys::fresh() {
  const Time now = clock_.now();
  if (now >= read_at_ + kReadEvery) read(now);
  return kept_;
}

SigningKeys::Key SigningKeys::current(jose::Alg alg) {
  const std::lock_guard lock(mutex_);
  const Time now = clock_.now();
  const auto signs = [&](const Kept& kept) { return kept.key->alg() == alg && kept.active_at <= now; };
  const auto& kept = fresh();
  const auto found = std::ranges::find_if(kept, signs);
  if (found == kept.end())
    throw std::runtime_error("there is no signing key for " + std::string{to_string(alg)});
  return found->key;
}

SigningKeys::Key SigningKeys::find(std::string_view kid) {
  const std::lock_guard lock(mutex_);
  const auto& kept = fresh();
  const auto found = std::ranges::find_if(kept, [&](const Kept& one) { return one.key->kid() == kid; });
  return found == kept.end() ? nullptr : found->key;
}

boost::json::object SigningKeys::jwks() {
  const std::lock_guard lock(mutex_);
  boost::json::array keys;
  for (const auto& kept : fresh()) {
    auto jwk = kept.key->public_key().jwk();
    jwk["kid"] = kept.key->kid();
    jwk["use"] = "sig";
    jwk["alg"] = to_string(kept.key->alg());
    keys.push_back(std::move(jwk));
  }
  return {{"keys", std::move(keys)}};
}

void SigningKeys::rotate(Millis notice) {
  const std::lock_guard lock(mutex_);
  const Time now = clock_.now();
  store_.commit([&](store::Transaction& transaction) {
    for (auto row : transaction.signing_keys(bureau_.id)) {
      if (row.retires_at) continue;
      row.retires_at = now + notice + kPublishedAfter;
      transaction.put(row);
    }
    for (const auto alg : kAlgs) make(transaction, alg, now + notice);
    app::record(transaction, {bureau_.id, "signing-keys-rotated", {}, {}, {}, {}}, now);
  });
  read(now);
}

}  // namespace taxgate::oidc
