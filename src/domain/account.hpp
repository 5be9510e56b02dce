#pragma once
// What a person types as account: a document number, a mobile number or a username (SX-02, WH-01).
#include <optional>
#include <string_view>
#include <vector>

#include "domain/document.hpp"
#include "domain/phone.hpp"
#include "domain/username.hpp"

namespace taxgate {

/// Everything that an account text can be. A foreign passport's number can be a username, too, so look for
/// documents first, then the phone, then the username: nobody hides another's document behind a username.
struct AccountCandidates {
  std::vector<Document> documents;  // one for each kind whose form the text has
  std::optional<Phone> phone;
  std::optional<Username> username;
  bool none() const { return documents.empty() && !phone && !username; }
};

/// `kinds` are the document kinds that the bureau takes, in the order in which candidates are wanted.
AccountCandidates classify_account(std::string_view text, const std::vector<DocumentKind>& kinds);

/// Whether the text has the shape of a document number that is recognisable as one, whatever its check digit
/// says: a resident number or residence permit, a permit of Hong Kong, Macau or Taiwan, a permanent residence
/// card, a Chinese passport. Foreign passports and work permits have no shape of their own.
bool looks_like_document(std::string_view text);

}  // namespace taxgate
