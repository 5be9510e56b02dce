#include "app/office/voucher_drawer.hpp"

#include <algorithm>

namespace taxgate::app {

void VoucherDrawer::put(OfficeRequestId request, PersonId maker, IssuedPassword password, Time until) {
  const std::scoped_lock lock(mutex_);
  const Time now = password.issued_at;
  std::erase_if(waiting_, [&](const auto& one) { return one.second.until <= now; });
  waiting_.insert_or_assign(request, Waiting{maker, std::move(password), until});
}

std::optional<IssuedPassword> VoucherDrawer::take(OfficeRequestId request, PersonId maker, Time now) {
  const std::scoped_lock lock(mutex_);
  const auto found = waiting_.find(request);
  if (found == waiting_.end() || !found->second.is_for(maker, now)) return std::nullopt;
  return std::move(waiting_.extract(found).mapped().password);
}

bool VoucherDrawer::waits(OfficeRequestId request, PersonId maker, Time now) const {
  const std::scoped_lock lock(mutex_);
  const auto found = waiting_.find(request);
  return found != waiting_.end() && found->second.is_for(maker, now);
}

int VoucherDrawer::count(PersonId maker, Time now) const {
  const std::scoped_lock lock(mutex_);
  return static_cast<int>(
      std::ranges::count_if(waiting_, [&](const auto& one) { return one.second.is_for(maker, now); }));
}

}  // namespace taxgate::app
