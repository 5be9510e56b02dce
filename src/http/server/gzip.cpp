#include "http/server/gzip.hpp"

#include <zlib.h>

#include <algorithm>
#include <stdexcept>

#include "base/text.hpp"
#include "http/server/message.hpp"

namespace taxgate::http {
namespace {

constexpr int kGzipWindow = 15 + 16;  // the largest window, with a gzip header
constexpr int kMemoryLevel = 9;

bool is_zero_weight(std::string_view parameters) {
  const std::string_view text = trim(parameters);
  return text.starts_with("q=0") && text.find_first_not_of("q=0.") == std::string_view::npos;
}

}  // namespace

std::string gzip(std::string_view data) {
  z_stream stream{};
  if (::deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, kGzipWindow, kMemoryLevel,
                     Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::runtime_error("zlib does not start");
  }
  std::string out(::deflateBound(&stream, data.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(data.data()));  // zlib only reads it
  stream.avail_in = static_cast<uInt>(data.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int result = ::deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  ::deflateEnd(&stream);
  if (result != Z_STREAM_END) throw std::runtime_error("zlib did not finish");
  return out;
}

bool accepts_gzip(std::string_view accept_encoding) {
  bool any = false;
  while (!accept_encoding.empty()) {
    const std::size_t end = std::min(accept_encoding.find(','), accept_encoding.size());
    const std::string_view item = accept_encoding.substr(0, end);
    accept_encoding.remove_prefix(std::min(end + 1, accept_encoding.size()));
    const std::size_t semicolon = std::min(item.find(';'), item.size());
    const std::string_view name = trim(item.substr(0, semicolon));
    const bool wanted = !is_zero_weight(item.substr(std::min(semicolon + 1, item.size())));
    if (equal_ignoring_case(name, "gzip")) return wanted;
    if (name == "*") any = wanted;
  }
  return any;
}

}  // namespace taxgate::http
