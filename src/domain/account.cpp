#include "domain/account.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace taxgate {
namespace {

constexpr bool has_own_shape(DocumentKind kind) { return kind < DocumentKind::kForeignPassport; }

/// A resident number or a permit that was built like one, with any check digit and any date.
bool is_shaped_like_resident(std::string_view number) {
  if (number.size() == 15) return all_digits(number);
  return number.size() == 18 && all_digits(number.substr(0, 17)) &&
         (is_digit(number[17]) || number[17] == 'X');
}

}  // namespace

bool looks_like_document(std::string_view text) {
  if (is_shaped_like_resident(without_blanks(ascii_upper(narrow(text))))) return true;
  return std::ranges::any_of(kDocumentKinds, [text](DocumentKind kind) {
    return has_own_shape(kind) && parse_document(kind, text).has_value();
  });
}

AccountCandidates classify_account(std::string_view text, const std::vector<DocumentKind>& kinds) {
  AccountCandidates candidates;
  for (const auto kind : kinds) {
    if (auto document = parse_document(kind, text)) candidates.documents.push_back(std::move(*document));
  }
  if (auto phone = parse_phone(text)) candidates.phone = std::move(*phone);
  if (auto username = parse_username(text, kAnyUsername)) candidates.username = std::move(*username);
  return candidates;
}

}  // namespace taxgate
