#pragma once
// The initial password of a person who never chose one (SX-04, QD-06): a rule, never a stored hash.
#include "base/secret.hpp"
#include "domain/document.hpp"

namespace taxgate {

/// The last six characters of the document number, in upper case; the whole number where it is shorter.
Secret initial_secret(const Document& document);

/// Whether `typed` is the initial secret; an X as last character counts upper or lower case (SX-04). Takes
/// the same time wherever the two differ.
bool is_initial_secret(const Document& document, const Secret& typed);

}  // namespace taxgate
