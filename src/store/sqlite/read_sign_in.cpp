#include "store/sqlite/read_sign_in.hpp"

#include "store/sqlite/fields.hpp"

namespace taxgate::store::sqlite {
namespace {

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

constexpr auto kHallCode =
    "SELECT " + kHallCodeColumns + " FROM hall_code WHERE bureau = ?1 AND document_index = ?2";

constexpr auto kFlow = "SELECT " + kFlowColumns + " FROM flow WHERE id_hash = ?1";

constexpr auto kCounter =
    "SELECT " + kCounterColumns + " FROM counter WHERE bureau = ?1 AND method = ?2 AND subject = ?3";

}  // namespace

template <class Base>
std::optional<SessionRow> ReadingSignIn<Base>::session(SessionId id) {
  return first<SessionRow>(db_.query(kSessionById, id));
}

template <class Base>
std::optional<SessionRow> ReadingSignIn<Base>::session(ByteView token_hash) {
  return first<SessionRow>(db_.query(kSessionByToken, token_hash));
}

template <class Base>
std::vector<SessionRow> ReadingSignIn<Base>::sessions_of(PersonId person, Time now) {
  return all<SessionRow>(db_.query(kSessionsOf, person, now));
}

template <class Base>
std::optional<SecretRow> ReadingSignIn<Base>::secret(BureauId bureau, std::string_view kind,
                                                     TaxpayerId taxpayer, PersonId person) {
  return first<SecretRow>(db_.query(kSecret, bureau, kind, taxpayer, person));
}

template <class Base>
std::vector<SecretRow> ReadingSignIn<Base>::secrets_of(BureauId bureau, std::string_view kind,
                                                       TaxpayerId taxpayer) {
  return all<SecretRow>(db_.query(kSecretsOf, bureau, kind, taxpayer));
}

template <class Base>
std::optional<PersonSecretRow> ReadingSignIn<Base>::person_secret(PersonId person, std::string_view kind) {
  return first<PersonSecretRow>(db_.query(kPersonSecret, person, kind));
}

template <class Base>
std::optional<Bytes> ReadingSignIn<Base>::client_password(TaxpayerId taxpayer) {
  Query query = db_.query(kClientPassword, taxpayer);
  return query.next() ? std::optional(query.template get<Bytes>(0)) : std::nullopt;
}

template <class Base>
std::optional<HallCodeRow> ReadingSignIn<Base>::hall_code(BureauId bureau, ByteView document_index) {
  return first<HallCodeRow>(db_.query(kHallCode, bureau, document_index));
}

template <class Base>
std::optional<FlowRow> ReadingSignIn<Base>::flow(ByteView id_hash) {
  return first<FlowRow>(db_.query(kFlow, id_hash));
}

template <class Base>
std::optional<CounterRow> ReadingSignIn<Base>::counter(BureauId bureau, std::string_view method,
                                                       ByteView subject) {
  return first<CounterRow>(db_.query(kCounter, bureau, method, subject));
}

template class ReadingSignIn<Reader>;
template class ReadingSignIn<Transaction>;

}  // namespace taxgate::store::sqlite
