#include "connect/sms/demo_outbox.hpp"

#include <algorithm>
#include <cassert>

namespace taxgate {

DemoOutboxGateway::DemoOutboxGateway(const Clock& clock, std::size_t per_phone, std::size_t phones)
    : clock_(clock), per_phone_(per_phone), phones_(phones) {
  assert(per_phone > 0 && phones > 0);
}

SendResult DemoOutboxGateway::send(const SmsMessage& message) {
  const std::lock_guard lock(mutex_);
  auto& of_phone = kept_[message.phone];
  of_phone.push_front({++last_order_, {message.id, clock_.now(), message.phone, message.text}});
  if (of_phone.size() > per_phone_) of_phone.pop_back();
  if (kept_.size() > phones_) forget_longest_silent();
  return SmsAccepted{fmt::format("demo-{}", last_order_)};
}

void DemoOutboxGateway::forget_longest_silent() {
  kept_.erase(
      std::ranges::min_element(kept_, {}, [](const auto& entry) { return entry.second.front().order; }));
}

std::vector<DemoSms> DemoOutboxGateway::messages_for(const std::string& phone) const {
  const std::lock_guard lock(mutex_);
  std::vector<DemoSms> found;
  if (const auto entry = kept_.find(phone); entry != kept_.end()) {
    for (const auto& kept : entry->second) found.push_back(kept.sms);
  }
  return found;
}

std::vector<DemoSms> DemoOutboxGateway::latest(std::size_t count) const {
  const std::lock_guard lock(mutex_);
  std::vector<const Kept*> all;
  for (const auto& [phone, of_phone] : kept_) {
    for (const auto& kept : of_phone) all.push_back(&kept);
  }
  count = std::min(count, all.size());
  std::ranges::partial_sort(all, all.begin() + static_cast<std::ptrdiff_t>(count), std::ranges::greater{},
                            &Kept::order);
  std::vector<DemoSms> found;
  found.reserve(count);
  for (std::size_t i = 0; i < count; ++i) found.push_back(all[i]->sms);
  return found;
}

}  // namespace taxgate
