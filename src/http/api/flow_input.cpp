#include "http/api/flow_input.hpp"

#include "http/api/api.hpp"

namespace taxgate::http {
namespace {

constexpr std::size_t kLongestField = 1000;

/// False for a value that no input takes.
bool read_field(Input& input, std::string_view name, const json::value& value) {
  if (value.is_string()) {
    if (value.as_string().size() > kLongestField) return false;
    input.fields.emplace(name, Secret{std::string{value.as_string()}});
    return true;
  }
  if (value.is_bool()) {
    input.fields.emplace(name, Secret{value.as_bool() ? "true" : "false"});
    return true;
  }
  return value.is_null();
}

}  // namespace

std::expected<Input, std::string> read_input(const json::object& body) {
  Input input{
      .step = text_member(body, "step"), .kind = Input::Kind::kSubmit, .alternative = {}, .fields = {}};
  if (const auto* other = body.if_contains("alternative")) {
    if (!other->is_string()) return std::unexpected("alternative");
    input.kind = Input::Kind::kAlternative;
    input.alternative = other->as_string();
  }
  if (const auto* back = body.if_contains("back"); back != nullptr && back->is_bool() && back->as_bool()) {
    input.kind = Input::Kind::kBack;
  }
  const auto* fields = body.if_contains("inputs");
  if (fields == nullptr) return input;
  if (!fields->is_object()) return std::unexpected("inputs");
  for (const auto& field : fields->as_object()) {
    if (!read_field(input, field.key(), field.value())) return std::unexpected(std::string{field.key()});
  }
  return input;
}

}  // namespace taxgate::http
