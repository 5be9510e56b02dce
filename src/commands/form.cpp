#include "commands/form.hpp"

#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>

#include "domain/person_name.hpp"
#include "domain/phone.hpp"
#include "http/server/json.hpp"

namespace taxgate::commands {
namespace {

std::string read_all(std::istream& in) {
  return {std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}};
}

}  // namespace

boost::json::object read_form(const std::filesystem::path& file) {
  std::ifstream in;
  if (!file.empty()) in.open(file);
  auto parsed = http::parse_json(read_all(file.empty() ? std::cin : in));
  if (!parsed || !parsed->is_object())
    throw std::runtime_error("the form must be a JSON object: {\"name\": …, \"document_number\": …}");
  return std::move(parsed->as_object());
}

std::string form_text(const boost::json::object& form, std::string_view name) {
  const auto* value = form.if_contains(name);
  if (value == nullptr || !value->is_string())
    throw std::runtime_error("the form lacks \"" + std::string{name} + "\"");
  return std::string{value->as_string()};
}

std::string form_name(const boost::json::object& form) {
  auto name = parse_person_name(form_text(form, "name"));
  if (!name) throw std::runtime_error(std::string{to_string(name.error())});
  return *std::move(name);
}

Document form_document(const boost::json::object& form) {
  const bool given = form.contains("document_kind");
  const auto kind = given ? document_kind(form_text(form, "document_kind")) : DocumentKind::kResidentId;
  if (!kind || *kind == DocumentKind::kUnit) throw std::runtime_error("document_kind is none");
  auto document = parse_document(*kind, form_text(form, "document_number"));
  if (!document) throw std::runtime_error(std::string{to_string(document.error())});
  return *std::move(document);
}

std::string form_phone(const boost::json::object& form) {
  auto phone = parse_phone(form_text(form, "phone"));
  if (!phone) throw std::runtime_error(std::string{to_string(phone.error())});
  return std::move(phone->number);
}

}  // namespace taxgate::commands
