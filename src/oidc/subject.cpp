#include "oidc/subject.hpp"

#include <fmt/format.h>

namespace taxgate::oidc {
namespace {

std::string context(BureauId bureau, std::string_view sector) {
  return fmt::format("{}/{}", bureau.value, sector);
}

}  // namespace

std::string Subjects::of(BureauId bureau, PersonId person, std::string_view sector) const {
  return to_base64url(siv_.seal(bytes_of(std::to_string(person.value)), bytes_of(context(bureau, sector))));
}

std::optional<PersonId> Subjects::person(BureauId bureau, std::string_view subject,
                                         std::string_view sector) const {
  const auto sealed = from_base64url(subject);
  const auto plain = sealed ? siv_.open(*sealed, bytes_of(context(bureau, sector))) : std::nullopt;
  const PersonId person = plain ? parse_id<PersonId>(text_of(*plain)) : PersonId{};
  return person ? std::optional{person} : std::nullopt;
}

}  // namespace taxgate::oidc
