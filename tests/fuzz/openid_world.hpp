#pragma once
// An OpenID provider on a real store, with a few relying parties and one person who is signed in: for targets
// that ask its endpoints. The people in it are made up.
#include "fuzz/fuzz.hpp"
#include "http/openid/openid.hpp"
#include "unit/oidc/provider_bench.hpp"

namespace taxgate::fuzz {

namespace json = boost::json;

/// A key that is for these tests alone, always the same one: so that an input says all of what happened.
inline constexpr std::string_view kTestKey =
    "MHcCAQEEILE-Xk1Xe-_VjTi_LXGsVvJ1LlaT1sox_BxNnC1kg-9IoAoGCCqGSM49AwEHoUQDQgAEzZWYftFoYUfNdcBhJDlX-"
    "nslEJmI9z6bNqM_BgciEE7zse27mlDpLeUtDL46yN9tfqbmIH8yDE0b6xPB4GyrXQ";
inline const jose::PrivateKey& test_key() {
  static const auto kKey = jose::PrivateKey::from_pkcs8(jose::Alg::kEs256, *from_base64url(kTestKey));
  return kKey;
}

class OpenIdWorld : public oidc::ProviderTest {
 public:
  OpenIdWorld() {
    put_one("web", {{"grant_types", json::array{"authorization_code", "client_credentials"}}});
    put_one("resource",
            {{"taxgate_resource_server", true}, {"grant_types", json::array{"client_credentials"}}});
    put_one("key", {{"token_endpoint_auth_method", "private_key_jwt"},
                    {"grant_types", json::array{"client_credentials"}},
                    {"jwks", json::object{{"keys", json::array{test_key().public_key().jwk()}}}}});
    put_one("certificate", {{"token_endpoint_auth_method", "tls_client_auth"},
                            {"tls_client_auth_subject_dn", "CN=mill,O=云岭,C=CN"},
                            {"grant_types", json::array{"client_credentials"}}});
  }
  void TestBody() override {}

  using ProviderTest::clerk;
  using ProviderTest::kIssuer;
  using ProviderTest::kRedirect;
  using ProviderTest::provider;
  using ProviderTest::session;
  using ProviderTest::sessions;

  /// Of the public client, for the person who is signed in.
  std::string fresh_code() { return code(session, "openid offline_access"); }
  std::string fresh_token(std::string_view member) { return text(redeem(fresh_code()).value(), member); }

  http::OpenId openid{provider, kIssuer};

 private:
  /// Its secret, where it has one, is "secret".
  void put_one(std::string_view id, json::object metadata) {
    metadata["client_id"] = id;
    metadata["client_name"] = id;
    metadata["redirect_uris"] = json::array{kRedirect};
    require(clients.put(metadata, {}).has_value(), "a client that is not taken");
    store.commit([&](store::Transaction& transaction) {
      auto row = *transaction.client(bureau.id, id);
      const Digest hash = sha256(bytes_of("secret"));
      row.secret_hash = Bytes{hash.begin(), hash.end()};
      ++row.version;
      transaction.put(row);
    });
  }
};

inline OpenIdWorld& openid_world() {
  static OpenIdWorld world;
  return world;
}

}  // namespace taxgate::fuzz
