#include "connect/captcha/speech.hpp"

#include <algorithm>
#include <cassert>

#include "base/text.hpp"
#include "connect/captcha/child_process.hpp"
#include "connect/captcha/dice.hpp"
#include "connect/captcha/wav.hpp"

namespace taxgate {
namespace {

/// The digits go by standard input: the list of processes is everybody's.
Command command_for(const SpeechPolicy& policy, std::string_view digits, std::string_view locale,
                    Dice& dice) {
  static constexpr std::array<std::string_view, 5> kVariants{"", "+f2", "+f4", "+m3", "+m7"};
  const auto voice = fmt::format("{}{}", locale.starts_with("zh") ? "cmn" : "en-us",
                                 kVariants.at(dice.below(kVariants.size())));
  const auto number = [&dice](std::uint64_t low, std::uint64_t high) {
    return fmt::to_string(low + dice.below(high - low + 1));
  };
  std::string text;
  for (const char digit : digits) text += {digit, ',', ' '};
  return {.words = {policy.program, "-v", voice, "-s", number(105, 130), "-p", number(35, 65), "-g",
                    number(8, 20), "--stdin", "--stdout"},
          .input = text,
          .timeout = policy.timeout};
}

SpeechFault fault_of(ProcessFault fault) {
  switch (fault) {
    case ProcessFault::kNotFound:
      return SpeechFault::kNotInstalled;
    case ProcessFault::kTimedOut:
      return SpeechFault::kTimedOut;
    case ProcessFault::kNoResources:
      return SpeechFault::kBusy;
    case ProcessFault::kTooMuch:
    case ProcessFault::kFailed:
      return SpeechFault::kFailed;
  }
  return SpeechFault::kFailed;
}

/// Some of the noise before and after, so that where the speech begins says nothing.
void add_margins(Sound& sound, Dice& dice) {
  const auto rest = [&] { return static_cast<std::size_t>(sound.rate * dice.between(0.2, 0.6)); };
  sound.samples.insert(sound.samples.begin(), rest(), 0);
  sound.samples.insert(sound.samples.end(), rest(), 0);
}

/// A rushing that swells and fades, a sixth of the loudest speech at most: well understood, but no two
/// recordings match.
void add_noise(Sound& sound, Dice& dice) {
  int peak = 1;
  for (const auto sample : sound.samples) peak = std::max(peak, std::abs(static_cast<int>(sample)));
  const double loudness = peak / 6.0;
  const auto swell = static_cast<std::size_t>(sound.rate * dice.between(0.11, 0.23));
  double level = 0.5;
  double target = 0.5;
  double rushing = 0;
  for (std::size_t i = 0; i < sound.samples.size(); ++i) {
    if (i % swell == 0) target = dice.between(0.25, 1);
    level += (target - level) * 0.0005;
    rushing += (dice.between(-1, 1) - rushing) * 0.35;  // a low pass: hiss alone is easily filtered away
    const double mixed = sound.samples[i] * 0.8 + rushing * 2 * level * loudness;
    sound.samples[i] = static_cast<std::int16_t>(std::clamp(mixed, -32768.0, 32767.0));
  }
}

struct Release {
  void operator()(std::counting_semaphore<64>* seats) const { seats->release(); }
};

}  // namespace

Speaker::Speaker(SpeechPolicy policy) : policy_(std::move(policy)), free_(policy_.at_once) {
  assert(policy_.at_once >= 1 && policy_.at_once <= 64);
}

std::expected<Bytes, SpeechFault> Speaker::speak(std::string_view digits, std::string_view locale,
                                                 std::uint64_t seed) {
  assert(!digits.empty() && digits.size() <= 10 && all_digits(digits));
  Dice dice(seed);
  const auto command = command_for(policy_, digits, locale, dice);
  if (!free_.try_acquire()) return std::unexpected(SpeechFault::kBusy);
  const std::unique_ptr<std::counting_semaphore<64>, Release> seat(&free_);
  const auto spoken = run(command);
  if (!spoken) return std::unexpected(fault_of(spoken.error()));
  auto sound = parse_wav(*spoken);
  if (!sound || sound->samples.empty()) return std::unexpected(SpeechFault::kFailed);
  add_margins(*sound, dice);
  add_noise(*sound, dice);
  return to_wav(*sound);
}

}  // namespace taxgate
