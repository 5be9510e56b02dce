#include "crypto/field_cipher.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <cassert>

#include "base/secret.hpp"
#include "crypto/context_pool.hpp"
#include "crypto/error.hpp"
#include "crypto/nonce.hpp"

namespace taxgate {
namespace {

constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kHeader = 5;
constexpr std::size_t kNonce = 12;
constexpr std::size_t kTag = 16;
static_assert(kHeader + kNonce + kTag == FieldCipher::kOverhead);

/// A cipher context with its key expanded, for one direction.
struct GcmContext {
  EVP_CIPHER_CTX* evp = nullptr;
  NonceSource nonces;
};

void free_context(GcmContext* context) {
  EVP_CIPHER_CTX_free(context->evp);  // wipes the key schedule
  delete context;
}

using Pool = ContextPool<GcmContext, free_context>;

GcmContext* make_context(const Key& key, bool encrypt) {
  Pool::Owned context(new GcmContext{.evp = EVP_CIPHER_CTX_new(), .nonces = {}});
  const std::unique_ptr<EVP_CIPHER, void (*)(EVP_CIPHER*)> aes(
      EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr), EVP_CIPHER_free);
  if (context->evp == nullptr || !aes ||
      EVP_CipherInit_ex2(context->evp, aes.get(), key.reveal().data(), nullptr, encrypt ? 1 : 0, nullptr) !=
          1) {
    throw CryptoError("AES-256-GCM is not available");
  }
  return context.release();
}

/// A new nonce; the key and the direction stay. What is authenticated: the header, then where the field is
/// kept.
bool begin(EVP_CIPHER_CTX* evp, const std::uint8_t* nonce, ByteView header, std::string_view context) {
  int size = 0;
  const auto place = bytes_of(context);
  return EVP_CipherInit_ex2(evp, nullptr, nullptr, nonce, -1, nullptr) == 1 &&
         EVP_CipherUpdate(evp, nullptr, &size, header.data(), static_cast<int>(header.size())) == 1 &&
         (place.empty() ||
          EVP_CipherUpdate(evp, nullptr, &size, place.data(), static_cast<int>(place.size())) == 1);
}

bool transform(EVP_CIPHER_CTX* evp, std::uint8_t* out, ByteView in) {
  int size = 0;
  return in.empty() || EVP_CipherUpdate(evp, out, &size, in.data(), static_cast<int>(in.size())) == 1;
}

bool finish(EVP_CIPHER_CTX* evp) {
  int size = 0;
  std::array<std::uint8_t, kTag> rest{};  // GCM has no rest, but the call wants a place for one
  return EVP_CipherFinal_ex(evp, rest.data(), &size) == 1;
}

}  // namespace

struct FieldCipher::Slot {
  explicit Slot(Key with) : key(std::move(with)) {}
  Key key;
  mutable Pool sealing;
  mutable Pool opening;
};

FieldCipher::FieldCipher(const FieldKeys& keys) : current_(keys.current) {
  assert(keys.keys.contains(keys.current));
  for (const auto& [number, key] : keys.keys) slots_.emplace(number, std::make_unique<Slot>(key));
}

FieldCipher::~FieldCipher() = default;

const FieldCipher::Slot& FieldCipher::slot(std::uint32_t number) const {
  const auto found = slots_.find(number);
  if (found == slots_.end()) throw UnknownKey(fmt::format("field key {} is not in the keyring", number));
  return *found->second;
}

std::optional<std::uint32_t> FieldCipher::key_number(ByteView sealed) {
  if (sealed.size() < kOverhead || sealed[0] != kVersion) return std::nullopt;
  std::uint32_t number = 0;
  for (std::size_t i = 1; i < kHeader; ++i) number = (number << 8U) | sealed[i];
  return number;
}

Bytes FieldCipher::seal(std::string_view plain, std::string_view context) const {
  const Slot& with = slot(current_);
  const auto lease = with.sealing.take([&] { return make_context(with.key, true); });
  const auto nonce = lease.get()->nonces.next();

  Bytes sealed(kOverhead + plain.size());
  sealed[0] = kVersion;
  for (std::size_t i = 1; i < kHeader; ++i) sealed[i] = static_cast<std::uint8_t>(current_ >> (32 - 8 * i));
  std::ranges::copy(nonce, sealed.begin() + kHeader);
  EVP_CIPHER_CTX* evp = lease.get()->evp;
  std::uint8_t* const cipher_text = sealed.data() + kHeader + kNonce;
  if (!begin(evp, nonce.data(), ByteView(sealed).first(kHeader), context) ||
      !transform(evp, cipher_text, bytes_of(plain)) || !finish(evp) ||
      EVP_CIPHER_CTX_ctrl(evp, EVP_CTRL_AEAD_GET_TAG, kTag, cipher_text + plain.size()) != 1) {
    throw CryptoError("a field could not be encrypted");
  }
  return sealed;
}

std::string FieldCipher::open(ByteView sealed, std::string_view context) const {
  const auto number = key_number(sealed);
  if (!number) throw CorruptField("not an encrypted field");
  const Slot& with = slot(*number);
  const auto lease = with.opening.take([&] { return make_context(with.key, false); });

  EVP_CIPHER_CTX* evp = lease.get()->evp;
  const auto cipher_text = sealed.subspan(kHeader + kNonce, sealed.size() - kOverhead);
  std::array<std::uint8_t, kTag> tag{};
  std::ranges::copy(sealed.last(kTag), tag.begin());
  std::string plain(cipher_text.size(), '\0');
  if (!begin(evp, sealed.data() + kHeader, sealed.first(kHeader), context) ||
      !transform(evp, reinterpret_cast<std::uint8_t*>(plain.data()), cipher_text) ||
      EVP_CIPHER_CTX_ctrl(evp, EVP_CTRL_AEAD_SET_TAG, kTag, tag.data()) != 1 || !finish(evp)) {
    const Secret unauthenticated(std::move(plain));  // wiped
    throw CorruptField("an encrypted field was changed or is in the wrong place");
  }
  return plain;
}

}  // namespace taxgate
