#pragma once
// What a grant is worth at this very moment: the client, the session, the authority. The only place where
// the question is answered, for every endpoint.
#include "app/sessions.hpp"
#include "oidc/client/directory.hpp"

namespace taxgate::oidc {

/// How the person was authenticated: what every token of a grant says of it.
struct Authentication {
  Time at{};
  int level = 0;
  std::vector<std::string> methods;
  std::string nonce;  // of the authorization request
};
std::string to_json(const Authentication& authentication);
Authentication authentication_of(const store::GrantRow& grant);

/// A grant that counts now.
struct Grant {
  store::GrantRow row;
  std::shared_ptr<const Client> client;
  app::Session acting;  // as whom, now
  std::optional<Taxpayer> principal;
  std::optional<Taxpayer> agency;
  /// The last moment of what it rests on: its own end, and the last day of the mandate and the engagement.
  Time ends{};
};

/// Why it does not.
enum class GrantEnd { kUnknown, kEnded, kSession, kAuthority, kClient };

class Grants {
 public:
  Grants(const app::Bureau& bureau, store::Store& store, const app::Vault& vault, const Clock& clock,
         app::SessionService& sessions, ClientDirectory& clients)
      : bureau_(bureau),
        store_(store),
        vault_(vault),
        clock_(clock),
        sessions_(sessions),
        clients_(clients) {}

  std::expected<Grant, GrantEnd> find(GrantId id);
  /// The same of a row that was just read or made.
  std::expected<Grant, GrantEnd> look(store::GrantRow row);
  /// The functions of the tree that its tokens may say: the mandate's, narrowed by the grant and the client.
  std::vector<std::string> functions(const Grant& grant) const;

 private:
  bool session_holds(const store::GrantRow& row) const;
  Time end_of(const Grant& grant) const;

  const app::Bureau& bureau_;
  store::Store& store_;
  const app::Vault& vault_;
  const Clock& clock_;
  app::SessionService& sessions_;
  ClientDirectory& clients_;
};

}  // namespace taxgate::oidc
