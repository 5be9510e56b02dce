#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "connect/captcha/child_process.hpp"
#include "connect/captcha/speech.hpp"
#include "connect/captcha/wav.hpp"

namespace taxgate {
namespace {

using namespace std::chrono_literals;

bool has_espeak() {
  return run({.words = {"espeak-ng", "--version"}, .input = "", .timeout = 20s}).has_value();
}

/// A program that stands in for espeak-ng, in a folder that goes away.
class StandIn {
 public:
  explicit StandIn(const std::string& script) {
    std::string name = std::filesystem::temp_directory_path() / "taxgate-speech-XXXXXX";
    folder_ = ::mkdtemp(name.data());
    std::ofstream(program()) << "#!/bin/sh\n" << script;
    ::chmod(program().c_str(), 0700);
  }
  StandIn(const StandIn&) = delete;
  StandIn& operator=(const StandIn&) = delete;
  ~StandIn() { std::filesystem::remove_all(folder_); }
  std::string program() const { return folder_ / "speak"; }
  std::filesystem::path file(const std::string& name) const { return folder_ / name; }
  SpeechPolicy policy(std::chrono::milliseconds timeout = 20s) const { return {program(), 1, timeout}; }

 private:
  std::filesystem::path folder_;
};

double seconds(const Bytes& wav) {
  const auto sound = parse_wav(wav);
  return sound ? static_cast<double>(sound->samples.size()) / sound->rate : 0;
}

TEST(CaptchaSpeech, speaks_digits_in_both_languages) {
  ASSERT_TRUE(has_espeak()) << "install espeak-ng";
  Speaker speaker;
  for (const auto* locale : {"zh-CN", "zh-TW", "en"}) {
    const auto wav = speaker.speak("340951", locale, 7);
    ASSERT_TRUE(wav) << locale;
    EXPECT_GT(seconds(*wav), 2) << locale;
    EXPECT_LT(seconds(*wav), 12) << locale;
  }
  EXPECT_NE(*speaker.speak("340951", "zh-CN", 7), *speaker.speak("340951", "en", 7));
}

TEST(CaptchaSpeech, no_two_seeds_sound_the_same_and_one_always_does) {
  ASSERT_TRUE(has_espeak()) << "install espeak-ng";
  Speaker speaker;
  EXPECT_EQ(*speaker.speak("12", "zh-CN", 1), *speaker.speak("12", "zh-CN", 1));
  EXPECT_NE(*speaker.speak("12", "zh-CN", 1), *speaker.speak("12", "zh-CN", 2));
}

TEST(CaptchaSpeech, longer_numbers_take_longer) {
  ASSERT_TRUE(has_espeak()) << "install espeak-ng";
  Speaker speaker;
  EXPECT_GT(seconds(*speaker.speak("11111111", "zh-CN", 3)), seconds(*speaker.speak("11", "zh-CN", 3)) + 1);
}

TEST(CaptchaSpeech, there_is_noise_where_nobody_speaks) {
  const Bytes silence = to_wav({.rate = 8000, .samples = std::vector<std::int16_t>(8000, 0)});
  auto loud = parse_wav(silence).value();
  loud.samples[4000] = 20000;
  const StandIn program("cat \"$(dirname \"$0\")/wav\"");
  const Bytes file = to_wav(loud);
  std::ofstream(program.file("wav"), std::ios::binary) << text_of(file);
  Speaker speaker(program.policy());
  const auto noisy = parse_wav(speaker.speak("1", "en", 1).value());
  ASSERT_TRUE(noisy);
  double energy = 0;
  for (std::size_t i = 0; i < 1000; ++i) energy += std::abs(static_cast<int>(noisy->samples[i]));
  EXPECT_GT(energy / 1000, 50);
}

TEST(CaptchaSpeech, the_digits_are_not_in_the_list_of_processes) {
  const StandIn program(
      "echo \"$@\" > \"$(dirname \"$0\")/words\"; cat > \"$(dirname \"$0\")/input\"; exit 1");
  Speaker speaker(program.policy());
  EXPECT_EQ(speaker.speak("7391", "zh-CN", 1).error(), SpeechFault::kFailed);
  std::string words;
  std::string input;
  std::getline(std::ifstream(program.file("words")), words);
  std::getline(std::ifstream(program.file("input")), input);
  EXPECT_EQ(input, "7, 3, 9, 1, ");
  EXPECT_EQ(words.find("7391"), std::string::npos);
  EXPECT_EQ(words.find("7, 3"), std::string::npos);
  EXPECT_NE(words.find("cmn"), std::string::npos);
}

TEST(CaptchaSpeech, a_missing_program_is_a_fault) {
  Speaker speaker({.program = "taxgate-no-such-program"});
  EXPECT_EQ(speaker.speak("1", "en", 1).error(), SpeechFault::kNotInstalled);
}

TEST(CaptchaSpeech, a_slow_program_is_a_fault) {
  const StandIn program("exec sleep 100");
  Speaker speaker(program.policy(50ms));
  EXPECT_EQ(speaker.speak("1", "en", 1).error(), SpeechFault::kTimedOut);
}

TEST(CaptchaSpeech, what_is_no_wav_is_a_fault) {
  const StandIn program("echo hello");
  Speaker speaker(program.policy());
  EXPECT_EQ(speaker.speak("1", "en", 1).error(), SpeechFault::kFailed);
}

TEST(CaptchaSpeech, more_than_the_limit_at_once_is_busy_and_a_fault_frees_its_place) {
  const StandIn program(
      "d=$(dirname \"$0\"); echo >> $d/begun; while [ ! -e $d/go ]; do sleep 0.01; done; exit 1");
  Speaker speaker(program.policy());
  const std::jthread first([&] { EXPECT_EQ(speaker.speak("1", "en", 1).error(), SpeechFault::kFailed); });
  while (!std::filesystem::exists(program.file("begun"))) std::this_thread::yield();
  EXPECT_EQ(speaker.speak("2", "en", 1).error(), SpeechFault::kBusy);
  std::ofstream(program.file("go")) << "go";
  while (speaker.speak("3", "en", 1).error() == SpeechFault::kBusy) std::this_thread::yield();
}

TEST(CaptchaWav, reads_what_it_writes) {
  const Sound sound{.rate = 16000, .samples = {0, 1, -1, 32767, -32768}};
  const auto again = parse_wav(to_wav(sound));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->rate, sound.rate);
  EXPECT_EQ(again->samples, sound.samples);
}

TEST(CaptchaWav, a_claim_longer_than_the_file_ends_with_it) {
  auto file = to_wav({.rate = 16000, .samples = {1, 2, 3}});
  std::fill_n(file.begin() + 40, 4, 0x7f);
  file.push_back(9);  // half a sample
  EXPECT_EQ(parse_wav(file)->samples.size(), 3U);
}

TEST(CaptchaWav, other_files_are_not_read) {
  const auto good = to_wav({.rate = 16000, .samples = {1, 2, 3}});
  for (const std::size_t at :
       {0U, 8U, 12U, 20U, 22U, 34U, 36U}) {  // each mark and field that must be as it is
    auto bad = good;
    bad[at] ^= 0x40;
    EXPECT_FALSE(parse_wav(bad)) << at;
  }
  for (std::size_t size = 0; size < 44; ++size) EXPECT_FALSE(parse_wav(ByteView(good).first(size))) << size;
  auto endless = good;
  std::fill_n(endless.begin() + 16, 4, 0xff);
  EXPECT_FALSE(parse_wav(endless));
}

}  // namespace
}  // namespace taxgate
