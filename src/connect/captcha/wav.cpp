#include "connect/captcha/wav.hpp"

#include <algorithm>

namespace taxgate {
namespace {

constexpr std::size_t kRiffHeader = 12;
constexpr std::size_t kChunkHeader = 8;
constexpr std::size_t kFormatSize = 16;
constexpr std::uint16_t kPcm = 1;

std::uint16_t u16(ByteView bytes, std::size_t at) {
  return static_cast<std::uint16_t>(bytes[at] | (static_cast<unsigned>(bytes[at + 1]) << 8U));
}
std::uint32_t u32(ByteView bytes, std::size_t at) {
  return u16(bytes, at) | (static_cast<std::uint32_t>(u16(bytes, at + 2)) << 16U);
}
void put(Bytes& bytes, std::uint32_t value, int octets) {
  for (int i = 0; i < octets; ++i) bytes.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}
void put(Bytes& bytes, std::string_view text) { bytes.insert(bytes.end(), text.begin(), text.end()); }

/// The content of the first chunk with this name, cut at the end of the file.
std::optional<ByteView> chunk(ByteView file, std::string_view name) {
  for (std::size_t at = kRiffHeader; at + kChunkHeader <= file.size();) {
    const std::size_t size = u32(file, at + 4);
    const auto content = file.subspan(at + kChunkHeader);
    if (text_of(file.subspan(at, 4)) == name) return content.first(std::min(size, content.size()));
    at += kChunkHeader + size + size % 2;
  }
  return std::nullopt;
}

bool is_ours(ByteView format) {
  if (format.size() < kFormatSize) return false;
  const auto rate = u32(format, 4);
  return u16(format, 0) == kPcm && u16(format, 2) == 1 && u16(format, 14) == 16 && rate >= 8000 &&
         rate <= 48000;
}

}  // namespace

std::optional<Sound> parse_wav(ByteView file) {
  if (file.size() < kRiffHeader || text_of(file.first(4)) != "RIFF" ||
      text_of(file.subspan(8, 4)) != "WAVE") {
    return std::nullopt;
  }
  const auto format = chunk(file, "fmt ");
  const auto data = chunk(file, "data");
  if (!format || !data || !is_ours(*format)) return std::nullopt;
  Sound sound{.rate = u32(*format, 4), .samples = {}};
  sound.samples.reserve(data->size() / 2);
  for (std::size_t at = 0; at + 2 <= data->size(); at += 2) {
    sound.samples.push_back(static_cast<std::int16_t>(u16(*data, at)));
  }
  return sound;
}

Bytes to_wav(const Sound& sound) {
  const auto size = static_cast<std::uint32_t>(sound.samples.size() * 2);
  Bytes file;
  file.reserve(44 + size);
  put(file, "RIFF");
  put(file, 36 + size, 4);
  put(file, "WAVEfmt ");
  put(file, kFormatSize, 4);
  put(file, kPcm, 2);
  put(file, 1, 2);  // channels
  put(file, sound.rate, 4);
  put(file, sound.rate * 2, 4);  // octets a second
  put(file, 2, 2);               // octets a sample
  put(file, 16, 2);              // bits a sample
  put(file, "data");
  put(file, size, 4);
  for (const auto sample : sound.samples) put(file, static_cast<std::uint16_t>(sample), 2);
  return file;
}

}  // namespace taxgate
