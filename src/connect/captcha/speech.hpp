#pragma once
// A captcha to be heard: digits spoken by espeak-ng, under noise. For those who cannot see the picture. A
// recogniser of speech can be trained to hear it, as with any such captcha: it is one hurdle beside the rate
// limits, not instead of them.
#include <chrono>
#include <cstdint>
#include <expected>
#include <semaphore>
#include <string>
#include <string_view>

#include "base/bytes.hpp"

namespace taxgate {

enum class SpeechFault : std::uint8_t {
  kNotInstalled,  // the machine has no espeak-ng
  kBusy,          // as many are spoken at this moment as the limit allows
  kTimedOut,
  kFailed,  // espeak-ng ended badly, or what it said is no WAV
};

struct SpeechPolicy {
  std::string program = "espeak-ng";
  int at_once = 2;  // 1–64
  std::chrono::milliseconds timeout{3000};
};

class Speaker {
 public:
  explicit Speaker(SpeechPolicy policy = {});

  /// A WAV (PCM, 16 bit, mono) of `digits` (1–10 ASCII digits), in Mandarin for "zh…" and English for every
  /// other locale. The seed chooses voice, pace and noise. Some 20 ms of one core; blocks meanwhile. Used by
  /// any number of threads.
  std::expected<Bytes, SpeechFault> speak(std::string_view digits, std::string_view locale,
                                          std::uint64_t seed);

 private:
  SpeechPolicy policy_;
  std::counting_semaphore<64> free_;
};

}  // namespace taxgate
