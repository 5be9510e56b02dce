#pragma once
// Strong identifiers: a person's id is not a taxpayer's id, and neither is a number.
#include <charconv>
#include <compare>
#include <cstdint>
#include <functional>
#include <string_view>

namespace taxgate {

/// A row's identity. 0 means "not stored yet" and is never given out.
template <class Tag>
struct Id {
  std::int64_t value = 0;
  constexpr explicit operator bool() const { return value != 0; }
  constexpr auto operator<=>(const Id&) const = default;
};

/// The id that the text says in digits; none for any other text.
template <class IdType>
IdType parse_id(std::string_view text) {
  IdType id;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id.value);
  return error == std::errc{} && end == text.data() + text.size() && id.value > 0 ? id : IdType{};
}

using BureauId = Id<struct BureauTag>;
using PersonId = Id<struct PersonTag>;
using TaxpayerId = Id<struct TaxpayerTag>;
using MandateId = Id<struct MandateTag>;
using SessionId = Id<struct SessionTag>;
using MessageId = Id<struct MessageTag>;
using NoticeId = Id<struct NoticeTag>;
using PermissionId = Id<struct PermissionTag>;
using EngagementId = Id<struct EngagementTag>;
using ClientId = Id<struct ClientTag>;
using GrantId = Id<struct GrantTag>;
using OfficeRequestId = Id<struct OfficeRequestTag>;

}  // namespace taxgate

template <class Tag>
struct std::hash<taxgate::Id<Tag>> {
  std::size_t operator()(taxgate::Id<Tag> id) const noexcept { return std::hash<std::int64_t>{}(id.value); }
};
