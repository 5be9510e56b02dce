#pragma once
#include <span>
#include <variant>

#include "crypto/hmac_key.hpp"

namespace taxgate {

/// A column's value as SQL knows it; NULL is std::monostate. Views are read during the call only.
using RowValue = std::variant<std::monostate, std::int64_t, std::string_view, ByteView>;

struct RowField {
  RowField(std::string_view of_column, RowValue with) : column(of_column), value(with) {}
  std::string_view column;
  RowValue value;
};

/// Seals a row of authority (a mandate, an account's state): whoever can write the database but has no key
/// cannot grant himself a right, nor move a right to another row, because the identity's columns are sealed
/// too.
class RowMac {
 public:
  explicit RowMac(const Key& key) : hmac_(key) {}

  /// Over the table's name and the fields in the order given: names, types and values.
  Digest seal(std::string_view table, std::span<const RowField> fields) const;
  /// In constant time; false for a MAC of another length.
  bool check(std::string_view table, std::span<const RowField> fields, ByteView mac) const;

 private:
  HmacKey hmac_;
};

}  // namespace taxgate
