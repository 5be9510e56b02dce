// The framing of a request, its target and its chunked body. What passes has one meaning only.
#include "base/percent.hpp"
#include "base/text.hpp"
#include "fuzz/fuzz.hpp"
#include "http/server/params.hpp"
#include "http/server/request_parser.hpp"
#include "http/server/target.hpp"

namespace {

using namespace taxgate;
using namespace taxgate::http;

constexpr std::size_t kLargestBody = 4096;

void read_target(std::string_view text) {
  const auto target = split_target(text);
  if (!target) return;
  std::string path;
  if (decode_path(target->path, path)) {
    fuzz::require(path.starts_with('/') && is_utf8(path), "a path that is none");
    fuzz::require(!path.contains("/../") && !path.ends_with("/..") && !path.contains('\\'),
                  "a path that climbs");
  }
  Params params;
  if (!parse_params(target->query, params)) return;
  fuzz::require(params.items().size() <= kMaxParams, "too many parameters");
  for (const auto& item : params.items()) {
    fuzz::require(is_utf8(item.name) && is_utf8(item.value), "a parameter that is no UTF-8");
    std::string again;
    fuzz::require(append_decoded(again, percent_encode(item.value), Plus::kLiteral) && again == item.value,
                  "a value that does not survive encoding");
  }
}

void read_chunks(RequestParser& parser, std::string_view rest) {
  parser.begin_chunks(kLargestBody);
  std::string body;
  while (!rest.empty()) {
    const auto fed = parser.feed_chunks(rest, body);
    fuzz::require(body.size() <= kLargestBody, "a body beyond its limit");
    if (!fed || fed->done || fed->used == 0) return;
    fuzz::require(fed->used <= rest.size(), "more used than given");
    rest.remove_prefix(fed->used);
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = fuzz::text_of_input(data, size);
  const auto end = text.find("\r\n\r\n");
  if (end == std::string_view::npos) {
    read_target(text);
    return 0;
  }
  RequestParser parser;
  Headers headers;
  const auto head = parser.parse_head(text.substr(0, end + 4), headers);
  if (!head) return 0;
  fuzz::require(headers.items().size() <= kMaxHeaders, "too many headers");
  fuzz::require(headers.count("content-length") <= 1 && headers.count("transfer-encoding") <= 1 &&
                    (head->http10 || headers.count("host") == 1),
                "a request with two meanings");
  read_target(head->target);
  if (head->framing == Head::Framing::kChunked) read_chunks(parser, text.substr(end + 4));
  return 0;
}
