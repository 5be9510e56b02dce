#pragma once
// A flow as octets for the store (which keeps them sealed), and back.
#include "base/bytes.hpp"
#include "domain/flow/flow.hpp"

namespace taxgate::app {

/// Everything but the bureau and the version, which are columns.
std::string encode_flow(const Flow& flow);
/// Throws std::runtime_error for what encode_flow did not write.
Flow decode_flow(std::string_view text);

}  // namespace taxgate::app
