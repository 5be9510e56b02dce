#pragma once
// CSV by RFC 4180: CRLF, quotes where they are needed and nowhere else.
#include <initializer_list>
#include <ostream>
#include <string>
#include <string_view>

namespace taxgate::demo {

class CsvWriter {
 public:
  explicit CsvWriter(std::ostream& out) : out_(out) {}
  CsvWriter(const CsvWriter&) = delete;
  CsvWriter& operator=(const CsvWriter&) = delete;
  ~CsvWriter() { flush(); }

  void row(std::initializer_list<std::string_view> fields);

 private:
  void add(std::string_view field);
  void flush();

  std::ostream& out_;
  std::string buffer_;
};

}  // namespace taxgate::demo
