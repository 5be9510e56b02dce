#pragma once
// Rows that were understood, in normal form. Their texts live in the arena of the batch that they came in.
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "connect/registry/arena.hpp"
#include "connect/registry/finding.hpp"

namespace taxgate::registry {

/// A mobile number as a number; 0 is none.
using PhoneNumber = std::uint64_t;

struct TaxpayerLine {
  Where at;
  std::string_view uscc;  // may be empty
  std::string_view number;
  std::string_view name;
  std::string_view organ;
  std::string_view other_organs;  // codes divided by blanks
  TaxpayerKind kind = TaxpayerKind::kEnterprise;
  TaxpayerState state = TaxpayerState::kNormal;
};

/// The last day of an association: not said, long-term, or a day.
struct LastDay {
  bool said = false;
  std::optional<Date> day;  // none: long-term
  bool operator==(const LastDay&) const = default;
};

struct PersonLine {
  Where at;
  std::string_view taxpayer;  // its number or USCC
  std::uint32_t role = 0;     // index into Mapping::role_ids
  MandateState state = MandateState::kProposed;
  DocumentKind document_kind = DocumentKind::kResidentId;
  std::string_view document_number;
  std::string_view name;
  PhoneNumber mobile = 0;
  std::optional<Date> starts;
  LastDay ends;
};

struct CollectedLine {
  Where at;
  DocumentKind document_kind = DocumentKind::kResidentId;
  std::string_view document_number;
  std::string_view name;
  PhoneNumber mobile = 0;
  Date on{};
  int level = 3;
};

/// An agency's agreement with a client, as the registry has it (LN-30).
struct AgreementLine {
  Where at;
  std::string_view agency;  // its number or USCC
  std::string_view client;  // its number or USCC
  std::string_view agreement;
  std::string_view functions;  // ids divided by blanks
  std::optional<Date> starts;
  LastDay ends;
};

/// What the rows of one batch came to.
struct CheckedBatch {
  Arena texts;
  std::vector<TaxpayerLine> taxpayers;
  std::vector<PersonLine> people;
  std::vector<CollectedLine> collected;
  std::vector<AgreementLine> agreements;
  std::vector<Finding> findings;  // in the order of the lines
  std::uint64_t rows = 0;
  std::uint64_t bad = 0;
};

}  // namespace taxgate::registry
