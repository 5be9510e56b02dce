#pragma once
// Reading what a sign-in keeps: sessions, secrets, flows, counters.
#include "store/sqlite/read_office.hpp"

namespace taxgate::store::sqlite {

/// A layer of Reading (read.hpp).
template <class Base>
class ReadingSignIn : public ReadingOffice<Base> {
 public:
  using ReadingOffice<Base>::ReadingOffice;

  std::optional<SessionRow> session(SessionId id) override;
  std::optional<SessionRow> session(ByteView token_hash) override;
  std::vector<SessionRow> sessions_of(PersonId person, Time now) override;
  std::optional<SecretRow> secret(BureauId bureau, std::string_view kind, TaxpayerId taxpayer,
                                  PersonId person) override;
  std::vector<SecretRow> secrets_of(BureauId bureau, std::string_view kind, TaxpayerId taxpayer) override;
  std::optional<PersonSecretRow> person_secret(PersonId person, std::string_view kind) override;
  std::optional<Bytes> client_password(TaxpayerId taxpayer) override;
  std::optional<HallCodeRow> hall_code(BureauId bureau, ByteView document_index) override;
  std::optional<FlowRow> flow(ByteView id_hash) override;
  std::optional<CounterRow> counter(BureauId bureau, std::string_view method, ByteView subject) override;

 protected:
  using ReadingOffice<Base>::db_;
};

extern template class ReadingSignIn<Reader>;
extern template class ReadingSignIn<Transaction>;

}  // namespace taxgate::store::sqlite
