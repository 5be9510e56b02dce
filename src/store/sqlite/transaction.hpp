#pragma once
// The writing side, on the writer's connection, inside a transaction that the group has begun.
#include "store/sqlite/read.hpp"

namespace taxgate::store::sqlite {

class WritingTransaction final : public Reading<Transaction> {
 public:
  /// Appended events go to `entries`; the group seals them.
  WritingTransaction(Db& db, std::vector<AuditRow>& entries) : Reading(db), entries_(entries) {}

  BureauId put_bureau(std::string_view code) override;

  PersonId insert(const PersonRow& row) override;
  void update(const PersonRow& row) override;
  Put<PersonId> upsert(const PersonRow& row) override;
  TaxpayerId insert(const TaxpayerRow& row) override;
  void update(const TaxpayerRow& row) override;
  Put<TaxpayerId> upsert(const TaxpayerRow& row) override;
  void reserve_mandate(MandateRow& row) override;
  void insert(const MandateRow& row) override;
  void update(const MandateRow& row) override;

  void remind(EngagementId engagement, std::string_view ends, int days) override;
  void remind(MandateId mandate, std::string_view ends, int days) override;

  PermissionId insert(const PermissionRow& row) override;
  void update(const PermissionRow& row) override;
  bool remove(PermissionId id, int version) override;

  void reserve_engagement(EngagementRow& row) override;
  void insert(const EngagementRow& row) override;
  void update(const EngagementRow& row) override;

  SessionId insert(const SessionRow& row) override;
  void switch_session(SessionId id, MandateId mandate, EngagementId engagement) override;
  void confirm_session(SessionId id, Time at) override;
  void put_session_organ(SessionId id, std::string_view organ) override;
  void touch_session(SessionId id, Time seen_at, Time expires_at) override;
  bool end_session(SessionId id, PersonId person) override;
  int end_sessions_of(PersonId person, SessionId except) override;
  int end_office_sessions(PersonId person) override;
  int end_sessions_for(MandateId mandate) override;
  int end_sessions_through(EngagementId engagement) override;

  void put(const ClientRow& row) override;
  void reserve_grant(GrantRow& row) override;
  void insert(const GrantRow& row) override;
  void renew_grant(GrantId id, int serial) override;
  bool end_grant(GrantId id, Time at) override;
  int end_grants_for(ClientId client, Time at) override;
  bool spend(ByteView hash, Time expires_at) override;
  void insert(const DeviceRequestRow& row) override;
  void update(const DeviceRequestRow& row) override;
  void put(const SigningKeyRow& row) override;
  void put(const LogoutNoticeRow& row) override;
  void remove_logout_notice(std::int64_t id) override;

  void put(const OfficerRow& row) override;
  OfficeRequestId insert(const OfficeRequestRow& row) override;
  void update(const OfficeRequestRow& row) override;

  void put(const SecretRow& row) override;
  void put(const PersonSecretRow& row) override;
  void put_client_password(TaxpayerId taxpayer, ByteView sealed, Time at) override;
  void put_organs(TaxpayerId taxpayer, const std::vector<std::string>& organs) override;
  void put(const HallCodeRow& row) override;
  void sync_staff(TaxpayerId taxpayer, Time at) override;
  void put_household(PersonId person, ByteView place_sealed) override;

  void insert(const FlowRow& row) override;
  void update(const FlowRow& row) override;
  void put(const CounterRow& row) override;
  void insert(const ConsentRow& row) override;
  NoticeId insert(const NoticeRow& row) override;
  bool read_notice(NoticeId id, PersonId person, Time at) override;
  MessageId insert(const MessageRow& row) override;
  void update(const MessageRow& row) override;

  void append(const AuditRow& row) override;
  int sweep(Time before, int limit) override;

 private:
  template <class Row>
  std::int64_t insert_row(SqlText sql, const Row& row);
  template <class Row>
  void update_row(SqlText sql, const Row& row, const char* gone);

  std::vector<AuditRow>& entries_;
  std::int64_t reserved_mandate_ = 0;  // the last id given out in this group
  std::int64_t reserved_engagement_ = 0;
  std::int64_t reserved_grant_ = 0;
};

}  // namespace taxgate::store::sqlite
