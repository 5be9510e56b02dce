#include "store/sqlite/read_authority.hpp"

#include "store/sqlite/fields.hpp"

namespace taxgate::store::sqlite {
namespace {

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
constexpr auto kMandatesDisputed =
    kMandate + "bureau = ?1 AND state = 'disputed' ORDER BY decided_at LIMIT ?2";
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

}  // namespace

template <class Base>
std::optional<MandateRow> ReadingAuthority<Base>::mandate(MandateId id) {
  return first<MandateRow>(db_.query(kMandateById, id));
}

template <class Base>
std::vector<MandateRow> ReadingAuthority<Base>::mandates_of(PersonId delegate) {
  return all<MandateRow>(db_.query(kMandatesOf, delegate));
}

template <class Base>
std::vector<MandateRow> ReadingAuthority<Base>::mandates_of(PersonId delegate, std::string_view state) {
  return all<MandateRow>(db_.query(kMandatesOfState, delegate, state));
}

template <class Base>
std::vector<MandateRow> ReadingAuthority<Base>::mandates_in(TaxpayerId principal) {
  return all<MandateRow>(db_.query(kMandatesIn, principal));
}

template <class Base>
std::vector<MandateRow> ReadingAuthority<Base>::mandates_between(PersonId delegate, TaxpayerId principal) {
  return all<MandateRow>(db_.query(kMandatesBetween, delegate, principal));
}

template <class Base>
std::vector<MandateRow> ReadingAuthority<Base>::mandates_in(TaxpayerId principal, MandateId after,
                                                            int limit) {
  return all<MandateRow>(db_.query(kMandatesInPage, principal, after, limit));
}

template <class Base>
std::vector<TaxpayerId> ReadingAuthority<Base>::principals_of(PersonId delegate, TaxpayerId after,
                                                              int limit) {
  std::vector<TaxpayerId> principals;
  Query query = db_.query(kPrincipalsOf, delegate, after, limit);
  while (query.next()) principals.push_back(query.template get<TaxpayerId>(0));
  return principals;
}

template <class Base>
std::vector<MandateRow> ReadingAuthority<Base>::mandates_ending(BureauId bureau, std::string_view from,
                                                                std::string_view to, int limit) {
  return all<MandateRow>(db_.query(kMandatesEnding, bureau, from, to, limit));
}

template <class Base>
std::vector<MandateRow> ReadingAuthority<Base>::mandates_disputed(BureauId bureau, int limit) {
  return all<MandateRow>(db_.query(kMandatesDisputed, bureau, limit));
}

template <class Base>
bool ReadingAuthority<Base>::reminded(MandateId mandate, std::string_view ends, int days) {
  return db_.query(kReminded, mandate, ends, days).next();
}

template <class Base>
std::vector<EngagementRow> ReadingAuthority<Base>::engagements_ending(BureauId bureau, std::string_view from,
                                                                      std::string_view to, int limit) {
  return all<EngagementRow>(db_.query(kEngagementsEnding, bureau, from, to, limit));
}

template <class Base>
bool ReadingAuthority<Base>::reminded(EngagementId engagement, std::string_view ends, int days) {
  return db_.query(kEngagementReminded, engagement, ends, days).next();
}

template <class Base>
std::optional<PermissionRow> ReadingAuthority<Base>::permission(PermissionId id) {
  return first<PermissionRow>(db_.query(kPermissionById, id));
}

template <class Base>
std::vector<PermissionRow> ReadingAuthority<Base>::permissions_in(TaxpayerId principal) {
  return all<PermissionRow>(db_.query(kPermissionsIn, principal));
}

template <class Base>
std::optional<EngagementRow> ReadingAuthority<Base>::engagement(EngagementId id) {
  return first<EngagementRow>(db_.query(kEngagementById, id));
}

template <class Base>
std::vector<EngagementRow> ReadingAuthority<Base>::engagements_of_agency(TaxpayerId agency) {
  return all<EngagementRow>(db_.query(kEngagementsOfAgency, agency));
}

template <class Base>
std::vector<EngagementRow> ReadingAuthority<Base>::engagements_of_agency(TaxpayerId agency,
                                                                         EngagementId after, int limit) {
  return all<EngagementRow>(db_.query(kEngagementsOfAgencyPage, agency, after, limit));
}

template <class Base>
std::vector<EngagementRow> ReadingAuthority<Base>::engagements_of_client(TaxpayerId client) {
  return all<EngagementRow>(db_.query(kEngagementsOfClient, client));
}

template class ReadingAuthority<Reader>;
template class ReadingAuthority<Transaction>;

}  // namespace taxgate::store::sqlite
