#pragma once
// How a row is written: shared by the parts of WritingTransaction.
#include <cassert>

#include "store/sqlite/fields.hpp"
#include "store/sqlite/transaction.hpp"

namespace taxgate::store::sqlite {

/// The parameters are the row's fields in order; an id of 0 becomes NULL in the SQL and so a new id.
template <class Row>
std::int64_t WritingTransaction::insert_row(SqlText sql, const Row& row) {
  Query query = db().query(sql);
  bind_row(query, row);
  query.run();
  return db().last_id();
}

/// Conflict when no row matched.
template <class Row>
void WritingTransaction::update_row(SqlText sql, const Row& row, const char* gone) {
  Query query = db().query(sql);
  bind_row(query, row);
  query.run();
  if (db().changes() == 0) {
    throw Conflict(gone);
  }
}

}  // namespace taxgate::store::sqlite
