#include "crypto/jose/key.hpp"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <array>

#include "crypto/digest.hpp"
#include "crypto/error.hpp"

namespace taxgate::jose {
namespace {

namespace json = boost::json;

constexpr std::size_t kCoordinate = 32;  // octets of a P-256 coordinate, of R and of S
constexpr int kShortestRsa = 2048;
constexpr int kLongestRsa = 8192;  // a longer one is a way to keep the server busy
constexpr std::string_view kNoKey = "the key could not be made";

using Number = std::unique_ptr<BIGNUM, void (*)(BIGNUM*)>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, void (*)(EVP_PKEY_CTX*)>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)>;
using EcSignature = std::unique_ptr<ECDSA_SIG, void (*)(ECDSA_SIG*)>;

std::shared_ptr<EVP_PKEY> own(EVP_PKEY* key) {
  if (key == nullptr) throw CryptoError(std::string{kNoKey});
  return {key, EVP_PKEY_free};
}

bool is_ec(const EVP_PKEY* key) { return EVP_PKEY_is_a(key, "EC") == 1; }

std::shared_ptr<EVP_PKEY> from_params(const char* type, OSSL_PARAM* params) {
  const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr), EVP_PKEY_CTX_free);
  EVP_PKEY* key = nullptr;
  if (!context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params) != 1)
    return nullptr;
  return own(key);
}

/// A base64url member of the JWK; empty where there is none, or another thing.
Bytes member(const json::object& jwk, std::string_view name) {
  const auto* value = jwk.if_contains(name);
  const auto* text = value == nullptr ? nullptr : value->if_string();
  return text == nullptr ? Bytes{} : from_base64url(*text).value_or(Bytes{});
}

std::shared_ptr<EVP_PKEY> ec_key(const json::object& jwk) {
  const Bytes x = member(jwk, "x");
  const Bytes y = member(jwk, "y");
  const auto* curve = jwk.if_contains("crv");
  if (curve == nullptr || *curve != "P-256" || x.size() != kCoordinate || y.size() != kCoordinate)
    return nullptr;
  Bytes point{POINT_CONVERSION_UNCOMPRESSED};
  point.insert(point.end(), x.begin(), x.end());
  point.insert(point.end(), y.begin(), y.end());
  std::string group = "prime256v1";
  std::array params{OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, group.data(), 0),
                    OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()),
                    OSSL_PARAM_construct_end()};
  return from_params("EC", params.data());
}

std::shared_ptr<EVP_PKEY> rsa_key(const json::object& jwk) {
  const Bytes n = member(jwk, "n");
  const Bytes e = member(jwk, "e");
  const auto bits = static_cast<int>(n.size() * 8);
  if (bits < kShortestRsa || bits > kLongestRsa || e.empty() || e.size() > sizeof(std::uint64_t))
    return nullptr;
  const Number modulus(BN_bin2bn(n.data(), static_cast<int>(n.size()), nullptr), BN_free);
  const Number exponent(BN_bin2bn(e.data(), static_cast<int>(e.size()), nullptr), BN_free);
  const std::unique_ptr<OSSL_PARAM_BLD, void (*)(OSSL_PARAM_BLD*)> builder(OSSL_PARAM_BLD_new(),
                                                                           OSSL_PARAM_BLD_free);
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get());
  const std::unique_ptr<OSSL_PARAM, void (*)(OSSL_PARAM*)> params(OSSL_PARAM_BLD_to_param(builder.get()),
                                                                  OSSL_PARAM_free);
  return from_params("RSA", params.get());
}

std::string number_member(const EVP_PKEY* key, const char* name, std::size_t width) {
  BIGNUM* raw = nullptr;
  if (EVP_PKEY_get_bn_param(key, name, &raw) != 1) throw CryptoError("the key could not be read");
  const Number number(raw, BN_free);
  Bytes octets(width == 0 ? static_cast<std::size_t>(BN_num_bytes(number.get())) : width);
  BN_bn2binpad(number.get(), octets.data(), static_cast<int>(octets.size()));
  return to_base64url(octets);
}

/// PSS with a salt as long as the digest (RFC 7518 §3.5).
bool pad(EVP_PKEY_CTX* context, Alg alg) {
  if (alg != Alg::kPs256) return true;
  return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
         EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1;
}

Bytes raw_signature(ByteView der) {
  const auto* at = der.data();
  const EcSignature signature(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())), ECDSA_SIG_free);
  if (!signature) throw CryptoError("the signature is not one");
  Bytes raw(2 * kCoordinate);
  BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), raw.data(), kCoordinate);
  BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), raw.data() + kCoordinate, kCoordinate);
  return raw;
}

/// Empty for what is not R and S.
Bytes der_signature(ByteView raw) {
  if (raw.size() != 2 * kCoordinate) return {};
  const EcSignature signature(ECDSA_SIG_new(), ECDSA_SIG_free);
  ECDSA_SIG_set0(signature.get(), BN_bin2bn(raw.data(), kCoordinate, nullptr),
                 BN_bin2bn(raw.data() + kCoordinate, kCoordinate, nullptr));
  unsigned char* der = nullptr;
  const int size = i2d_ECDSA_SIG(signature.get(), &der);
  Bytes octets(der, der + std::max(size, 0));
  OPENSSL_free(der);
  return octets;
}

}  // namespace

std::string_view to_string(Alg alg) {
  constexpr std::array<std::string_view, 3> kNames{"ES256", "RS256", "PS256"};
  return kNames.at(static_cast<std::size_t>(alg));
}

std::optional<Alg> alg(std::string_view text) {
  for (const Alg one : {Alg::kEs256, Alg::kRs256, Alg::kPs256}) {
    if (to_string(one) == text) return one;
  }
  return std::nullopt;
}

std::optional<PublicKey> PublicKey::from_jwk(const json::object& jwk) {
  const auto* kind = jwk.if_contains("kty");
  if (kind == nullptr || jwk.contains("d") || jwk.contains("k")) return std::nullopt;
  auto key = *kind == "EC" ? ec_key(jwk) : *kind == "RSA" ? rsa_key(jwk) : nullptr;
  return key ? std::optional{PublicKey(std::move(key))} : std::nullopt;
}

bool PublicKey::verify(Alg alg, std::string_view message, ByteView signature) const {
  if (is_ec(key_.get()) != (alg == Alg::kEs256)) return false;
  const Bytes der = alg == Alg::kEs256 ? der_signature(signature) : Bytes{};
  const ByteView given = alg == Alg::kEs256 ? ByteView{der} : signature;
  const DigestContext context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  EVP_PKEY_CTX* key = nullptr;
  if (EVP_DigestVerifyInit(context.get(), &key, EVP_sha256(), nullptr, key_.get()) != 1 || !pad(key, alg))
    return false;
  const ByteView octets = bytes_of(message);
  return EVP_DigestVerify(context.get(), given.data(), given.size(), octets.data(), octets.size()) == 1;
}

json::object PublicKey::jwk() const {
  if (is_ec(key_.get())) {
    return {{"kty", "EC"},
            {"crv", "P-256"},
            {"x", number_member(key_.get(), OSSL_PKEY_PARAM_EC_PUB_X, kCoordinate)},
            {"y", number_member(key_.get(), OSSL_PKEY_PARAM_EC_PUB_Y, kCoordinate)}};
  }
  return {{"kty", "RSA"},
          {"n", number_member(key_.get(), OSSL_PKEY_PARAM_RSA_N, 0)},
          {"e", number_member(key_.get(), OSSL_PKEY_PARAM_RSA_E, 0)}};
}

std::string PublicKey::thumbprint() const {
  const json::object all = jwk();
  json::object ordered;  // RFC 7638 §3.2: the required members by name
  for (const auto* name : {"crv", "e", "kty", "n", "x", "y"}) {
    if (const auto* value = all.if_contains(name)) ordered[name] = *value;
  }
  return to_base64url(sha256(bytes_of(json::serialize(ordered))));
}

PrivateKey::PrivateKey(Alg alg, std::shared_ptr<evp_pkey_st> key)
    : alg_(alg), public_(std::move(key)), kid_(public_.thumbprint()) {}

PrivateKey PrivateKey::generate(Alg alg) {
  return {alg,
          own(alg == Alg::kEs256 ? EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256")
                                 : EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", std::size_t{kShortestRsa}))};
}

PrivateKey PrivateKey::from_pkcs8(Alg alg, ByteView der) {
  const auto* at = der.data();
  auto key = own(d2i_AutoPrivateKey(nullptr, &at, static_cast<long>(der.size())));
  if (is_ec(key.get()) != (alg == Alg::kEs256)) throw CryptoError("the key is for another algorithm");
  return {alg, std::move(key)};
}

Secret PrivateKey::pkcs8() const {
  const std::unique_ptr<PKCS8_PRIV_KEY_INFO, void (*)(PKCS8_PRIV_KEY_INFO*)> info(
      EVP_PKEY2PKCS8(public_.key_.get()), PKCS8_PRIV_KEY_INFO_free);
  unsigned char* der = nullptr;
  const int size = i2d_PKCS8_PRIV_KEY_INFO(info.get(), &der);
  if (size <= 0) throw CryptoError("the key could not be written");
  Secret octets(std::string(der, der + size));
  OPENSSL_clear_free(der, static_cast<std::size_t>(size));
  return octets;
}

Bytes PrivateKey::sign(std::string_view message) const {
  const DigestContext context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  EVP_PKEY_CTX* key = nullptr;
  const ByteView octets = bytes_of(message);
  std::size_t size = 0;
  if (EVP_DigestSignInit(context.get(), &key, EVP_sha256(), nullptr, public_.key_.get()) != 1 ||
      !pad(key, alg_) || EVP_DigestSign(context.get(), nullptr, &size, octets.data(), octets.size()) != 1)
    throw CryptoError("signing failed");
  Bytes signature(size);
  if (EVP_DigestSign(context.get(), signature.data(), &size, octets.data(), octets.size()) != 1)
    throw CryptoError("signing failed");
  signature.resize(size);
  return alg_ == Alg::kEs256 ? raw_signature(signature) : signature;
}

}  // namespace taxgate::jose
