#pragma once
// Strong identifiers: a person's id is not a taxpayer's id, and neither is a number.
#include <compare>
#include <cstdint>
#include <functional>

namespace taxgate {

/// A row's identity. 0 means "not stored yet" and is never given out.
template <class Tag>
struct Id {
  std::int64_t value = 0;
  constexpr explicit operator bool() const { return value != 0; }
  constexpr auto operator<=>(const Id&) const = default;
};

using BureauId = Id<struct BureauTag>;
using PersonId = Id<struct PersonTag>;
using TaxpayerId = Id<struct TaxpayerTag>;
using MandateId = Id<struct MandateTag>;
using SessionId = Id<struct SessionTag>;
using MessageId = Id<struct MessageTag>;
using NoticeId = Id<struct NoticeTag>;
using PermissionId = Id<struct PermissionTag>;
using EngagementId = Id<struct EngagementTag>;

}  // namespace taxgate

template <class Tag>
struct std::hash<taxgate::Id<Tag>> {
  std::size_t operator()(taxgate::Id<Tag> id) const noexcept { return std::hash<std::int64_t>{}(id.value); }
};
