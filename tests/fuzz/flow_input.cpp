// The body of a move in the flow API: JSON into an Input.
#include "http/api/flow_input.hpp"

#include "base/text.hpp"
#include "fuzz/fuzz.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace taxgate;
  const auto body = http::parse_json(fuzz::text_of_input(data, size));
  if (!body) {
    fuzz::require(body.error().where <= size, "a fault beyond the end");
    return 0;
  }
  if (!body->is_object()) return 0;
  const auto input = http::read_input(body->as_object());
  if (!input) return 0;
  fuzz::require(is_utf8(input->step) && is_utf8(input->alternative), "text that is no UTF-8");
  for (const auto& [name, value] : input->fields) {
    fuzz::require(is_utf8(name) && is_utf8(value.reveal()), "an input that is no UTF-8");
    fuzz::require(value.reveal().size() <= 1000, "an input that is too long");
  }
  return 0;
}
