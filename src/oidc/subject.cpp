#include "oidc/subject.hpp"

#include <fmt/format.h>

namespace taxgate::oidc {
namespace {

std::string context(BureauId bureau, std::string_view sector) {
  return fmt::format("{}/{}", bureau.value, sector);
}

template <class IdType>
std::optional<IdType> opened(const SivCipher& siv, std::string_view text, std::string_view context) {
  const auto sealed = from_base64url(text);
  const auto plain = sealed ? siv.open(*sealed, bytes_of(context)) : std::nullopt;
  const IdType id = plain ? parse_id<IdType>(text_of(*plain)) : IdType{};
  return id ? std::optional{id} : std::nullopt;
}

constexpr std::string_view kSid = "sid";  // a sector's context has a slash

}  // namespace

std::string Subjects::of(BureauId bureau, PersonId person, std::string_view sector) const {
  return to_base64url(siv_.seal(bytes_of(std::to_string(person.value)), bytes_of(context(bureau, sector))));
}

std::optional<PersonId> Subjects::person(BureauId bureau, std::string_view subject,
                                         std::string_view sector) const {
  return opened<PersonId>(siv_, subject, context(bureau, sector));
}

std::string Subjects::sid(GrantId grant) const {
  return to_base64url(siv_.seal(bytes_of(std::to_string(grant.value)), bytes_of(kSid)));
}

std::optional<GrantId> Subjects::grant(std::string_view sid) const {
  return opened<GrantId>(siv_, sid, kSid);
}

}  // namespace taxgate::oidc
