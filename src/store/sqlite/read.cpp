#include "store/sqlite/read.hpp"

#include <algorithm>
#include <concepts>
#include <limits>

#include "store/sqlite/fields.hpp"

namespace taxgate::store::sqlite {
namespace {

constexpr Sql kBegin{"BEGIN"};
constexpr Sql kEnd{"COMMIT"};  // of what only reads: cheaper than ROLLBACK, and it cannot fail

constexpr Sql kBureau{"SELECT id FROM bureau WHERE code = ?1"};

constexpr auto kPerson = "SELECT " + kPersonColumns + " FROM person WHERE ";
constexpr auto kPersonById = kPerson + "id = ?1";
constexpr auto kPersonByDocument = kPerson + "bureau = ?1 AND document_index = ?2";
constexpr auto kPersonsByPhone = kPerson + "bureau = ?1 AND phone_index = ?2 ORDER BY id";
constexpr auto kPersonByUsername = kPerson + "bureau = ?1 AND username = ?2";

constexpr auto kTaxpayer = "SELECT " + kTaxpayerColumns + " FROM taxpayer WHERE ";
constexpr auto kTaxpayerById = kTaxpayer + "id = ?1";
constexpr auto kTaxpayerByUscc = kTaxpayer + "bureau = ?1 AND uscc = ?2 AND uscc <> ''";
constexpr auto kTaxpayerByNumber = kTaxpayer + "bureau = ?1 AND taxpayer_number = ?2";

constexpr auto kMandate = "SELECT " + kMandateColumns + " FROM mandate WHERE ";
constexpr auto kMandateById = kMandate + "id = ?1";
constexpr auto kMandatesOf = kMandate + "delegate = ?1 ORDER BY id";
constexpr auto kMandatesOfState = kMandate + "delegate = ?1 AND state = ?2 ORDER BY id";
constexpr auto kMandatesIn = kMandate + "principal = ?1 ORDER BY id";
constexpr auto kMandatesBetween = kMandate + "delegate = ?1 AND principal = ?2 ORDER BY id";
constexpr auto kMandatesInPage = kMandate + "principal = ?1 AND id > ?2 ORDER BY id LIMIT ?3";
constexpr Sql kPrincipalsOf{
    "SELECT DISTINCT principal FROM mandate WHERE delegate = ?1 AND principal > ?2 ORDER BY principal LIMIT "
    "?3"};

constexpr auto kMandatesEnding =
    kMandate + "bureau = ?1 AND state = 'in-force' AND ends BETWEEN ?2 AND ?3 ORDER BY ends LIMIT ?4";
constexpr Sql kReminded{"SELECT 1 FROM reminder WHERE mandate = ?1 AND ends = ?2 AND days = ?3"};

constexpr Sql kEngagementReminded{
    "SELECT 1 FROM engagement_reminder WHERE engagement = ?1 AND ends = ?2 AND days = ?3"};

constexpr auto kPermission = "SELECT " + kPermissionColumns + " FROM permission WHERE ";
constexpr auto kPermissionById = kPermission + "id = ?1";
constexpr auto kPermissionsIn = kPermission + "principal = ?1 ORDER BY name";

constexpr auto kEngagement = "SELECT " + kEngagementColumns + " FROM engagement WHERE ";
constexpr auto kEngagementById = kEngagement + "id = ?1";
constexpr auto kEngagementsOfAgency = kEngagement + "agency = ?1 ORDER BY id";
constexpr auto kEngagementsOfAgencyPage = kEngagement + "agency = ?1 AND id > ?2 ORDER BY id LIMIT ?3";
constexpr auto kEngagementsOfClient = kEngagement + "client = ?1 ORDER BY id";
constexpr auto kEngagementsEnding =
    kEngagement + "bureau = ?1 AND state = 'in-force' AND ends BETWEEN ?2 AND ?3 ORDER BY ends LIMIT ?4";

constexpr auto kOfficer = "SELECT " + kOfficerColumns + " FROM officer WHERE ";
constexpr auto kOfficerById = kOfficer + "person = ?1";
constexpr auto kOfficers = kOfficer + "bureau = ?1 ORDER BY person";
constexpr auto kOfficeRequest = "SELECT " + kOfficeRequestColumns + " FROM office_request WHERE ";
constexpr auto kOfficeRequestById = kOfficeRequest + "id = ?1";
constexpr auto kOfficeRequests =
    kOfficeRequest +
    "bureau = ?1 AND id < ?4 AND (?2 = '' OR ?2 = iif(state = 'open' AND expires_at <= ?3, 'expired', state))"
    " ORDER BY id DESC LIMIT ?5";
constexpr auto kMandatesDisputed =
    kMandate + "bureau = ?1 AND state = 'disputed' ORDER BY decided_at LIMIT ?2";

constexpr auto kSession = "SELECT " + kSessionColumns + " FROM session WHERE ";
constexpr auto kSessionById = kSession + "id = ?1";
constexpr auto kSessionByToken = kSession + "token_hash = ?1";
constexpr auto kSessionsOf = kSession + "person = ?1 AND expires_at > ?2 ORDER BY started_at DESC, id DESC";

constexpr auto kSecretsOf =
    "SELECT " + kSecretColumns + " FROM secret WHERE bureau = ?1 AND kind = ?2 AND taxpayer = ?3";
constexpr auto kSecret = kSecretsOf + " AND person = ?4";
constexpr auto kPersonSecret =
    "SELECT " + kPersonSecretColumns + " FROM person_secret WHERE person = ?1 AND kind = ?2";
constexpr Sql kClientPassword{"SELECT password_sealed FROM client_password WHERE taxpayer = ?1"};
constexpr Sql kOrgansOf{"SELECT organ_code FROM taxpayer_organ WHERE taxpayer = ?1 ORDER BY organ_code"};
constexpr Sql kStaffSynced{"SELECT synced_at FROM staff_sync WHERE taxpayer = ?1"};
constexpr auto kHallCode =
    "SELECT " + kHallCodeColumns + " FROM hall_code WHERE bureau = ?1 AND document_index = ?2";

constexpr auto kFlow = "SELECT " + kFlowColumns + " FROM flow WHERE id_hash = ?1";
constexpr auto kCounter =
    "SELECT " + kCounterColumns + " FROM counter WHERE bureau = ?1 AND method = ?2 AND subject = ?3";

constexpr auto kConsents =
    "SELECT " + kConsentColumns + " FROM consent WHERE person = ?1 ORDER BY given_at DESC, id DESC";
constexpr auto kNotice = "SELECT " + kNoticeColumns + " FROM notice WHERE person = ?1 ";
constexpr Sql kNewestNotices{"ORDER BY created_at DESC, id DESC LIMIT ?2"};
constexpr auto kNotices = kNotice + kNewestNotices;
constexpr Sql kUnreadCount{"SELECT count(*) FROM notice WHERE person = ?1 AND read_at IS NULL"};
constexpr auto kUnreadNotices = kNotice + "AND read_at IS NULL " + kNewestNotices;

// Two index walks of at most ?3 steps each; an OR would collect everything that the person ever did first.
// The terms beside the person's are those of the partial indexes.
constexpr auto kActivity = "SELECT " + kAuditColumns +
                           " FROM audit WHERE seq IN ("
                           "SELECT * FROM (SELECT seq FROM audit WHERE actor = ?1 AND actor <> 0 AND seq < "
                           "?2 ORDER BY seq DESC LIMIT ?3) "
                           "UNION ALL "
                           "SELECT * FROM (SELECT seq FROM audit WHERE subject = ?1 AND subject <> 0 AND "
                           "subject <> actor AND seq < ?2 "
                           "ORDER BY seq DESC LIMIT ?3)) ORDER BY seq DESC LIMIT ?3";
constexpr auto kAuditSearch = "SELECT " + kAuditColumns + " FROM audit WHERE ";
constexpr Sql kAuditBounds{"seq > ?2 AND seq < ?3 AND bureau = ?1"};
constexpr Sql kAuditNewest{" ORDER BY seq DESC LIMIT ?4"};
constexpr auto kAuditOfAll = kAuditSearch + kAuditBounds + kAuditNewest;
constexpr auto kAuditOfKind = kAuditSearch + kAuditBounds + " AND kind = ?5" + kAuditNewest;
constexpr auto kAuditOfPerson = kAuditSearch +
                                "seq IN (SELECT seq FROM audit WHERE actor = ?6 AND actor <> 0 UNION ALL "
                                "SELECT seq FROM audit WHERE subject = ?6 AND subject <> 0 AND subject <> "
                                "actor) AND (?5 = '' OR kind = ?5) AND " +
                                kAuditBounds + kAuditNewest;
// The kinds are walked in their index; `~` is behind every octet that a kind has.
constexpr auto kAuditAbout =
    kAuditSearch + "kind >= ?2 AND kind < ?2 || '~' AND principal = ?3 AND bureau = ?1";
constexpr auto kAuditFrom = "SELECT " + kAuditColumns + " FROM audit WHERE seq >= ?1 ORDER BY seq LIMIT ?2";
constexpr Sql kAuditHead{"SELECT head FROM audit_head WHERE id = 1"};
constexpr Sql kCheckpoints{"SELECT head FROM audit_checkpoint ORDER BY seq"};

constexpr auto kMessage = "SELECT " + kMessageColumns + " FROM message WHERE ";
constexpr auto kMessageById = kMessage + "id = ?1";
constexpr auto kMessagesDue = kMessage + "state = 'queued' AND due_at <= ?1 ORDER BY due_at, id LIMIT ?2";

// Each counts in an index alone.
constexpr Sql kTally{
    "SELECT (SELECT count(*) FROM session WHERE expires_at > ?1), (SELECT count(*) FROM message WHERE state "
    "= "
    "'queued')"};

/// Where a page that goes down ends: `before`, or beyond everything.
std::int64_t end_of(std::int64_t before) {
  return before == 0 ? std::numeric_limits<std::int64_t>::max() : before;
}

}  // namespace

template <class Base>
void Reading<Base>::pin() {
  // The group's transaction is one already.
  if (pins_++ == 0 && std::same_as<Base, Reader>) db_.run(kBegin);
}

template <class Base>
void Reading<Base>::unpin() noexcept {
  if (--pins_ == 0 && std::same_as<Base, Reader> && db_.in_transaction()) db_.run(kEnd);
}

template <class Base>
std::optional<BureauId> Reading<Base>::bureau(std::string_view code) {
  Query query = db_.query(kBureau, code);
  return query.next() ? std::optional(query.get<BureauId>(0)) : std::nullopt;
}

template <class Base>
std::optional<PersonRow> Reading<Base>::person(PersonId id) {
  return first<PersonRow>(db_.query(kPersonById, id));
}

template <class Base>
std::optional<PersonRow> Reading<Base>::person_by_document(BureauId bureau, ByteView index) {
  return first<PersonRow>(db_.query(kPersonByDocument, bureau, index));
}

template <class Base>
std::vector<PersonRow> Reading<Base>::persons_by_phone(BureauId bureau, ByteView index) {
  return all<PersonRow>(db_.query(kPersonsByPhone, bureau, index));
}

template <class Base>
std::optional<PersonRow> Reading<Base>::person_by_username(BureauId bureau, std::string_view username) {
  return first<PersonRow>(db_.query(kPersonByUsername, bureau, username));
}

template <class Base>
std::optional<TaxpayerRow> Reading<Base>::taxpayer(TaxpayerId id) {
  return first<TaxpayerRow>(db_.query(kTaxpayerById, id));
}

template <class Base>
std::optional<TaxpayerRow> Reading<Base>::taxpayer_by_number(BureauId bureau, std::string_view number) {
  auto found = first<TaxpayerRow>(db_.query(kTaxpayerByUscc, bureau, number));
  return found ? found : first<TaxpayerRow>(db_.query(kTaxpayerByNumber, bureau, number));
}

template <class Base>
std::optional<MandateRow> Reading<Base>::mandate(MandateId id) {
  return first<MandateRow>(db_.query(kMandateById, id));
}

template <class Base>
std::vector<MandateRow> Reading<Base>::mandates_of(PersonId delegate) {
  return all<MandateRow>(db_.query(kMandatesOf, delegate));
}

template <class Base>
std::vector<MandateRow> Reading<Base>::mandates_of(PersonId delegate, std::string_view state) {
  return all<MandateRow>(db_.query(kMandatesOfState, delegate, state));
}

template <class Base>
std::vector<MandateRow> Reading<Base>::mandates_in(TaxpayerId principal) {
  return all<MandateRow>(db_.query(kMandatesIn, principal));
}

template <class Base>
std::vector<MandateRow> Reading<Base>::mandates_between(PersonId delegate, TaxpayerId principal) {
  return all<MandateRow>(db_.query(kMandatesBetween, delegate, principal));
}

template <class Base>
std::vector<MandateRow> Reading<Base>::mandates_in(TaxpayerId principal, MandateId after, int limit) {
  return all<MandateRow>(db_.query(kMandatesInPage, principal, after, limit));
}

template <class Base>
std::vector<TaxpayerId> Reading<Base>::principals_of(PersonId delegate, TaxpayerId after, int limit) {
  std::vector<TaxpayerId> principals;
  Query query = db_.query(kPrincipalsOf, delegate, after, limit);
  while (query.next()) principals.push_back(query.template get<TaxpayerId>(0));
  return principals;
}

template <class Base>
std::vector<MandateRow> Reading<Base>::mandates_ending(BureauId bureau, std::string_view from,
                                                       std::string_view to, int limit) {
  return all<MandateRow>(db_.query(kMandatesEnding, bureau, from, to, limit));
}

template <class Base>
bool Reading<Base>::reminded(MandateId mandate, std::string_view ends, int days) {
  return db_.query(kReminded, mandate, ends, days).next();
}

template <class Base>
std::vector<EngagementRow> Reading<Base>::engagements_ending(BureauId bureau, std::string_view from,
                                                             std::string_view to, int limit) {
  return all<EngagementRow>(db_.query(kEngagementsEnding, bureau, from, to, limit));
}

template <class Base>
bool Reading<Base>::reminded(EngagementId engagement, std::string_view ends, int days) {
  return db_.query(kEngagementReminded, engagement, ends, days).next();
}

template <class Base>
std::optional<PermissionRow> Reading<Base>::permission(PermissionId id) {
  return first<PermissionRow>(db_.query(kPermissionById, id));
}

template <class Base>
std::vector<PermissionRow> Reading<Base>::permissions_in(TaxpayerId principal) {
  return all<PermissionRow>(db_.query(kPermissionsIn, principal));
}

template <class Base>
std::optional<EngagementRow> Reading<Base>::engagement(EngagementId id) {
  return first<EngagementRow>(db_.query(kEngagementById, id));
}

template <class Base>
std::vector<EngagementRow> Reading<Base>::engagements_of_agency(TaxpayerId agency) {
  return all<EngagementRow>(db_.query(kEngagementsOfAgency, agency));
}

template <class Base>
std::vector<EngagementRow> Reading<Base>::engagements_of_agency(TaxpayerId agency, EngagementId after,
                                                                int limit) {
  return all<EngagementRow>(db_.query(kEngagementsOfAgencyPage, agency, after, limit));
}

template <class Base>
std::vector<EngagementRow> Reading<Base>::engagements_of_client(TaxpayerId client) {
  return all<EngagementRow>(db_.query(kEngagementsOfClient, client));
}

template <class Base>
std::optional<OfficerRow> Reading<Base>::officer(PersonId person) {
  return first<OfficerRow>(db_.query(kOfficerById, person));
}

template <class Base>
std::vector<OfficerRow> Reading<Base>::officers(BureauId bureau) {
  return all<OfficerRow>(db_.query(kOfficers, bureau));
}

template <class Base>
std::optional<OfficeRequestRow> Reading<Base>::office_request(OfficeRequestId id) {
  return first<OfficeRequestRow>(db_.query(kOfficeRequestById, id));
}

template <class Base>
std::vector<OfficeRequestRow> Reading<Base>::office_requests(BureauId bureau, std::string_view state,
                                                             Time now, std::int64_t before, int limit) {
  return all<OfficeRequestRow>(db_.query(kOfficeRequests, bureau, state, now, end_of(before), limit));
}

template <class Base>
std::vector<MandateRow> Reading<Base>::mandates_disputed(BureauId bureau, int limit) {
  return all<MandateRow>(db_.query(kMandatesDisputed, bureau, limit));
}

template <class Base>
std::optional<SessionRow> Reading<Base>::session(SessionId id) {
  return first<SessionRow>(db_.query(kSessionById, id));
}

template <class Base>
std::optional<SessionRow> Reading<Base>::session(ByteView token_hash) {
  return first<SessionRow>(db_.query(kSessionByToken, token_hash));
}

template <class Base>
std::vector<SessionRow> Reading<Base>::sessions_of(PersonId person, Time now) {
  return all<SessionRow>(db_.query(kSessionsOf, person, now));
}

template <class Base>
std::optional<SecretRow> Reading<Base>::secret(BureauId bureau, std::string_view kind, TaxpayerId taxpayer,
                                               PersonId person) {
  return first<SecretRow>(db_.query(kSecret, bureau, kind, taxpayer, person));
}

template <class Base>
std::vector<SecretRow> Reading<Base>::secrets_of(BureauId bureau, std::string_view kind,
                                                 TaxpayerId taxpayer) {
  return all<SecretRow>(db_.query(kSecretsOf, bureau, kind, taxpayer));
}

template <class Base>
std::optional<PersonSecretRow> Reading<Base>::person_secret(PersonId person, std::string_view kind) {
  return first<PersonSecretRow>(db_.query(kPersonSecret, person, kind));
}

template <class Base>
std::optional<Bytes> Reading<Base>::client_password(TaxpayerId taxpayer) {
  Query query = db_.query(kClientPassword, taxpayer);
  return query.next() ? std::optional(query.template get<Bytes>(0)) : std::nullopt;
}

template <class Base>
std::vector<std::string> Reading<Base>::organs_of(TaxpayerId taxpayer) {
  std::vector<std::string> organs;
  Query query = db_.query(kOrgansOf, taxpayer);
  while (query.next()) organs.push_back(query.template get<std::string>(0));
  return organs;
}

template <class Base>
std::optional<Time> Reading<Base>::staff_synced(TaxpayerId taxpayer) {
  Query query = db_.query(kStaffSynced, taxpayer);
  return query.next() ? std::optional(query.template get<Time>(0)) : std::nullopt;
}

template <class Base>
std::optional<HallCodeRow> Reading<Base>::hall_code(BureauId bureau, ByteView document_index) {
  return first<HallCodeRow>(db_.query(kHallCode, bureau, document_index));
}

template <class Base>
std::optional<FlowRow> Reading<Base>::flow(ByteView id_hash) {
  return first<FlowRow>(db_.query(kFlow, id_hash));
}

template <class Base>
std::optional<CounterRow> Reading<Base>::counter(BureauId bureau, std::string_view method, ByteView subject) {
  return first<CounterRow>(db_.query(kCounter, bureau, method, subject));
}

template <class Base>
std::vector<ConsentRow> Reading<Base>::consents_of(PersonId person) {
  return all<ConsentRow>(db_.query(kConsents, person));
}

template <class Base>
std::vector<NoticeRow> Reading<Base>::notices_of(PersonId person, bool unread_only, int limit) {
  return unread_only ? all<NoticeRow>(db_.query(kUnreadNotices, person, limit))
                     : all<NoticeRow>(db_.query(kNotices, person, limit));
}

template <class Base>
int Reading<Base>::unread_notices(PersonId person) {
  Query query = db_.query(kUnreadCount, person);
  return query.next() ? query.template get<int>(0) : 0;
}

template <class Base>
std::vector<AuditRow> Reading<Base>::activity_of(PersonId person, std::int64_t before, int limit) {
  return all<AuditRow>(db_.query(kActivity, person, end_of(before), limit));
}

template <class Base>
std::vector<AuditRow> Reading<Base>::audit_search(const AuditFilter& filter) {
  const auto& [bureau, person, kind, after, before, limit] = filter;
  const std::int64_t end = end_of(before);
  if (person) return all<AuditRow>(db_.query(kAuditOfPerson, bureau, after, end, limit, kind, person));
  if (!kind.empty()) return all<AuditRow>(db_.query(kAuditOfKind, bureau, after, end, limit, kind));
  return all<AuditRow>(db_.query(kAuditOfAll, bureau, after, end, limit));
}

template <class Base>
std::vector<AuditRow> Reading<Base>::audit_about(BureauId bureau, TaxpayerId principal,
                                                 std::string_view prefix) {
  auto rows = all<AuditRow>(db_.query(kAuditAbout, bureau, prefix, principal));
  std::ranges::sort(rows, {}, &AuditRow::seq);
  return rows;
}

template <class Base>
std::vector<AuditRow> Reading<Base>::audit_entries(std::int64_t from, int limit) {
  return all<AuditRow>(db_.query(kAuditFrom, from, limit));
}

template <class Base>
std::string Reading<Base>::audit_head() {
  Query query = db_.query(kAuditHead);
  return query.next() ? query.template get<std::string>(0) : std::string();
}

template <class Base>
std::vector<std::string> Reading<Base>::audit_checkpoints() {
  std::vector<std::string> heads;
  Query query = db_.query(kCheckpoints);
  while (query.next()) {
    heads.push_back(query.template get<std::string>(0));
  }
  return heads;
}

template <class Base>
std::optional<MessageRow> Reading<Base>::message(MessageId id) {
  return first<MessageRow>(db_.query(kMessageById, id));
}

template <class Base>
std::vector<MessageRow> Reading<Base>::messages_due(Time now, int limit) {
  return all<MessageRow>(db_.query(kMessagesDue, now, limit));
}

template <class Base>
Tally Reading<Base>::tally(Time now) {
  Query query = db_.query(kTally, now);
  if (!query.next()) return {};
  return {.sessions_open = query.template get<std::int64_t>(0),
          .messages_queued = query.template get<std::int64_t>(1)};
}

template class Reading<Reader>;
template class Reading<Transaction>;

}  // namespace taxgate::store::sqlite
