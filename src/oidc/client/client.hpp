#pragma once
// A relying party as it was registered: RFC 7591 and OpenID Connect Dynamic Client Registration §2, in
// their own words. There is no open registration: an administrator or an operator enters it.
#include <boost/json.hpp>

#include "base/id.hpp"
#include "crypto/jose/key.hpp"
#include "oidc/form.hpp"

namespace taxgate::oidc {

enum class AuthMethod : std::uint8_t {
  kNone,           // a public client: PKCE alone
  kSecretBasic,    // RFC 6749 §2.3.1
  kSecretPost,     //
  kPrivateKeyJwt,  // OIDC Core §9
  kTls,            // RFC 8705 §2.1: by the certificate's subject
  kSelfSignedTls,  // RFC 8705 §2.2: by the certificate itself
};
std::string_view to_string(AuthMethod method);

struct Client {
  ClientId id;
  int version = 0;
  std::string client_id;
  bool active = true;
  std::optional<Bytes> secret_hash;

  std::string name;
  std::vector<std::string> redirect_uris;              // compared octet by octet (RFC 9700 §2.1)
  std::vector<std::string> post_logout_redirect_uris;  // the same
  std::string backchannel_logout_uri;
  std::string initiate_login_uri;  // where a sign-in to it begins (OIDC Core §4); empty: not known
  bool native = false;             // application_type: loopback redirects may use any port (RFC 8252 §7.3)
  AuthMethod auth_method = AuthMethod::kSecretBasic;
  std::vector<jose::PublicKey> keys;  // jwks: of private_key_jwt
  std::string tls_subject;            // RFC 2253 form, as the proxy says it
  std::string tls_thumbprint;         // x5t#S256 of a self-signed certificate
  bool bound_to_tls = false;          // tls_client_certificate_bound_access_tokens
  bool bound_to_dpop = false;         // dpop_bound_access_tokens (RFC 9449 §5.2)
  std::vector<std::string> grant_types;
  std::vector<std::string> scopes;
  jose::Alg id_token_alg = jose::Alg::kEs256;
  std::string sector;        // of a pairwise `sub`; empty: public
  bool require_par = false;  // RFC 9126 §6

  // Of our own.
  std::vector<std::string> functions;  // taxgate_functions: of the tree, all it may ever see; empty: any
  int least_level = 0;                 // taxgate_least_level: of authentication
  bool first_party = true;             // taxgate_first_party: nobody is asked to consent
  bool jwt_access_tokens = false;      // taxgate_access_token_format "jwt" (RFC 9068); else opaque
  bool resource_server = false;        // taxgate_resource_server: may introspect and ask for decisions

  bool may(std::string_view grant_type) const { return contains(grant_types, grant_type); }
};

struct ClientFault {
  std::string member;
  std::string rule;
};

/// The metadata as a client, or all that is wrong with it. Unknown members are faults.
std::expected<Client, std::vector<ClientFault>> read_client(const boost::json::object& metadata);

}  // namespace taxgate::oidc
