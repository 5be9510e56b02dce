// The embedded store keeps the contract.
#include "contract/store/contract.hpp"
#include "contract/store/scratch.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace taxgate::store::contract {
namespace {

class SqliteBackend final : public Backend {
 public:
  std::unique_ptr<Store> open(AuditSealer& sealer) override {
    return std::make_unique<sqlite::SqliteStore>(scratch_.path() / "data", sealer);
  }

 private:
  Scratch scratch_;
};

INSTANTIATE_TEST_SUITE_P(Sqlite, StoreContract,
                         testing::Values(Kind{"sqlite", [] { return std::make_unique<SqliteBackend>(); }}),
                         [](const auto& param) { return param.param.name; });

}  // namespace
}  // namespace taxgate::store::contract
