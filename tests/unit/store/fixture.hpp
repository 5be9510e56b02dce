#pragma once
// What the unit tests of the embedded store share.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "contract/store/contract.hpp"
#include "contract/store/scratch.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace taxgate::store::sqlite {

class StoreFiles : public testing::Test {
 protected:
  std::filesystem::path dir() const { return scratch.path() / "data"; }
  std::filesystem::path file() const { return database_file(dir()); }
  std::unique_ptr<SqliteStore> open(WriterLimits limits = {}) {
    return std::make_unique<SqliteStore>(dir(), sealer, limits);
  }
  /// The kind of the Failure that `act` throws.
  template <class Act>
  static std::optional<Failure::Kind> failure_of(Act act) {
    try {
      act();
    } catch (const Failure& failure) {
      return failure.kind;
    }
    return std::nullopt;
  }

  contract::Scratch scratch;
  contract::ChainSealer sealer;
};

}  // namespace taxgate::store::sqlite
