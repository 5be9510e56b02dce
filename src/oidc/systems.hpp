#pragma once
// The systems that a person is signed in to through this bureau, as they see and end them themselves.
#include "oidc/provider.hpp"

namespace taxgate::oidc {

/// One relying party and one identity of the person: all grants between the two that count now.
struct System {
  Grant grant;  // the newest: its id names all of them
  std::vector<std::string> scopes;
  bool offline = false;  // one of them goes on without the session
  Time since{};          // of the oldest
  Time ends{};           // of the last
};

/// The newest first.
std::vector<System> systems_of(const Provider& provider, PersonId person);

/// Ends every grant of the system that has `id`, with what was exchanged from them; the relying party is told
/// (migrations/sqlite/0006_openid.sql). False: none of this person's, or over.
bool end_system(const Provider& provider, PersonId person, GrantId id);

}  // namespace taxgate::oidc
