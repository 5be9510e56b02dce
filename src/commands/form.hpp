#pragma once
// Names, documents and numbers of people come in a form, never on the command line, where every process and
// the shell's history sees them: a JSON object in a file, or on the standard input.
#include <boost/json.hpp>
#include <filesystem>

#include "domain/document.hpp"

namespace taxgate::commands {

/// `file` empty: the standard input. Throws with one line for what is no object.
boost::json::object read_form(const std::filesystem::path& file);
/// A member that must be a text.
std::string form_text(const boost::json::object& form, std::string_view name);
// Each throws with one line for what is none.
std::string form_name(const boost::json::object& form);   // "name"
Document form_document(const boost::json::object& form);  // "document_kind" (resident-id), "document_number"
std::string form_phone(const boost::json::object& form);  // "phone"

}  // namespace taxgate::commands
