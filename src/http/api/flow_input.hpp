#pragma once
// A client's move in a flow, out of the JSON that it sent.
#include <expected>
#include <string>

#include "domain/flow/facts.hpp"
#include "http/server/json.hpp"

namespace taxgate::http {

/// {step, inputs}, {step, alternative} or {step, back: true}. Otherwise the member that is malformed.
std::expected<Input, std::string> read_input(const json::object& body);

}  // namespace taxgate::http
