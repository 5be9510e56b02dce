// The body of a stored flow, opened, and the details of events and notices. What can be read is written the
// same way again; anything else is a runtime_error.
#include "app/flow_codec.hpp"

#include <stdexcept>

#include "app/journal.hpp"
#include "fuzz/fuzz.hpp"

namespace {

using namespace taxgate;

void read_flow(std::string_view text) {
  try {
    const std::string written = app::encode_flow(app::decode_flow(text));
    fuzz::require(app::encode_flow(app::decode_flow(written)) == written,
                  "a flow that changes when it is kept");
  } catch (const std::runtime_error&) {
    return;
  }
}

void read_args(std::string_view text) {
  try {
    const Args args = app::args_from_json(text);
    fuzz::require(app::args_from_json(app::args_to_json(args)) == args,
                  "details that change when they are kept");
  } catch (const std::runtime_error&) {
    return;
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = fuzz::text_of_input(data, size);
  read_flow(text);
  read_args(text);
  return 0;
}
