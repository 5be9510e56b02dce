// What the SMS gateway's call says of a message. Nothing is believed without its seal.
#include "connect/sms/delivery.hpp"
#include "fuzz/fuzz.hpp"

namespace {

using namespace taxgate;

constexpr std::string_view kSeal = "right";

class OneSeal final : public DeliverySeal {
 public:
  std::string seal(MessageId /*message*/) const override { return std::string{kSeal}; }
  bool matches(MessageId /*message*/, std::string_view seal) const override { return seal == kSeal; }
};

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = fuzz::text_of_input(data, size);
  const Time received = from_millis(1'795'000'000'000);
  const auto report = parse_report(text, OneSeal{}, received);
  if (!report) return 0;
  fuzz::require(report->message.value > 0 && report->at <= received, "a report that cannot be");
  fuzz::require(text.contains(kSeal) || text.contains('%'), "a report without its seal");
  fuzz::require(!name_of(report->state).empty(), "a state without a name");
  return 0;
}
