#pragma once
// Uncompressed sound in a RIFF file (Multimedia Programming Interface and Data Specifications 1.0, chapter
// 3): PCM, 16 bit, mono, 8–48 kHz only.
#include <cstdint>
#include <optional>
#include <vector>

#include "base/bytes.hpp"

namespace taxgate {

struct Sound {
  std::uint32_t rate = 22050;  // samples a second
  std::vector<std::int16_t> samples;
};

/// Nothing for another format. A `data` chunk that claims more than there is ends with the file: a program
/// that writes to a pipe cannot know its length.
std::optional<Sound> parse_wav(ByteView file);
Bytes to_wav(const Sound& sound);

}  // namespace taxgate
