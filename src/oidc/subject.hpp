#pragma once
// `sub` (OIDC Core §8): a person's id, encrypted so that nobody reads it and this system finds the person
// again; pairwise, two sectors cannot tell that they know the same one.
#include <optional>
#include <string>

#include "base/id.hpp"
#include "crypto/digest.hpp"
#include "crypto/siv.hpp"

namespace taxgate::oidc {

class Subjects {
 public:
  explicit Subjects(const Key& token_key) : siv_(derive_key(token_key, "oidc/subject")) {}

  /// `sector`: empty for a public one.
  std::string of(BureauId bureau, PersonId person, std::string_view sector) const;
  /// Nothing for what `of` did not give for that sector.
  std::optional<PersonId> person(BureauId bureau, std::string_view subject, std::string_view sector) const;
  /// `sid` (OpenID Connect Back-Channel Logout 1.0 §2.1), a grant's id in the same way: the end of one
  /// identity leaves the others of the same person alone.
  std::string sid(GrantId grant) const;
  std::optional<GrantId> grant(std::string_view sid) const;

 private:
  SivCipher siv_;
};

}  // namespace taxgate::oidc
