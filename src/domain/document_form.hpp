#pragma once
// The form of each kind's number: what parse_document checks once a text is normalised.
#include <optional>
#include <string_view>

#include "domain/document.hpp"

namespace taxgate {

/// What is wrong with a normalised, non-empty number (a resident number may still have 15 digits); none if
/// nothing is.
std::optional<DocumentFault> fault_of_form(const Document& document, std::optional<Date> today);

/// "YYYYMMDD" of a real day from 1800 on; nothing otherwise.
std::optional<Date> date_of_digits(std::string_view eight);

}  // namespace taxgate
