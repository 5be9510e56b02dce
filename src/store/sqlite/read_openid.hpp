#pragma once
// Reading what OpenID Connect keeps.
#include "store/sqlite/commit_cache.hpp"
#include "store/sqlite/db.hpp"
#include "store/store.hpp"

namespace taxgate::store::sqlite {

/// The first layer of Reading (read.hpp).
template <class Base>
class ReadingOpenId : public Base {
 public:
  explicit ReadingOpenId(Db& db) : db_(db) {}

  std::optional<ClientRow> client(ClientId id) override;
  std::optional<ClientRow> client(BureauId bureau, std::string_view client_id) override;
  std::vector<ClientRow> clients(BureauId bureau) override;
  std::optional<GrantRow> grant(GrantId id) override;
  std::optional<GrantRow> grant_by_code(ByteView code_hash) override;
  std::vector<GrantRow> grants_of(PersonId person, Time now) override;
  std::optional<DeviceRequestRow> device_request(ByteView device_hash) override;
  std::optional<DeviceRequestRow> device_request_by_user_code(ByteView user_code_hash) override;
  std::vector<SigningKeyRow> signing_keys(BureauId bureau) override;
  std::vector<LogoutNoticeRow> logout_notices(Time now, int limit) override;

 protected:
  Db& db() { return db_; }
  Db& db_;
  int pins_ = 0;

 private:
  /// From the commit that is pinned, or from the database.
  template <class Wanted, class Read>
  std::optional<ClientRow> pinned_client(Wanted wanted, Read read);

  CommitCache<ClientRow> clients_;
};

extern template class ReadingOpenId<Reader>;
extern template class ReadingOpenId<Transaction>;

}  // namespace taxgate::store::sqlite
