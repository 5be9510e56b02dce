#pragma once
// Reading on one connection, for a reader and for a transaction alike.
#include "store/sqlite/read_openid.hpp"

namespace taxgate::store::sqlite {

/// Base is Reader or Transaction. Every statement is reset before its method returns.
template <class Base>
class Reading : public ReadingOpenId<Base> {
 public:
  explicit Reading(Db& db) : ReadingOpenId<Base>(db) {}

  void pin() override;
  void unpin() noexcept override;

  std::optional<BureauId> bureau(std::string_view code) override;

  std::optional<PersonRow> person(PersonId id) override;
  std::optional<PersonRow> person_by_document(BureauId bureau, ByteView index) override;
  std::vector<PersonRow> persons_by_phone(BureauId bureau, ByteView index) override;
  std::optional<PersonRow> person_by_username(BureauId bureau, std::string_view username) override;

  std::optional<TaxpayerRow> taxpayer(TaxpayerId id) override;
  std::optional<TaxpayerRow> taxpayer_by_number(BureauId bureau, std::string_view number) override;

  std::optional<MandateRow> mandate(MandateId id) override;
  std::vector<MandateRow> mandates_of(PersonId delegate) override;
  std::vector<MandateRow> mandates_of(PersonId delegate, std::string_view state) override;
  std::vector<MandateRow> mandates_in(TaxpayerId principal) override;
  std::vector<MandateRow> mandates_between(PersonId delegate, TaxpayerId principal) override;
  std::vector<MandateRow> mandates_in(TaxpayerId principal, MandateId after, int limit) override;
  std::vector<TaxpayerId> principals_of(PersonId delegate, TaxpayerId after, int limit) override;

  std::vector<MandateRow> mandates_ending(BureauId bureau, std::string_view from, std::string_view to,
                                          int limit) override;
  bool reminded(MandateId mandate, std::string_view ends, int days) override;

  std::vector<EngagementRow> engagements_ending(BureauId bureau, std::string_view from, std::string_view to,
                                                int limit) override;
  bool reminded(EngagementId engagement, std::string_view ends, int days) override;

  std::optional<PermissionRow> permission(PermissionId id) override;
  std::vector<PermissionRow> permissions_in(TaxpayerId principal) override;

  std::optional<EngagementRow> engagement(EngagementId id) override;
  std::vector<EngagementRow> engagements_of_agency(TaxpayerId agency) override;
  std::vector<EngagementRow> engagements_of_agency(TaxpayerId agency, EngagementId after, int limit) override;
  std::vector<EngagementRow> engagements_of_client(TaxpayerId client) override;

  std::optional<OfficerRow> officer(PersonId person) override;
  std::vector<OfficerRow> officers(BureauId bureau) override;
  std::optional<OfficeRequestRow> office_request(OfficeRequestId id) override;
  std::vector<OfficeRequestRow> office_requests(BureauId bureau, std::string_view state, Time now,
                                                std::int64_t before, int limit) override;
  std::vector<MandateRow> mandates_disputed(BureauId bureau, int limit) override;

  std::optional<SessionRow> session(SessionId id) override;
  std::optional<SessionRow> session(ByteView token_hash) override;
  std::vector<SessionRow> sessions_of(PersonId person, Time now) override;

  std::optional<SecretRow> secret(BureauId bureau, std::string_view kind, TaxpayerId taxpayer,
                                  PersonId person) override;
  std::vector<SecretRow> secrets_of(BureauId bureau, std::string_view kind, TaxpayerId taxpayer) override;
  std::optional<PersonSecretRow> person_secret(PersonId person, std::string_view kind) override;
  std::optional<Bytes> client_password(TaxpayerId taxpayer) override;
  std::vector<std::string> organs_of(TaxpayerId taxpayer) override;
  std::optional<Time> staff_synced(TaxpayerId taxpayer) override;
  std::optional<HallCodeRow> hall_code(BureauId bureau, ByteView document_index) override;

  std::optional<FlowRow> flow(ByteView id_hash) override;
  std::optional<CounterRow> counter(BureauId bureau, std::string_view method, ByteView subject) override;

  std::vector<ConsentRow> consents_of(PersonId person) override;
  std::vector<NoticeRow> notices_of(PersonId person, bool unread_only, int limit) override;
  int unread_notices(PersonId person) override;
  std::vector<AuditRow> activity_of(PersonId person, std::int64_t before, int limit) override;
  std::vector<AuditRow> audit_search(const AuditFilter& filter) override;
  std::vector<AuditRow> audit_about(BureauId bureau, TaxpayerId principal, std::string_view prefix) override;
  std::vector<AuditRow> audit_entries(std::int64_t from, int limit) override;
  std::string audit_head() override;
  std::vector<std::string> audit_checkpoints() override;

  std::optional<MessageRow> message(MessageId id) override;
  std::vector<MessageRow> messages_due(Time now, int limit) override;

  Tally tally(Time now) override;

 protected:
  using ReadingOpenId<Base>::db;

 private:
  using ReadingOpenId<Base>::db_;
  int pins_ = 0;
};

extern template class Reading<Reader>;
extern template class Reading<Transaction>;

}  // namespace taxgate::store::sqlite
