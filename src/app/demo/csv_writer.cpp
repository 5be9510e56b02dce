#include "app/demo/csv_writer.hpp"

namespace taxgate::demo {
namespace {

constexpr std::size_t kBufferSize = 1U << 16U;

}  // namespace

void CsvWriter::row(std::initializer_list<std::string_view> fields) {
  std::string_view separator;
  for (const auto field : fields) {
    buffer_ += separator;
    add(field);
    separator = ",";
  }
  buffer_ += "\r\n";
  if (buffer_.size() >= kBufferSize) flush();
}

void CsvWriter::add(std::string_view field) {
  if (field.find_first_of(",\"\r\n") == std::string_view::npos) {
    buffer_ += field;
    return;
  }
  buffer_ += '"';
  for (const char c : field) {
    if (c == '"') buffer_ += '"';
    buffer_ += c;
  }
  buffer_ += '"';
}

void CsvWriter::flush() {
  out_.write(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
  buffer_.clear();
}

}  // namespace taxgate::demo
