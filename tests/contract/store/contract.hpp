#pragma once
// The contract of store.hpp as tests: every implementation is a factory in a file of its own that
// instantiates StoreContract.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>

#include "store/store.hpp"

namespace taxgate::store::contract {

/// A database of its own for one test, which can be closed and opened again.
class Backend {
 public:
  virtual ~Backend() = default;
  virtual std::unique_ptr<Store> open(AuditSealer& sealer) = 0;
};

struct Kind {
  std::string name;
  std::function<std::unique_ptr<Backend>()> make;
};
inline void PrintTo(const Kind& kind, std::ostream* out) { *out << kind.name; }

/// A chain instead of a tree: each leaf depends on every entry before it. Keeps every tenth head.
class ChainSealer final : public AuditSealer {
 public:
  Sealed seal(std::vector<AuditRow>& entries, ByteView frontier) override;
  void committed(const Sealed& sealed) override;

  bool refuse = false;             // the next sealings throw
  std::vector<std::string> heads;  // committed
};

class StoreContract : public testing::TestWithParam<Kind> {
 protected:
  StoreContract();
  void reopen();
  Reader& reader() { return store->reader(); }

  /// Runs `work` in a unit of its own and returns what it returned.
  template <class Work>
  auto with(Work work) {
    using Result = std::invoke_result_t<Work, Transaction&>;
    if constexpr (std::is_void_v<Result>) {
      store->commit(work);
    } else {
      std::optional<Result> result;
      store->commit([&](Transaction& tx) { result = work(tx); });
      return *result;
    }
  }

  PersonId add_person(BureauId where, int number);
  TaxpayerId add_taxpayer(BureauId where, int number);
  MandateRow add_mandate(BureauId where, TaxpayerId principal, PersonId delegate);
  ClientId add_client(const std::string& client_id);
  /// With a back-channel to be told by, for itself, outside any session.
  GrantRow add_grant(ClientId client, PersonId person, std::string_view code);
  /// Under an id of its own.
  GrantRow add(GrantRow row);

  ChainSealer sealer;
  std::unique_ptr<Backend> backend;
  std::unique_ptr<Store> store;
  BureauId bureau;
  BureauId other;
};

Bytes octets(std::string_view text);
Time at(std::int64_t seconds);

PersonRow person_row(BureauId bureau, int number);
TaxpayerRow taxpayer_row(BureauId bureau, int number);
MandateRow mandate_row(BureauId bureau, TaxpayerId principal, PersonId delegate);
SessionRow session_row(BureauId bureau, PersonId person, int number);
FlowRow flow_row(BureauId bureau, int number);
ClientRow client_row(BureauId bureau, std::string client_id);
MessageRow message_row(BureauId bureau, int number);
AuditRow event(BureauId bureau, std::string kind, PersonId actor = {}, PersonId subject = {});

}  // namespace taxgate::store::contract
